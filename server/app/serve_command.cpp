#include "app/serve_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/node_keeper.hpp"
#include "app/printer_settings.hpp"
#include "app/restore_command.hpp"
#include "app/service.hpp"
#include "app/wiring.hpp"
#include "base/clock.hpp"
#include "database/migrations.hpp"
#include "jobs/worker.hpp"

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
  HouseOfServices house(access, static_cast<std::size_t>(configuration.integer("database.connections")));
  house.house().printers = printer_access(configuration);
  tell_of_restore(house, configuration);
  NodeKeeper keeper([&house] { return house.renew(); });
  service.add("node lease", [&keeper, &house] {
    keeper.stop();
    house.release();
  });
  jobs::Worker worker(house.services(), jobs::all_handlers(),
                      {.threads = static_cast<std::size_t>(configuration.integer("jobs.threads"))});
  service.add("jobs", [&worker] { worker.stop(); });
  worker.start();
  const std::string& web_root = configuration.text("server.web_root");
  const http::StaticFiles files =
      web_root.empty() ? http::StaticFiles(http::web_files()) : http::StaticFiles::from_folder(web_root);
  const std::chrono::seconds patience(configuration.integer("server.stop_seconds"));
  const auto server = make_server(configuration, house, files);
  service.add("http", [&server, patience] { server->stop(patience); });
  service.run(patience);
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
