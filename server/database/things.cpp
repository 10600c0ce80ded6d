#include "database/things.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "database/batch.hpp"
#include "database/ledger_records.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

using domain::FieldChange;
using domain::FieldValue;

Bind bind_of(const FieldValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return Bind(*number);
  if (const auto* bytes = std::get_if<std::string>(&value)) return Bind(*bytes);
  return Bind(std::nullopt);
}

const FieldValue* after_of(const std::vector<FieldChange>& changes, std::uint16_t field) {
  const auto found =
      std::find_if(changes.begin(), changes.end(), [field](const FieldChange& c) { return c.field == field; });
  return found == changes.end() ? nullptr : &found->after;
}

/// The fields among the changes that have a column; the same for all things of one call.
std::vector<ThingColumn> changed_columns(const ThingTable& table, const std::vector<FieldChange>& changes) {
  std::vector<ThingColumn> columns;
  for (const FieldChange& change : changes) {
    if (change.field >= domain::kFirstVirtualField) continue;
    const std::string_view name = table.column_of(change.field);
    FROSTKEEP_INVARIANT(!name.empty());
    columns.push_back({change.field, name});
  }
  return columns;
}

StoredEntry entry_of(WriteTransaction& tx, const ThingTable& table, const Head& head, std::uint64_t entry_id,
                     const std::vector<FieldChange>& changes, const EntryFacts& facts) {
  StoredEntry stored;
  stored.entry.entry_id = entry_id;
  stored.entry.stream_kind = table.kind;
  stored.entry.stream_id = head.id;
  stored.entry.sequence = head.version + 1;
  stored.entry.what = facts.what;
  stored.entry.event_time = facts.event_time.value_or(tx.now());
  stored.entry.corrects = facts.corrects;
  stored.entry.reason = facts.reason;
  stored.entry.payload = domain::encode_changes(changes);
  complete_entry(tx.context(), stored.entry);
  stored.previous = head.hash;
  stored.hash = domain::entry_hash(stored.entry, stored.previous);
  return stored;
}

/// Gives each thing without one an entry id from a single block, so that entries stand in the order of the things.
template <typename Thing>
void number_entries(WriteTransaction& tx, std::span<Thing> things) {
  for (Thing& thing : things) {
    if (thing.entry_id == 0) thing.entry_id = tx.next_id();
  }
}

std::string insert_head(const ThingTable& table) {
  std::string sql = "insert into " + std::string(table.name) + " (id, version, head_hash";
  for (const ThingColumn& column : table.columns) sql += ", " + std::string(column.name);
  return sql + ") values ";
}

std::string insert_row(const ThingTable& table) {
  std::string row = "(?, 1, ?";
  for (std::size_t i = 0; i < table.columns.size(); ++i) row += ", ?";
  return row + ")";
}

/// `update … set a = ?, version = version + 1, head_hash = ? where id = ? and version = ?`
std::string update_one(const ThingTable& table, const std::vector<ThingColumn>& columns) {
  std::string sql = "update " + std::string(table.name) + " set ";
  for (const ThingColumn& column : columns) sql += std::string(column.name) + " = ?, ";
  return sql + "version = version + 1, head_hash = ? where id = ? and version = ?";
}

struct UpdateMany {
  std::string head;
  std::string row;
  std::string tail;
};

/// `update t join (select ? id, ? version, … union all select …) d on … set …`: the row count decides.
UpdateMany update_many(const ThingTable& table, const std::vector<ThingColumn>& columns) {
  const std::string name(table.name);
  UpdateMany sql{"update " + name + " t join (", "select ? as id, ? as version, cast(? as binary(32)) as head_hash",
                 ") d on t.id = d.id set "};
  for (const ThingColumn& column : columns) {
    sql.row += ", ? as " + std::string(column.name);
    sql.tail += "t." + std::string(column.name) + " = d." + std::string(column.name) + ", ";
  }
  sql.tail += "t.version = t.version + 1, t.head_hash = d.head_hash where t.version = d.version";
  return sql;
}

}  // namespace

