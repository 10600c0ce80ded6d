#include "http/server.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>

#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/log.hpp"
#include "http/error_response.hpp"
#include "http/exchange.hpp"
#include "http/guarded_socket.hpp"

namespace frostkeep::http {
namespace {

using Poco::Net::HTTPRequestHandler;

constexpr int kBacklog = 1'024;
constexpr int kQueued = 1'024;         // connections waiting for a thread
constexpr int kKeepAliveSeconds = 15;  // above nginx's own 10 s, so that it is the one to close

class Handler final : public HTTPRequestHandler {
 public:
  explicit Handler(Floor& floor) : floor_(floor) {}
  void handleRequest(Poco::Net::HTTPServerRequest& raw, Poco::Net::HTTPServerResponse& out) override {
    struct InFlight {
      explicit InFlight(std::atomic<int>& n) : count(n) { ++count; }
      ~InFlight() { --count; }
      std::atomic<int>& count;
    } const in_flight(floor_.in_flight);
    out.setStatus(Poco::Net::HTTPResponse::HTTP_OK);
    serve(floor_, raw, out);
  }

 private:
  Floor& floor_;
};

class HandlerFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit HandlerFactory(Floor& floor) : floor_(floor) {}
  HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& raw) override {
    // Poco says "100 Continue" by itself only while the status is OK; the gate decides that first.
    raw.response().setStatus(Poco::Net::HTTPResponse::HTTP_ACCEPTED);
    return std::make_unique<Handler>(floor_).release();  // Poco takes it over
  }

 private:
  Floor& floor_;
};

Poco::Net::SocketAddress address_of(const ServerOptions& options) {
  const Poco::Net::SocketAddress address(options.address, options.port);
  if (!address.host().isLoopback() && !options.gate.behind_proxy) {
    throw std::runtime_error("listening beyond loopback needs a proxy in front (behind_proxy)");
  }
  return address;
}

struct Params final : Poco::Net::HTTPServerParams {
  ~Params() override = default;
};

Poco::Net::HTTPServerParams::Ptr params_of(int threads) {
  Poco::Net::HTTPServerParams::Ptr params(std::make_unique<Params>().release());
  params->setMaxThreads(threads);
  params->setMaxQueued(kQueued);
  params->setKeepAlive(true);
  params->setMaxKeepAliveRequests(0);
  params->setKeepAliveTimeout(Poco::Timespan(kKeepAliveSeconds, 0));
  params->setTimeout(Poco::Timespan(kKeepAliveSeconds, 0));
  return params;
}

std::string refuse_head(int status) {
  base::log(base::LogLevel::warning, "head_refused", {{"status", std::to_string(status)}});
  return head_refusal(status);
}

}  // namespace

struct Server::Inside {
  Floor floor;
  GuardedServerSocket socket;
  Poco::ThreadPool threads;
  Poco::Net::HTTPServer server;
  const std::uint16_t port = server.port();
  std::once_flag stopped;

  Inside(ServerOptions options, std::vector<Route> routes, services::Services& services, const StaticFiles& files,
         ServerHooks hooks)
      : floor(std::move(options), std::move(hooks), std::move(routes), services, files),
        socket(address_of(floor.options), kBacklog,
               {.head_ms = floor.options.head_deadline_ms, .body_ms = floor.options.body_deadline_ms}, refuse_head),
        threads(2, floor.options.threads),
        server(std::make_unique<HandlerFactory>(floor).release(), threads, socket, params_of(floor.options.threads)) {
    server.start();
  }
};

Server::Server(ServerOptions options, std::vector<Route> routes, services::Services& services, const StaticFiles& files,
               ServerHooks hooks)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(routes), services, files, std::move(hooks))) {}

Server::~Server() {
  stop();
}

std::uint16_t Server::port() const {
  return inside_->port;
}

void Server::stop(std::chrono::milliseconds patience) {
  std::call_once(inside_->stopped, [&] {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    inside_->floor.stopping = true;
    inside_->server.stop();
    inside_->socket.close();
    while (inside_->floor.in_flight > 0 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    inside_->server.stopAll(true);
    inside_->threads.joinAll();
  });
}

}  // namespace frostkeep::http
