#pragma once
/// The database that a command works on, private or not.

#include <memory>

#include "app/configuration.hpp"
#include "app/keys.hpp"
#include "app/private_database.hpp"

namespace frostkeep::app {

/// What the configuration says of the private database.
PrivateDatabaseOptions private_database_options(const Configuration& configuration);

/// Who looks after a private database from here on.
enum class Care {
  server,   ///< we do, for as long as we live; another server is refused
  command,  ///< a running server does, or we for the length of this command
};

/// A reachable database; a private one stops with it if it is ours.
struct DatabaseAccess {
  std::unique_ptr<PrivateDatabase> private_database;  ///< empty if the database is somebody else's
  database::DatabaseAccounts accounts;
  Keys keys;
};

/// Takes the configuration in force: sets up the log, leaves root, reads or makes the keys, starts the private
/// database. Throws CommandFailure. Call it before the first thread of the process.
DatabaseAccess open_database(const Configuration& configuration, Care care);

}  // namespace frostkeep::app
