#include "support/tampering.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "database/migrations.hpp"
#include "database/things.hpp"

namespace frostkeep::tests {

using database::Row;

namespace {

bool is_number(const std::string& type) {
  return type.ends_with("int");
}
bool is_bytes(const std::string& type) {
  return type.find("binary") != std::string::npos || type.find("blob") != std::string::npos;
}

}  // namespace

Tampering::Tampering(database::Database& database, database::Connection& root) : database_(database), root_(root) {
  for (const database::TableInfo& table : database::all_tables()) {
    using database::TableClass;
    if (table.table_class == TableClass::operational || table.table_class == TableClass::append_only) continue;
    tables_.push_back(table.name);
  }
  // An attacker keeps to no rule.
  root_.run_text("set session foreign_key_checks = 0, check_constraint_checks = 0");
}

const std::vector<Tampering::Column>& Tampering::columns(const std::string& table) {
  std::vector<Column>& known = columns_[table];
  if (!known.empty()) return known;
  const auto rows = root_.query(
      "select c.column_name, c.data_type, c.is_nullable = 'YES', "
      "exists (select 1 from information_schema.statistics s where s.table_schema = c.table_schema and s.table_name = "
      "c.table_name and s.column_name = c.column_name and s.index_name = 'PRIMARY'), "
      "exists (select 1 from information_schema.statistics s where s.table_schema = c.table_schema and s.table_name = "
      "c.table_name and s.column_name = c.column_name and s.non_unique = 0), "
      "cast(coalesce(c.character_maximum_length, 0) as signed) from information_schema.columns c "
      "where c.table_schema = database() and c.table_name = ? order by c.ordinal_position",
      table);
  for (const Row& row : rows) {
    known.push_back(
        {row.text(0), row.text(1), row.integer(2) != 0, row.integer(3) != 0, row.integer(4) != 0, row.integer(5)});
  }
  return known;
}

std::vector<std::string> Tampering::editable_columns(const std::string& table) {
  std::vector<std::string> names;
  for (const Column& column : columns(table)) {
    if (!column.in_primary_key) names.push_back(column.name);
  }
  // Of a table that is all key, a part of the key.
  if (names.empty()) names.push_back(columns(table).back().name);
  return names;
}

/// An expression that differs from the column's value and fits into it.
std::string Tampering::other_value(const Column& c) const {
  // Far enough from the ids of neighbours.
  if (c.type == "bigint") return fmt::format("coalesce({}, 0) + 1000003", c.name);
  if (is_number(c.type)) return fmt::format("if(coalesce({0}, 0) > 99, {0} - 1, coalesce({0}, 0) + 1)", c.name);
  if (is_bytes(c.type)) {
    return fmt::format("if(coalesce(length({0}), 0) = 0, {1}, insert({0}, 1, 1, char(ascii({0}) ^ 1)))", c.name,
                       first_value(c));
  }
  return fmt::format("if(coalesce({0}, '') = '', 'x', insert({0}, 1, 1, if({0} like 'x%', 'y', 'x')))", c.name);
}

std::string Tampering::first_value(const Column& c) const {
  if (is_number(c.type)) return "1";
  if (!is_bytes(c.type)) return "'x'";
  return c.type == "binary" ? fmt::format("repeat(x'01', {})", c.length) : "x'01'";
}

std::string Tampering::key_of(const std::string& table, const std::string& left, const std::string& right) {
  std::string condition;
  for (const Column& c : columns(table)) {
    if (!c.in_primary_key) continue;
    condition += fmt::format("{}{}.{} = {}.{}", condition.empty() ? "" : " and ", left, c.name, right, c.name);
  }
  return condition;
}

void Tampering::fill_empty_tables() {
  for (const database::ThingTable* table : database::all_thing_tables()) {
    const std::string name(table->name);
    if (!root_.query("select 1 from " + name + " limit 1").empty()) continue;
    database_.write({.actor = domain::UserId{1}, .now = database_.clock().now()}, [&](database::WriteTransaction& tx) {
      tx.connection().run_text("set session foreign_key_checks = 0, check_constraint_checks = 0");
      database::Changes changes;
      for (const database::ThingColumn& field : table->columns) {
        const auto& all = columns(name);
        const auto column = std::ranges::find(all, field.name, &Column::name);
        if (column->nullable) continue;
        if (is_number(column->type)) {
          changes.set(field.field, std::int64_t{1});
        } else {
          const bool fixed = column->type == "binary";
          changes.set(field.field, std::string(fixed ? static_cast<std::size_t>(column->length) : 1, 'x'));
        }
      }
      database::insert_thing(tx, *table, {tx.next_id(), changes.take()}, {domain::Happening::registered});
      tx.connection().run_text("set session foreign_key_checks = 1, check_constraint_checks = 1");
      return 0;
    });
  }
}

/// A row that nobody works with: behind the small house, whose tubes are moved, and before what the movers add.
bool Tampering::keep_a_row(const std::string& table, const std::string& copy) {
  std::string order;
  for (const Column& c : columns(table)) {
    if (c.in_primary_key) order += (order.empty() ? "" : ", ") + c.name;
  }
  const auto count = root_.query("select count(*) from " + table)[0].integer(0);
  if (count == 0) return false;
  root_.run_text(fmt::format("create table {} as select * from {} order by {} limit {}, 1", copy, table, order,
                             std::min<std::int64_t>(count - 1, 600)));
  return true;
}

std::set<std::uint64_t> Tampering::ids_in(const std::string& table, const std::string& from) {
  std::set<std::uint64_t> ids;
  for (const Column& c : columns(table)) {
    if (c.type != "bigint") continue;
    for (const Row& row : root_.query(fmt::format("select {0} from {1} where {0} is not null", c.name, from))) {
      ids.insert(row.id(0));
    }
  }
  return ids;
}

Tampered Tampering::edit(const std::string& table, const std::string& column) {
  const std::string copy = fmt::format("kept_{}", ++copies_);
  if (!keep_a_row(table, copy)) return {};
  const auto& all = columns(table);
  const auto found = std::ranges::find(all, column, &Column::name);
  std::string value = other_value(*found);
  Tampered done{fmt::format("{}.{} edited", table, column), table, ids_in(table, copy), {}};
  const std::string after = fmt::format("after_{}", copies_);
  root_.run_text(fmt::format("create table {} as select * from {}", after, copy));
  root_.run_text(fmt::format("update {} set {} = {}", after, column, value));
  done.ids.merge(ids_in(table, after));
  root_.run_text(fmt::format("delete t from {} t join {} k on {}", table, copy, key_of(table, "t", "k")));
  root_.run_text(fmt::format("insert into {} select * from {}", table, after));
  done.take_back = [this, table, copy, after] {
    root_.run_text(fmt::format("delete t from {} t join {} k on {}", table, after, key_of(table, "t", "k")));
    root_.run_text(fmt::format("insert into {} select * from {}", table, copy));
    root_.run_text(fmt::format("drop table {}, {}", copy, after));
  };
  return done;
}

Tampered Tampering::insert(const std::string& table) {
  const std::string copy = fmt::format("kept_{}", ++copies_);
  if (keep_a_row(table, copy)) {
    for (const Column& c : columns(table)) {
      if (c.in_unique_key) root_.run_text(fmt::format("update {} set {} = {}", copy, c.name, other_value(c)));
    }
  } else {
    root_.run_text(fmt::format("create table {} as select * from {}", copy, table));
    std::string values;
    for (const Column& c : columns(table)) values += (values.empty() ? "" : ", ") + first_value(c);
    root_.run_text(fmt::format("insert into {} values ({})", copy, values));
  }
  Tampered done{table + " has one row more", table, ids_in(table, copy), {}};
  root_.run_text(fmt::format("insert into {} select * from {}", table, copy));
  done.take_back = [this, table, copy] {
    root_.run_text(fmt::format("delete t from {} t join {} k on {}", table, copy, key_of(table, "t", "k")));
    root_.run_text("drop table " + copy);
  };
  return done;
}

Tampered Tampering::erase(const std::string& table) {
  const std::string copy = fmt::format("kept_{}", ++copies_);
  if (!keep_a_row(table, copy)) return {};
  Tampered done{table + " has one row less", table, ids_in(table, copy), {}};
  root_.run_text(fmt::format("delete t from {} t join {} k on {}", table, copy, key_of(table, "t", "k")));
  done.take_back = [this, table, copy] {
    root_.run_text(fmt::format("insert into {} select * from {}", table, copy));
    root_.run_text("drop table " + copy);
  };
  return done;
}

Tampered Tampering::take_entries(const std::string& what, const std::string& condition) {
  const std::string copy = fmt::format("kept_{}", ++copies_);
  root_.run_text(fmt::format("create table {} as select * from ledger_entry where {}", copy, condition));
  Tampered done{what, "ledger_entry", ids_in("ledger_entry", copy), {}};
  done.take_back = [this, copy] {
    root_.run_text(fmt::format("delete t from ledger_entry t join {} k on t.entry_id = k.entry_id", copy));
    root_.run_text(fmt::format("insert into ledger_entry select * from {}", copy));
    root_.run_text("drop table " + copy);
  };
  return done;
}

namespace {

/// A tube of the cohort with a past: three entries at least.
std::string tube_with_a_past(database::Connection& root) {
  return root.query("select id from sample where version >= 3 and event_id is not null order by id desc limit 3, 1")[0]
      .id_as<domain::SampleId>(0)
      .text();
}

}  // namespace

Tampered Tampering::edit_entry(const std::string& assignment) {
  const std::string entry = "stream_kind = 8 and sequence = 2 and stream_id = " + tube_with_a_past(root_);
  Tampered done = take_entries("an entry edited: " + assignment, entry);
  root_.run_text("update ledger_entry set " + assignment + " where " + entry);
  return done;
}

Tampered Tampering::delete_entry(bool last_of_its_stream) {
  const std::string id = tube_with_a_past(root_);
  const std::string last = "(select version from sample where id = " + id + ")";
  const std::string entry =
      "stream_kind = 8 and stream_id = " + id + " and sequence = " + (last_of_its_stream ? last : "2");
  Tampered done = take_entries(last_of_its_stream ? "the last entry of a tube deleted" : "an entry deleted", entry);
  root_.run_text("delete from ledger_entry where " + entry);
  return done;
}

Tampered Tampering::swap_entries() {
  const std::string of_tube = "stream_kind = 8 and stream_id = " + tube_with_a_past(root_) + " and sequence ";
  Tampered done = take_entries("two entries swapped", of_tube + "in (2, 3)");
  root_.run_text("update ledger_entry set sequence = 999 where " + of_tube + "= 2");
  root_.run_text("update ledger_entry set sequence = 2 where " + of_tube + "= 3");
  root_.run_text("update ledger_entry set sequence = 3 where " + of_tube + "= 999");
  return done;
}

Tampered Tampering::cut_tail(int entries) {
  const std::string from =
      root_.query(fmt::format("select entry_id from ledger_entry order by entry_id desc limit {}, 1", entries))[0]
          .id_as<domain::EntryId>(0)
          .text();
  const std::string to = root_.query("select max(entry_id) from ledger_entry")[0].id_as<domain::EntryId>(0).text();
  const std::string tail = "entry_id > " + from + " and entry_id <= " + to;
  Tampered done = take_entries("the tail cut", tail);
  // Only what was kept: an entry below the last one may be committed meanwhile.
  root_.run_text(fmt::format("delete t from ledger_entry t join kept_{} k on t.entry_id = k.entry_id", copies_));
  return done;
}

void Tampering::remember_all(const std::string& name) {
  std::vector<std::string> all = tables_;
  all.emplace_back("ledger_entry");
  for (const std::string& table : all) {
    root_.run_text(fmt::format("create table {}_{} as select * from {}", name, table, table));
  }
}

void Tampering::put_back_all(const std::string& name) {
  std::vector<std::string> all = tables_;
  all.emplace_back("ledger_entry");
  for (const std::string& table : all) {
    root_.run_text("delete from " + table);
    root_.run_text(fmt::format("insert into {} select * from {}_{}", table, name, table));
  }
}

}  // namespace frostkeep::tests
