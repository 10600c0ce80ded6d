#include "database/bulk_things.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "database/batch.hpp"
#include "database/ledger_records.hpp"

namespace frostkeep::database {
namespace {

using domain::FieldValue;

constexpr std::string_view kStayHead =
    "insert into stay (id, occupant_kind, occupant_id, container_id, position, from_time, to_time, closed_by) values ";
constexpr std::string_view kKeptHead =
    "insert into occupancy (container_id, position, kind, occupant_id, container_rank, occupant_rank, stay_id) values ";

/// The entries of one thing, each chained to the one before. Returns the last one's hash.
base::Digest tell(WriteTransaction& tx, const ThingTable& table, ThingWithPast& thing, std::vector<StoredEntry>& out) {
  base::Digest previous = {};
  std::uint32_t sequence = 0;
  for (PastStep& step : thing.steps) {
    if (step.entry_id == 0) step.entry_id = tx.next_id();
    StoredEntry stored;
    stored.entry.entry_id = step.entry_id;
    stored.entry.stream_kind = table.kind;
    stored.entry.stream_id = thing.id;
    stored.entry.sequence = ++sequence;
    stored.entry.what = step.what;
    stored.entry.event_time = step.at;
    stored.entry.reason = step.reason;
    stored.entry.payload = domain::encode_changes(step.changes);
    complete_entry(tx.context(), stored.entry);
    stored.entry.entry_time = step.at;
    if (step.actor) stored.entry.actor = step.actor.value;
    if (step.site) stored.entry.site = step.site.value;
    stored.previous = previous;
    stored.hash = previous = domain::entry_hash(stored.entry, stored.previous);
    out.push_back(std::move(stored));
  }
  return previous;
}

Bind bind_of(const FieldValue* value) {
  if (value == nullptr) return Bind(std::nullopt);
  if (const auto* number = std::get_if<std::int64_t>(value)) return Bind(*number);
  if (const auto* bytes = std::get_if<std::string>(value)) return Bind(*bytes);
  return Bind(std::nullopt);
}

/// The columns' last values: what a later step tells replaces what an earlier one told.
void add_row(const ThingTable& table, const ThingWithPast& thing, std::vector<const FieldValue*>& row,
             std::vector<Bind>& binds) {
  row.assign(table.columns.size(), nullptr);
  for (const PastStep& step : thing.steps) {
    std::size_t column = 0;
    for (const domain::FieldChange& change : step.changes) {
      if (change.field >= domain::kFirstVirtualField) break;
      while (column < row.size() && table.columns[column].field < change.field) ++column;
      FROSTKEEP_INVARIANT(column < row.size() && table.columns[column].field == change.field);
      row[column] = &change.after;
    }
  }
  for (const FieldValue* value : row) binds.push_back(bind_of(value));
}

}  // namespace

void insert_with_past(WriteTransaction& tx, const ThingTable& table, std::span<ThingWithPast> things) {
  if (things.empty()) return;
  std::vector<StoredEntry> entries;
  std::vector<base::Digest> heads;
  heads.reserve(things.size());
  for (ThingWithPast& thing : things) heads.push_back(tell(tx, table, thing, entries));
  std::vector<Bind> binds;
  binds.reserve(things.size() * (table.columns.size() + 3));
  std::vector<const FieldValue*> row;
  for (std::size_t i = 0; i < things.size(); ++i) {
    binds.insert(binds.end(), {things[i].id, static_cast<std::uint64_t>(things[i].steps.size()), heads[i]});
    add_row(table, things[i], row, binds);
  }
  std::string head = "insert into " + std::string(table.name) + " (id, version, head_hash";
  std::string marks = "(?, ?, ?";
  for (const ThingColumn& column : table.columns) {
    head += ", " + std::string(column.name);
    marks += ", ?";
  }
  execute_batch(tx.connection(), head + ") values ", marks + ")", ", ", "", binds, table.columns.size() + 3);
  append_entries(tx, entries);
}

void insert_ended_stays(WriteTransaction& tx, std::span<const EndedStay> stays) {
  std::vector<Bind> binds;
  binds.reserve(stays.size() * 8);
  for (const EndedStay& s : stays) {
    const Placing& p = s.placing;
    binds.insert(binds.end(),
                 {p.stay, static_cast<int>(p.kind), p.occupant, p.container, p.position, p.from, s.to, s.closed_by});
  }
  execute_batch(tx.connection(), kStayHead, "(?, ?, ?, ?, ?, ?, ?, ?)", ", ", "", binds, 8);
}

void insert_kept_places(WriteTransaction& tx, std::span<const Placing> kept) {
  std::vector<Bind> binds;
  binds.reserve(kept.size() * 7);
  for (const Placing& p : kept) {
    binds.insert(binds.end(), {p.container, p.position, static_cast<int>(domain::OccupantKind::kept), p.occupant,
                               p.container_rank, p.occupant_rank, p.stay});
  }
  execute_batch(tx.connection(), kKeptHead, "(?, ?, ?, ?, ?, ?, ?)", ", ", "", binds, 7);
}

}  // namespace frostkeep::database
