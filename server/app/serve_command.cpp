#include "app/serve_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/database_access.hpp"
#include "app/service.hpp"
#include "base/clock.hpp"
#include "database/migrations.hpp"

namespace frostkeep::app {
namespace {

ExitCode serve(const ConfigurationSources& sources) {
  Service service;
  const Configuration configuration(sources);
  DatabaseAccess access = open_database(configuration, Care::server);
  if (access.private_database) {
    service.add("private database", [&] { access.private_database->stop(); });
    database::migrate(access.accounts, base::SystemClock());
  }
  database::check_schema(access.accounts.app);
  service.run(std::chrono::seconds(configuration.integer("server.stop_seconds")));
  return ExitCode::done;
}

ExitCode migrate(const ConfigurationSources& sources) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::migrate(access.accounts, base::SystemClock());
  fmt::print("schema {}\n", database::schema_number());
  return ExitCode::done;
}

}  // namespace

Action attach_serve(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  return [sources] { return serve(*sources); };
}

Action attach_migrate(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  return [sources] { return migrate(*sources); };
}

}  // namespace frostkeep::app
