#include "database/private_accounts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::database {
namespace {

/// --init-file has no parameters to bind, so nothing that could need quoting may come here.
const std::string& plain(const std::string& word) {
  FROSTKEEP_INVARIANT(!word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
  }));
  return word;
}

std::string account(const char* user, const std::string& password) {
  return fmt::format(
      "CREATE USER IF NOT EXISTS '{0}'@'localhost' IDENTIFIED BY '{1}';\n"
      "ALTER USER '{0}'@'localhost' IDENTIFIED BY '{1}';\n",
      user, plain(password));
}

}  // namespace

std::string private_accounts_script(const PrivateAccounts& accounts) {
  std::string script = fmt::format("CREATE DATABASE IF NOT EXISTS {};\n", plain(accounts.schema));
  script += "DELETE FROM mysql.global_priv WHERE User IN ('root', '') AND Host <> 'localhost';\nFLUSH PRIVILEGES;\n";
  script += account("root", accounts.root_password);
  script += account(kMigrateUser, accounts.migrate_password);
  script += account(kAppUser, accounts.app_password);
  script += account(kReaderUser, accounts.reader_password);
  script += account(kBackupUser, accounts.backup_password);
  script += fmt::format("GRANT ALL PRIVILEGES ON {}.* TO '{}'@'localhost' WITH GRANT OPTION;\n", accounts.schema,
                        kMigrateUser);
  script += fmt::format("GRANT SELECT ON {}.* TO '{}'@'localhost';\n", accounts.schema, kReaderUser);
  // To see which transactions are open while the ledger is verified.
  script += fmt::format("GRANT PROCESS ON *.* TO '{}'@'localhost';\n", kReaderUser);
  script += fmt::format("GRANT SELECT, RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR ON *.* TO '{}'@'localhost';\n",
                        kBackupUser);
  return script;
}

}  // namespace frostkeep::database
