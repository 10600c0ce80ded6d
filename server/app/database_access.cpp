#include "app/database_access.hpp"

#include "app/exit_code.hpp"
#include "app/system_user.hpp"
#include "base/invariant.hpp"
#include "base/log.hpp"

namespace frostkeep::app {
namespace {

void configure_log(const Configuration& configuration) {
  using base::LogLevel;
  const std::string& level = configuration.text("log.level");
  const LogLevel lowest = level == "debug"     ? LogLevel::debug
                          : level == "warning" ? LogLevel::warning
                          : level == "error"   ? LogLevel::error
                                               : LogLevel::info;
  base::configure_log(lowest,
                      configuration.text("log.format") == "json" ? base::LogFormat::json : base::LogFormat::text);
}

}  // namespace

PrivateDatabaseOptions private_database_options(const Configuration& configuration) {
  PrivateDatabaseOptions options;
  options.data_folder = configuration.data_folder();
  options.runtime_folder = configuration.text("runtime_folder");
  options.system_user = configuration.text("system_user");
  options.schema = configuration.text("database.schema");
  options.buffer_pool_mib = static_cast<std::uint64_t>(configuration.integer("database.buffer_pool_mib"));
  options.redo_log_mib = static_cast<std::uint64_t>(configuration.integer("database.redo_log_mib"));
  return options;
}

DatabaseAccess open_database(const Configuration& configuration, Care care) {
  configuration.require_sound();
  configure_log(configuration);
  become_system_user(configuration.text("system_user"), configuration.data_folder());
  DatabaseAccess access;
  if (!uses_private_database(configuration)) {
    access.accounts = external_accounts(configuration);
    access.keys = load_keys(configuration.data_folder() / "keys", true);
    return access;
  }
  auto database = std::make_unique<PrivateDatabase>(private_database_options(configuration));
  // Before the tables are made: a start that is cut short in between goes on the next time.
  access.keys = load_keys(database->folder().keys(), !database->folder().is_installed());
  care == Care::server ? database->start_or_adopt() : database->start_or_borrow();
  access.accounts = database->accounts();
  access.private_database = std::move(database);
  return access;
}

}  // namespace frostkeep::app
