#pragma once
/// Constructs the house once, by plain constructors, from the settings in force.

#include <memory>

#include "app/configuration.hpp"
#include "app/database_access.hpp"
#include "database/node_lease.hpp"
#include "http/server.hpp"
#include "services/services.hpp"

namespace frostkeep::app {

/// The database, its ids and the services: what the server and the commands that write share. Holds a node number by a
/// lease, which the owner renews (renew()) at least every 20 s while it lives.
class HouseOfServices {
 public:
  /// `access` must outlive it. Throws CommandFailure if the keys aren't those that the database remembers.
  explicit HouseOfServices(const DatabaseAccess& access, std::size_t connections);
  ~HouseOfServices();

  services::Services& services() { return *services_; }
  services::House& house() { return *house_; }
  database::Database& database() { return *database_; }
  /// Holds on to the node number; false if another server took it, after which no id may be made.
  bool renew();
  /// Lets the node number go while the database still answers; no id may be made afterwards. Repeatable.
  void release();

 private:
  void check_keys(const DatabaseAccess& access);

  base::SystemClock clock_;
  base::SystemRandom random_;
  database::ConnectionSettings settings_;
  std::unique_ptr<database::Connection> lease_connection_;
  database::NodeLease lease_;
  bool released_ = false;
  std::unique_ptr<base::IdSource> ids_;
  std::unique_ptr<database::Database> database_;
  std::unique_ptr<services::House> house_;
  std::unique_ptr<services::Services> services_;
};

/// The HTTP server over these services. `files` must outlive it.
std::unique_ptr<http::Server> make_server(const Configuration& configuration, HouseOfServices& house,
                                          const http::StaticFiles& files);

}  // namespace frostkeep::app
