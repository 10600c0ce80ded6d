#pragma once
/// What a handler gets: plain values, checked by the gate; no socket, no header of the sender's own words.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"
#include "domain/refusal.hpp"
#include "domain/session.hpp"
#include "http/body.hpp"
#include "http/fields.hpp"
#include "http/language.hpp"

namespace frostkeep::http {

enum class Method : std::uint8_t { get, post, put, patch, remove };
/// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
std::string_view name_of(Method method);

/// A client's own key for one click or scan, and what it stands for.
struct IdempotencyKey {
  std::string key;     ///< 8 to 64 characters of A–Z a–z 0–9 - _ . :
  base::Digest input;  ///< SHA-256 over method, path, query, If-Match and body
};

struct Request {
  Method method = Method::get;
  std::string path;  ///< decoded
  std::vector<std::pair<std::string, std::string>> path_parameters;
  QueryParameters query;
  std::string content_type;  ///< lower case, without parameters
  Body body;
  Language language = Language::zh_cn;
  std::optional<IdempotencyKey> idempotency;  ///< always there on a write, unless its route says otherwise
  std::optional<std::uint64_t> if_match;      ///< the version that the sender read
  std::string if_none_match;                  ///< as sent; empty if not
  domain::RequestId id;
  std::string source;     ///< the sender's address, for logs and brute-force counters
  std::string token;      ///< the session's token as sent; empty for nobody. Never logged
  bool over_tls = false;  ///< whether browsers reach us by TLS; what session_cookie() asks for
  std::optional<domain::Session> session;
  domain::Scope scope{{}};  ///< where the route's permission holds; empty for anyone and signed_in

  /// A parameter of the path template; a name that isn't in it is a bug.
  const std::string& path_text(std::string_view name) const;
  /// A parameter that is an id; any other text is not_found, for no such thing can exist.
  template <typename Id>
  Id path_id(std::string_view name) const {
    const std::string& text = path_text(name);
    const auto parsed = text.empty() ? std::nullopt : Id::parse(text);
    if (!parsed) throw domain::Refused(domain::ErrorCode::not_found);
    return *parsed;
  }
  /// The body as its shape reads it; throws domain::Refused with all violations.
  template <typename T>
  T body_as(const Shape<T>& shape) const {
    return shape.parse(body.view());
  }
  template <typename T>
  T query_as(const Shape<T>& shape) const {
    return shape.parse_query(query);
  }
  /// The session of a route that needs one; absent is a bug, for the gate refuses earlier.
  const domain::Session& signed_in() const;
};

}  // namespace frostkeep::http
