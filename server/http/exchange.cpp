#include "http/exchange.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "base/log.hpp"
#include "http/error_response.hpp"
#include "http/guarded_socket.hpp"
#include "http/security_headers.hpp"
#include "http/target.hpp"

namespace frostkeep::http {
namespace {

using Poco::Net::HTTPResponse;
using RawRequest = Poco::Net::HTTPServerRequest;
using RawResponse = Poco::Net::HTTPServerResponse;

/// What is known of a request while it is served.
struct Exchange {
  Floor& floor;
  RawRequest& raw;
  RawResponse& out;
  domain::RequestId id = floor.hooks.next_request_id();
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  Language language = language_of(raw.get("Accept-Language", ""));
  const Route* route = nullptr;
  domain::UserId user = {};
  std::uint64_t body_length = raw.hasContentLength() ? static_cast<std::uint64_t>(raw.getContentLength64()) : 0;
  bool body_read = body_length == 0;
  bool is_page = false;
};

std::string peer_of(const RawRequest& raw) {
  return raw.clientAddress().host().toString();
}

Response plain(int status, std::string text) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

/// The three paths for machines; nothing for any other.
std::optional<Response> for_machines(const Exchange& x) {
  const std::string& target = x.raw.getURI();
  if (target != "/livez" && target != "/readyz" && target != "/metrics") return std::nullopt;
  if (x.raw.getMethod() != "GET" && x.raw.getMethod() != "HEAD") {
    throw WireRefused(405, domain::ErrorCode::malformed_request, {}, {{"Allow", "GET, HEAD"}});
  }
  if (target == "/livez") return plain(200, "alive\n");
  if (target == "/metrics") return plain(200, x.floor.hooks.metrics());
  const bool ready = !x.floor.stopping && x.floor.hooks.ready();
  return ready ? plain(200, "ready\n") : plain(503, "not ready\n");
}

/// A page or an asset; nothing where the path belongs to the routes.
std::optional<Response> from_files(Exchange& x) {
  const auto target = parse_target(x.raw.getURI());
  if (!target) return std::nullopt;
  if (target->path.starts_with("/api/") || target->path.starts_with("/fhir/")) return std::nullopt;
  if (x.raw.getMethod() != "GET" && x.raw.getMethod() != "HEAD") return std::nullopt;
  x.is_page = true;
  return x.floor.files.find(target->path, x.raw.get("Accept-Encoding", ""), x.raw.get("If-None-Match", ""));
}

Response by_route(Exchange& x) {
  Admitted admitted = x.floor.gate.admit(x.raw, peer_of(x.raw), x.id, x.route);
  if (admitted.request.session) x.user = admitted.request.session->user;
  if (x.raw.getExpectContinue()) x.out.sendContinue();
  Body body = read_body(x.raw.stream(), admitted.body_length, x.floor.options.spool_folder);
  x.body_read = true;
  x.floor.gate.take_body(admitted, std::move(body));
  const services::Services& reading = x.floor.services;
  return admitted.route->read ? admitted.route->read(admitted.request, reading)
                              : admitted.route->write(admitted.request, x.floor.services);
}

/// Words of the operator go to the log, never into the answer.
Response failed(const Exchange& x, const char* what) {
  base::log(base::LogLevel::error, "request_failed",
            {{"request", x.id.text()}, {"route", x.route ? x.route->path : "-"}, {"error", what}});
  return failure(x.language, x.id);
}

Response answer_to(Exchange& x) {
  try {
    if (auto response = for_machines(x)) return std::move(*response);
    if (auto response = from_files(x)) return std::move(*response);
    Response response = by_route(x);
    if (!response.file.empty() && ::access(response.file.c_str(), R_OK) != 0) return failed(x, "no file to send");
    return response;
  } catch (const domain::Refused& refused) {
    return problem(refused, x.language, x.id);
  } catch (const WireRefused& refused) {
    return problem(refused, x.language, x.id);
  } catch (const BodyCutShort&) {
    return problem(domain::Refused(domain::ErrorCode::malformed_request), x.language, x.id);
  } catch (const Poco::Exception& error) {
    return failed(x, error.displayText().c_str());
  } catch (const std::exception& error) {
    return failed(x, error.what());
  } catch (...) {
    return failed(x, "unknown exception");
  }
}

void send_file(RawResponse& out, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  out.setContentLength64(static_cast<Poco::Int64>(std::filesystem::file_size(path)));
  out.send() << file.rdbuf() << std::flush;
}

void send(Exchange& x, const Response& response) {
  x.out.setStatusAndReason(static_cast<HTTPResponse::HTTPStatus>(response.status));
  x.out.set("X-Request-Id", x.id.text());
  if (!x.floor.options.build.empty()) x.out.set("X-Frostkeep-Build", x.floor.options.build);
  add_security_headers(x.out, x.is_page);
  for (const auto& [name, value] : response.headers) x.out.add(name, value);
  if (!response.content_type.empty()) x.out.setContentType(response.content_type);
  if (!x.body_read || x.floor.stopping) x.out.setKeepAlive(false);
  if (response.status == 204 || response.status == 304) {
    x.out.send();
  } else if (!response.file.empty()) {
    send_file(x.out, response.file);
  } else if (x.body_read) {
    x.out.sendBuffer(response.body.data(), response.body.size());
  } else {
    x.out.setContentLength64(static_cast<Poco::Int64>(response.body.size()));
    x.out.send() << response.body << std::flush;
    linger(static_cast<Poco::Net::HTTPServerRequestImpl&>(x.raw).socket().impl()->sockfd());
  }
}

void note(const Exchange& x, int status) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - x.start);
  const std::string& method = x.raw.getMethod();
  const std::string_view route = x.route ? std::string_view(x.route->path) : x.is_page ? "(web)" : "-";
  base::log(base::LogLevel::info, "request",
            {{"method", method.substr(0, 10)},
             {"route", std::string(route)},
             {"status", std::to_string(status)},
             {"ms", fmt::format("{:.1f}", static_cast<double>(took.count()) / 1000)},
             {"request", x.id.text()},
             {"user", x.user ? x.user.text() : "-"}});
  if (x.floor.hooks.served) {
    x.floor.hooks.served({.method = method, .route = route, .status = status, .took = took});
  }
}

}  // namespace

void serve(Floor& floor, RawRequest& raw, RawResponse& out) {
  Exchange x{.floor = floor, .raw = raw, .out = out};
  const Response response = answer_to(x);
  note(x, response.status);  // before sending, which fails where the sender has gone
  send(x, response);
}

}  // namespace frostkeep::http
