#pragma once
/// One private MariaDB for the tests of a program, started at the first call and stopped when the program ends. With
/// FROSTKEEP_TEST_MARIADB set to a data folder (tests/support/with_mariadb.cpp does that) the one of that folder is
/// used. Its settings are those of production but for the pool (128 MiB) and the redo log (64 MiB); its folder lies in
/// memory where /dev/shm exists.

#include <memory>
#include <string>
#include <vector>

#include "app/private_database.hpp"
#include "database/connection_settings.hpp"

namespace frostkeep::tests {

/// Options for a small private database in this folder; as root it runs as the user `nobody`.
app::PrivateDatabaseOptions small_database(const std::filesystem::path& data_folder);
/// A new folder for a test's data, in memory where possible; it names the process, so that leftovers can be told.
std::filesystem::path make_test_folder(const std::string& purpose);
/// Ends databases and removes folders that test programs left which no longer live.
void sweep_leftovers();

class MariaDb {
 public:
  MariaDb();
  ~MariaDb();
  MariaDb(const MariaDb&) = delete;
  MariaDb& operator=(const MariaDb&) = delete;

  std::string socket() const { return root().socket; }
  /// May do everything; its schema is the one given.
  database::ConnectionSettings root(const std::string& schema = "") const;
  /// The accounts of production for this schema: `migrate` may grant, `reader` may read, `app` has no right yet.
  database::DatabaseAccounts accounts(const std::string& schema) const;
  /// Makes an empty schema with a name of its own and returns the name; it goes when the program ends.
  std::string make_schema();

 private:
  std::filesystem::path own_folder_;  ///< empty if the database is somebody else's
  std::unique_ptr<app::PrivateDatabase> database_;
  std::vector<std::string> schemas_;
};

/// Starts the database if this is the first call; from the main thread of a GoogleTest program.
MariaDb& test_mariadb();
inline std::string make_schema() {
  return test_mariadb().make_schema();
}

}  // namespace frostkeep::tests
