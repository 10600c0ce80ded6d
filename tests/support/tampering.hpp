#pragma once
/// Changes behind the house's back, in any table that the ledger covers, and back again.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "database/verify.hpp"

namespace frostkeep::tests {

/// One change that was made, with what may be found because of it.
struct Tampered {
  std::string what;                  ///< a sentence; empty if the table has no row to do it with
  std::string table;                 ///< that must be named
  std::set<std::uint64_t> ids = {};  ///< every id that stands in the row, before or after
  std::function<void()> take_back = {};

  /// The version and the head hash of a row are named as the ledger's head, with the table in the detail.
  bool names(const database::Finding& f) const {
    return ids.contains(f.id) && (f.table == table || f.detail.starts_with(table));
  }
  bool is_about(const database::Finding& f) const { return ids.contains(f.id); }
};

class Tampering {
 public:
  Tampering(database::Database& database, database::Connection& root);

  /// Those of schema/tables.csv that are neither operational nor the ledger itself.
  const std::vector<std::string>& tables() const { return tables_; }
  /// Gives each replayed table that is empty a row, rightly and with its entry.
  void fill_empty_tables();
  /// Those outside the primary key.
  std::vector<std::string> editable_columns(const std::string& table);

  Tampered edit(const std::string& table, const std::string& column);
  Tampered insert(const std::string& table);
  Tampered erase(const std::string& table);

  Tampered edit_entry(const std::string& assignment);
  Tampered delete_entry(bool last_of_its_stream);
  Tampered swap_entries();
  Tampered cut_tail(int entries);

  /// All tables as they are now, under this name; and back again. Nobody writes meanwhile.
  void remember_all(const std::string& name);
  void put_back_all(const std::string& name);

 private:
  struct Column {
    std::string name;
    std::string type;  ///< of information_schema: "bigint", "varchar", "binary" …
    bool nullable = false;
    bool in_primary_key = false;
    bool in_unique_key = false;
    std::int64_t length = 0;
  };
  const std::vector<Column>& columns(const std::string& table);
  std::string other_value(const Column& column) const;
  std::string first_value(const Column& column) const;
  std::string key_of(const std::string& table, const std::string& left, const std::string& right);
  bool keep_a_row(const std::string& table, const std::string& copy);
  std::set<std::uint64_t> ids_in(const std::string& table, const std::string& from);
  Tampered take_entries(const std::string& what, const std::string& condition);

  database::Database& database_;
  database::Connection& root_;
  std::vector<std::string> tables_;
  std::map<std::string, std::vector<Column>> columns_;
  int copies_ = 0;
};

}  // namespace frostkeep::tests
