#pragma once
/// One request and its answer: from Poco's request to Poco's response, through the gate.

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <atomic>

#include "http/router.hpp"
#include "http/server.hpp"

namespace frostkeep::http {

/// What all connections share. Thread rule: constant, but for the atomics.
struct Floor {
  ServerOptions options;
  ServerHooks hooks;
  Router router;
  Gate gate;
  services::Services& services;
  const StaticFiles& files;
  std::atomic<bool> stopping = false;
  std::atomic<int> in_flight = 0;

  Floor(ServerOptions o, ServerHooks h, std::vector<Route> routes, services::Services& s, const StaticFiles& f)
      : options(std::move(o)),
        hooks(std::move(h)),
        router(std::move(routes)),
        gate(router, options.gate, hooks.gate),
        services(s),
        files(f) {}
};

/// Answers one request; throws nothing but what the socket throws.
void serve(Floor& floor, Poco::Net::HTTPServerRequest& raw, Poco::Net::HTTPServerResponse& out);

}  // namespace frostkeep::http