std::string_view ThingTable::column_of(std::uint16_t field) const {
  for (const ThingColumn& column : columns) {
    if (column.field == field) return column.name;
  }
  return {};
}

void insert_things(WriteTransaction& tx, const ThingTable& table, std::span<NewThing> things, const EntryFacts& facts) {
  if (things.empty()) return;
  number_entries(tx, things);
  std::vector<StoredEntry> entries;
  entries.reserve(things.size());
  for (const NewThing& thing : things) {
    entries.push_back(entry_of(tx, table, {thing.id, 0, {}}, thing.entry_id, thing.changes, facts));
  }
  std::vector<Bind> binds;
  binds.reserve(things.size() * (table.columns.size() + 2));
  for (std::size_t i = 0; i < things.size(); ++i) {
    binds.emplace_back(things[i].id);
    binds.emplace_back(entries[i].hash);
    for (const ThingColumn& column : table.columns) {
      const FieldValue* value = after_of(things[i].changes, column.field);
      binds.push_back(value ? bind_of(*value) : Bind(std::nullopt));
    }
  }
  execute_batch(tx.connection(), insert_head(table), insert_row(table), ", ", "", binds, table.columns.size() + 2);
  append_entries(tx, entries);
}

std::vector<Head> change_things(WriteTransaction& tx, const ThingTable& table, std::span<ThingChange> things,
                                const EntryFacts& facts) {
  if (things.empty()) return {};
  number_entries(tx, things);
  const std::vector<ThingColumn> columns = changed_columns(table, things.front().changes);
  std::vector<StoredEntry> entries;
  std::vector<Head> heads;
  entries.reserve(things.size());
  for (const ThingChange& thing : things) {
    entries.push_back(entry_of(tx, table, thing.head, thing.entry_id, thing.changes, facts));
    heads.push_back({thing.head.id, thing.head.version + 1, entries.back().hash});
  }
  std::uint64_t changed = 0;
  std::vector<Bind> binds;
  if (things.size() == 1) {
    for (const ThingColumn& column : columns) binds.push_back(bind_of(*after_of(things[0].changes, column.field)));
    binds.insert(binds.end(), {entries[0].hash, things[0].head.id, things[0].head.version});
    changed = tx.connection().execute(update_one(table, columns), std::span<const Bind>(binds));
  } else {
    for (std::size_t i = 0; i < things.size(); ++i) {
      binds.insert(binds.end(), {things[i].head.id, things[i].head.version, entries[i].hash});
      for (const ThingColumn& column : columns) {
        const FieldValue* value = after_of(things[i].changes, column.field);
        FROSTKEEP_INVARIANT(value != nullptr);
        binds.push_back(bind_of(*value));
      }
    }
    const UpdateMany sql = update_many(table, columns);
    changed = execute_batch(tx.connection(), sql.head, sql.row, " union all ", sql.tail, binds, columns.size() + 3);
  }
  if (changed != things.size()) throw domain::Refused(domain::ErrorCode::version_stale);
  append_entries(tx, entries);
  return heads;
}

std::uint64_t insert_thing(WriteTransaction& tx, const ThingTable& table, NewThing thing, const EntryFacts& facts) {
  insert_things(tx, table, std::span(&thing, 1), facts);
  return thing.entry_id;
}

std::uint64_t change_thing(WriteTransaction& tx, const ThingTable& table, ThingChange thing, const EntryFacts& facts) {
  change_things(tx, table, std::span(&thing, 1), facts);
  return thing.entry_id;
}

Changes& Changes::change(std::uint16_t field, FieldValue before, FieldValue after) {
  if (before == after) return *this;
  changes_.push_back({field, std::move(before), std::move(after)});
  return *this;
}

std::vector<FieldChange> Changes::take() {
  std::stable_sort(changes_.begin(), changes_.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
  return std::move(changes_);
}

}  // namespace frostkeep::database
