#include "app/wiring.hpp"

#include <filesystem>
#include <utility>

#include "app/exit_code.hpp"
#include "app/metrics_text.hpp"
#include "base/log.hpp"
#include "database/house_records.hpp"
#include "http/routes.hpp"

namespace frostkeep::app {

HouseOfServices::HouseOfServices(const DatabaseAccess& access, std::size_t connections)
    : settings_(access.accounts.app) {
  check_keys(access);
  lease_connection_ = std::make_unique<database::Connection>(settings_, database::ConnectionMode::reader);
  lease_ = database::take_node(*lease_connection_, clock_);
  ids_ = std::make_unique<base::IdSource>(clock_, lease_.node, lease_.last_id);
  database_ = std::make_unique<database::Database>(access.accounts, clock_, *ids_,
                                                   database::Database::Options{connections, connections});
  house_ = std::make_unique<services::House>(*database_, random_, access.keys.sealing, access.keys.blind_index,
                                             access.keys.pepper);
  house_->reader = access.accounts.reader;
  services_ = std::make_unique<services::Services>(*house_);
}

HouseOfServices::~HouseOfServices() {
  release();
}

void HouseOfServices::release() {
  if (std::exchange(released_, true)) return;
  try {
    database::release_node(*lease_connection_, lease_, ids_->last());
  } catch (const database::DatabaseError& e) {
    base::log(base::LogLevel::warning, "node_not_released", {{"reason", e.what()}});
  }
}

bool HouseOfServices::renew() {
  try {
    return database::renew_node(*lease_connection_, lease_, ids_->last(), clock_);
  } catch (const database::DatabaseError&) {
    // The database was away: the lease's 60 s outlast a restart, so the next round on a new connection decides.
    try {
      lease_connection_ = std::make_unique<database::Connection>(settings_, database::ConnectionMode::reader);
    } catch (const database::DatabaseError& e) {
      base::log(base::LogLevel::warning, "node_not_renewed", {{"reason", e.what()}});
    }
    return true;
  }
}

void HouseOfServices::check_keys(const DatabaseAccess& access) {
  database::Connection connection(settings_, database::ConnectionMode::reader);
  std::vector<KeyCheck> remembered;
  for (const auto& [name, value] : database::read_key_checks(connection)) remembered.push_back({name, value});
  const std::vector<std::string> problems = key_problems(key_checks(access.keys), remembered);
  if (!problems.empty()) throw CommandFailure(ExitCode::configuration, problems.front());
  for (const KeyCheck& check : key_checks(access.keys))
    database::remember_key_check(connection, check.name, check.value);
}

std::unique_ptr<http::Server> make_server(const Configuration& configuration, HouseOfServices& house,
                                          const http::StaticFiles& files) {
  http::ServerOptions options;
  options.address = configuration.text("server.address");
  options.port = static_cast<std::uint16_t>(configuration.integer("server.port"));
  options.gate.behind_proxy = configuration.boolean("server.behind_proxy");
  if (std::string origin = configuration.text("server.public_origin"); !origin.empty()) {
    options.gate.public_origins.push_back(std::move(origin));
  }
  options.threads = static_cast<int>(configuration.integer("server.threads"));
  const auto spool = configuration.data_folder() / "spool";
  std::filesystem::create_directories(spool);
  options.spool_folder = spool.string();
  options.build = FROSTKEEP_VERSION;
  http::ServerHooks hooks;
  services::Services& services = house.services();
  database::Database& database = house.database();
  hooks.gate.session = [&services](std::string_view token) { return services.sessions.resolve(token); };
  hooks.gate.permission_refused = [&services](const domain::Session& session, domain::Permission permission,
                                              domain::RequestId request) {
    services.sessions.note_refused_permission(session, permission, request);
  };
  hooks.next_request_id = [&database] { return domain::RequestId{database.ids().next()}; };
  hooks.ready = [&database] { return database::is_answering(database); };
  hooks.metrics = [&database] { return metrics_text(database); };
  hooks.served = count_request;
  return std::make_unique<http::Server>(std::move(options), http::all_routes(), services, files, std::move(hooks));
}

}  // namespace frostkeep::app
