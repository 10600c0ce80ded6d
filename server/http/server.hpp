#pragma once
/// The HTTP server: Poco's, behind guarded sockets, with the gate in front of every handler.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "http/gate.hpp"
#include "http/route.hpp"
#include "http/static_files.hpp"

namespace frostkeep::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< anything but loopback is refused unless `gate.behind_proxy`
  std::uint16_t port = 0;             ///< 0: a free one, told by Server::port()
  /// One thread serves one connection while it lives, so there must be more than a proxy opens (deploy/nginx: 200 at
  /// work and 16 idle for each of its processes). 300 cost 15 MiB and no throughput.
  int threads = 300;
  int head_deadline_ms = 10'000;  ///< a whole head must be here
  int body_deadline_ms = 10'000;  ///< and a whole body, beside a second for each 64 KB
  std::string spool_folder = {};  ///< for bodies above 64 KiB; must exist and take O_TMPFILE
  std::string build = {};         ///< told in X-Frostkeep-Build, so that an old page knows that it is old
  GateOptions gate = {};
};

/// One answered request, for logs and counters. No query, no body, no address.
struct Served {
  std::string_view method;
  std::string_view route;  ///< the path template; `-` where none was found
  int status = 0;
  std::chrono::microseconds took{0};
};

/// What the server needs from the house; each may be called from any thread.
struct ServerHooks {
  GateHooks gate;
  std::function<domain::RequestId()> next_request_id;
  /// Whether requests can be served now (database, schema, keys, disk).
  std::function<bool()> ready;
  /// The Prometheus text.
  std::function<std::string()> metrics;
  std::function<void(const Served&)> served;
};

/// Listens from construction to stop(). Beside the routes it answers /livez, /readyz and /metrics (the proxy keeps
/// outsiders from the last two), and GET of all other paths outside /api/ and /fhir/ from the web files.
class Server {
 public:
  /// Throws std::runtime_error if the address can't be listened on. `services` and `files` must outlive the server.
  Server(ServerOptions options, std::vector<Route> routes, services::Services& services, const StaticFiles& files,
         ServerHooks hooks);
  /// Stops as stop() does.
  ~Server();

  std::uint16_t port() const;
  /// Not ready from now on; no new connection; waits for requests in flight, at most so long, then cuts them off.
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(30));

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace frostkeep::http
