#include "http/gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <stdexcept>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "http/error_response.hpp"
#include "http/target.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Permission;
using Raw = Poco::Net::HTTPRequest;

constexpr std::string_view kBearer = "Bearer ";
constexpr std::size_t kTokenLimit = 256;

const std::string& header(const Raw& raw, const std::string& name) {
  static const std::string kNone;
  return raw.get(name, kNone);
}

std::optional<Method> method_of(std::string_view name) {
  if (name == "HEAD") return Method::get;
  for (const Method method : {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
    if (name == name_of(method)) return method;
  }
  return std::nullopt;
}

Headers allow(const std::vector<Method>& methods) {
  std::string names;
  for (const Method method : methods) {
    names.append(names.empty() ? "" : ", ").append(name_of(method));
    if (method == Method::get) names.append(", HEAD");
  }
  return {{"Allow", names}};
}

std::string media_type_of(std::string_view content_type) {
  return base::to_lower(base::trim(content_type.substr(0, content_type.find(';'))));
}

std::string_view cookie_name(bool over_tls) {
  return over_tls ? "__Host-frostkeep" : "frostkeep";
}

/// The value of a cookie; the first of that name, for a browser sends the most specific first.
std::string_view cookie_of(std::string_view cookies, std::string_view name) {
  for (const auto part : base::split(cookies, ';')) {
    const auto pair = base::trim(part);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

bool is_idempotency_key(std::string_view key) {
  constexpr std::string_view kMarks = "-_.:";
  return key.size() >= 8 && key.size() <= 64 && std::ranges::all_of(key, [&](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  kMarks.find(c) != std::string_view::npos;
         });
}

/// The header may be a quoted string (as the draft wants it) or bare.
std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

std::uint64_t version_of(std::string_view if_match) {
  // A proxy that compresses an answer makes its ETag weak; ours names a version, not bytes, so it still holds.
  if (if_match.starts_with("W/")) if_match.remove_prefix(2);
  std::uint64_t version = 0;
  const std::string_view digits = unquoted(if_match);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (digits.size() == if_match.size() || error != std::errc{} || end != digits.data() + digits.size()) {
    throw domain::Refused(ErrorCode::malformed_request, {{"field", "If-Match"}});
  }
  return version;
}

/// Names only: the values are the handler's to read, by the same shape.
void check_query_names(const Route& route, const QueryParameters& query) {
  std::vector<domain::Violation> violations;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : query) {
    if (!route.query || !route.query->find(name)) {
      violations.push_back({ErrorCode::query_unknown, {{"field", name}}});
    } else if (!seen.insert(name).second) {
      violations.push_back({ErrorCode::malformed_request, {{"field", name}}});
    }
  }
  if (!violations.empty()) throw domain::Refused(std::move(violations));
}

void read_preconditions(const Raw& raw, const Route& route, Request& request) {
  request.if_none_match = header(raw, "If-None-Match");
  if (const std::string& if_match = header(raw, "If-Match"); !if_match.empty()) request.if_match = version_of(if_match);
  if (route.version_needed && !request.if_match) throw domain::Refused(ErrorCode::version_missing);
  const std::string_view key = unquoted(header(raw, "Idempotency-Key"));
  if (is_idempotency_key(key)) {
    request.idempotency = IdempotencyKey{std::string(key), {}};
  } else if (route.idempotency_needed || !key.empty()) {
    throw domain::Refused(ErrorCode::idempotency_key_missing);
  }
}

std::string_view authority_of(std::string_view origin) {
  return origin.substr(origin.find("//") + 2);
}

bool is_loopback_name(std::string_view authority) {
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.back() != ']';
  const std::string_view name = has_port ? authority.substr(0, colon) : authority;
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace

Gate::Gate(const Router& router, GateOptions options, GateHooks hooks)
    : router_(router),
      options_(std::move(options)),
      hooks_(std::move(hooks)),
      over_tls_(std::ranges::any_of(options_.public_origins, [](const auto& o) { return o.starts_with("https://"); })) {
  for (const std::string& origin : options_.public_origins) {
    const bool sound = (origin.starts_with("http://") || origin.starts_with("https://")) &&
                       !authority_of(origin).empty() && authority_of(origin).find('/') == std::string_view::npos &&
                       base::to_lower(origin) == origin;
    if (!sound) throw std::invalid_argument("a public origin is scheme and lower-case name only: " + origin);
  }
}

Admitted Gate::admit(const Raw& raw, const std::string& peer, domain::RequestId id, const Route*& route) const {
  const auto method = method_of(raw.getMethod());
  auto target = parse_target(raw.getURI());
  if (!target && method) throw domain::Refused(ErrorCode::malformed_request);
  check_host(raw);
  RouteMatch match = router_.match(method.value_or(Method::get), target ? target->path : "");
  if (!method) throw WireRefused(405, ErrorCode::malformed_request, {}, allow(match.allowed));
  if (!match.route && match.allowed.empty()) throw domain::Refused(ErrorCode::not_found);
  if (!match.route) throw WireRefused(405, ErrorCode::malformed_request, {}, allow(match.allowed));

  route = match.route;
  Admitted admitted{.route = match.route, .request = {}};
  Request& request = admitted.request;
  request.method = *method;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.path_parameters = std::move(match.parameters);
  request.language = language_of(header(raw, "Accept-Language"));
  request.id = id;
  const std::string& forwarded = header(raw, "X-Forwarded-For");
  request.source = options_.behind_proxy && !forwarded.empty() ? base::trim(base::split(forwarded, ',').back()) : peer;
  request.over_tls = over_tls_;
  check_body(raw, admitted);
  check_query_names(*route, request.query);
  identify(raw, admitted);
  authorise(admitted);
  read_preconditions(raw, *route, request);
  return admitted;
}

void Gate::check_host(const Raw& raw) const {
  const std::string host = base::to_lower(header(raw, "Host"));
  const bool known = options_.public_origins.empty()
                         ? is_loopback_name(host)
                         : std::ranges::any_of(options_.public_origins,
                                               [&](const auto& origin) { return authority_of(origin) == host; });
  if (!known) throw WireRefused(421, ErrorCode::malformed_request);
}

void Gate::check_sender(const Raw& raw) const {
  const std::string& site = header(raw, "Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") throw domain::Refused(ErrorCode::csrf_refused);
  const std::string& origin = header(raw, "Origin");
  if (origin.empty()) return;
  const bool own = options_.public_origins.empty()
                       ? origin == "http://" + base::to_lower(header(raw, "Host"))
                       : std::ranges::find(options_.public_origins, origin) != options_.public_origins.end();
  if (!own) throw domain::Refused(ErrorCode::csrf_refused);
}

void Gate::check_body(const Raw& raw, Admitted& admitted) const {
  const Route& route = *admitted.route;
  const std::string& encoding = header(raw, "Content-Encoding");
  if (!encoding.empty() && base::to_lower(encoding) != "identity") {
    throw WireRefused(415, ErrorCode::unsupported_media_type, {{"value", encoding}});
  }
  admitted.body_length = raw.hasContentLength() ? static_cast<std::uint64_t>(raw.getContentLength64()) : 0;
  const bool has_body_form = route.body || !route.file_types.empty();
  if (admitted.body_length == 0 && !has_body_form) return;
  if (!has_body_form) throw domain::Refused(ErrorCode::malformed_request);
  if (admitted.body_length > route.body_limit) {
    const std::uint64_t kib = route.body_limit / 1024;
    throw domain::Refused(ErrorCode::body_too_large, {{"limit", kib % 1024 == 0 ? std::to_string(kib / 1024) + " MiB"
                                                                                : std::to_string(kib) + " KiB"}});
  }
  std::string type = media_type_of(header(raw, "Content-Type"));
  const bool taken = route.body ? type == "application/json" : std::ranges::count(route.file_types, type) > 0;
  if (!taken) throw WireRefused(415, ErrorCode::unsupported_media_type, {{"value", type}});
  admitted.request.content_type = std::move(type);
}

void Gate::identify(const Raw& raw, Admitted& admitted) const {
  Request& request = admitted.request;
  const std::string& authorization = header(raw, "Authorization");
  const bool by_bearer = authorization.starts_with(kBearer);
  const std::string_view token = by_bearer ? base::trim(std::string_view(authorization).substr(kBearer.size()))
                                           : cookie_of(header(raw, "Cookie"), cookie_name(over_tls_));
  const bool is_write = request.method != Method::get;
  // No browser sends a bearer token by itself, so only cookies can be ridden on.
  if (is_write && !by_bearer) check_sender(raw);
  if (!token.empty() && token.size() <= kTokenLimit) {
    request.token = token;
    request.session = hooks_.session(token);
  }
  const Permission needed = admitted.route->permission;
  if (needed == Permission::anyone) return;
  if (!request.session) throw domain::Refused(token.empty() ? ErrorCode::not_signed_in : ErrorCode::session_expired);
  if (is_write && !by_bearer &&
      !base::equal_in_constant_time(header(raw, "X-CSRF-Token"), request.session->csrf_token)) {
    throw domain::Refused(ErrorCode::csrf_refused);
  }
}

void Gate::authorise(Admitted& admitted) const {
  const Permission needed = admitted.route->permission;
  if (needed == Permission::anyone) return;
  Request& request = admitted.request;
  if (request.session->password_change_needed && !admitted.route->open_before_password_change) {
    throw domain::Refused(ErrorCode::password_change_needed);
  }
  if (needed == Permission::signed_in) return;
  request.scope = domain::decide(request.session->grants, needed);
  if (!request.scope.is_empty()) return;
  hooks_.permission_refused(*request.session, needed, request.id);
  throw domain::Refused(ErrorCode::permission_missing, {{"permission", std::string(domain::name_of(needed))}});
}

void Gate::take_body(Admitted& admitted, Body body) const {
  Request& request = admitted.request;
  request.body = std::move(body);
  if (!request.idempotency) return;
  std::string head(name_of(request.method));
  head.append("\n").append(request.path).append("\n");
  for (const auto& [name, value] : request.query) head.append(name).append("=").append(value).append("\n");
  head.append(request.if_match ? std::to_string(*request.if_match) : "").append("\n");
  request.idempotency->input = base::sha256(head, request.body.view());
}

std::string session_cookie(std::string_view token, bool over_tls) {
  std::string cookie(cookie_name(over_tls));
  cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict").append(over_tls ? "; Secure" : "");
  return cookie;
}

std::string expired_session_cookie(bool over_tls) {
  return session_cookie("", over_tls) + "; Max-Age=0";
}

}  // namespace frostkeep::http
