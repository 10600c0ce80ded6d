#pragma once
/// The accounts of the private MariaDB, as the script that the database runs each time before it lets anybody in.

#include <string>

namespace frostkeep::database {

/// Passwords are hexadecimal digits. `migrate` owns the schema and grants rights in it, `reader` reads it, `backup` may
/// copy the whole database; `app` gets its rights table by table from the migrator.
struct PrivateAccounts {
  std::string schema;
  std::string root_password;
  std::string migrate_password;
  std::string app_password;
  std::string reader_password;
  std::string backup_password;
};

inline constexpr char kMigrateUser[] = "frostkeep_migrate";
inline constexpr char kAppUser[] = "frostkeep_app";
inline constexpr char kReaderUser[] = "frostkeep_reader";
inline constexpr char kBackupUser[] = "frostkeep_backup";

/// Statements, one a line, that give the same result each time they run (mariadbd's --init-file). Broken invariant if
/// a password or the schema's name has another character than [0-9a-z_].
std::string private_accounts_script(const PrivateAccounts& accounts);

}  // namespace frostkeep::database
