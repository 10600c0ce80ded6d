#pragma once
/// What stands before every handler: who asks, may they, is the request sane. Framing was checked before
/// (head_check.hpp); the body is read after admission, by server.cpp.

#include <Poco/Net/HTTPRequest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/router.hpp"

namespace frostkeep::http {

struct GateOptions {
  /// Where browsers find this server (`https://frostkeep.example.org`). Empty: the loopback names over plain HTTP.
  /// Any other Host is refused, so that a foreign name pointed at this machine reaches nothing.
  std::vector<std::string> public_origins = {};
  /// A proxy of ours stands before us: the sender's address is the last one in X-Forwarded-For.
  bool behind_proxy = false;
};

struct GateHooks {
  /// The session of a token, or nothing. Called once for a request that brings a token; may throw a failure.
  std::function<std::optional<domain::Session>(std::string_view token)> session;
  /// Told before a permission_missing is answered, so that it can be recorded.
  std::function<void(const domain::Session&, domain::Permission, domain::RequestId)> permission_refused;
};

/// A request that may go on once its body is there.
struct Admitted {
  const Route* route = nullptr;
  Request request;
  std::uint64_t body_length = 0;
};

/// Thread rule: safe from any thread.
class Gate {
 public:
  /// The router must outlive the gate. Throws std::invalid_argument for a public origin that is none.
  Gate(const Router& router, GateOptions options, GateHooks hooks);

  /// Throws WireRefused or domain::Refused. `peer` is the address of the connection. `route` gets the route as soon as
  /// it is known, also if the request is refused afterwards (for the log).
  Admitted admit(const Poco::Net::HTTPRequest& raw, const std::string& peer, domain::RequestId id,
                 const Route*& route) const;
  /// Gives the body to an admitted request and makes the digest of its input.
  void take_body(Admitted& admitted, Body body) const;

  /// Whether browsers reach us by TLS: then the cookie is `__Host-frostkeep`, else `frostkeep`.
  bool over_tls() const { return over_tls_; }

 private:
  void check_host(const Poco::Net::HTTPRequest& raw) const;
  void check_sender(const Poco::Net::HTTPRequest& raw) const;
  void check_body(const Poco::Net::HTTPRequest& raw, Admitted& admitted) const;
  void identify(const Poco::Net::HTTPRequest& raw, Admitted& admitted) const;
  void authorise(Admitted& admitted) const;

  const Router& router_;
  const GateOptions options_;
  const GateHooks hooks_;
  const bool over_tls_;
};

/// Set-Cookie for a session's token (until the browser closes; HttpOnly, SameSite=Strict), and for none.
std::string session_cookie(std::string_view token, bool over_tls);
std::string expired_session_cookie(bool over_tls);

}  // namespace frostkeep::http
