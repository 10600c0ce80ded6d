#pragma once
/// Refusals and failures → status and application/problem+json (RFC 9457); the only translation.

#include <exception>
#include <map>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/refusal.hpp"
#include "http/language.hpp"
#include "http/response.hpp"

namespace frostkeep::http {

/// A refusal that has a status of its own on the wire (405, 411, 415, 421 …); thrown by the gate only.
class WireRefused : public std::exception {
 public:
  WireRefused(int status_on_the_wire, domain::ErrorCode error, std::map<std::string, std::string> named_values = {},
              Headers extra_headers = {})
      : status(status_on_the_wire), code(error), values(std::move(named_values)), headers(std::move(extra_headers)) {}
  const int status;
  const domain::ErrorCode code;
  const std::map<std::string, std::string> values;
  const Headers headers;
};

int status_of(domain::ErrorKind kind);
/// The answer to a refusal: the first violation leads, all are listed. Busy and unavailable ones carry Retry-After
/// (the value `retry_after_s`, else 5 seconds).
Response problem(const domain::Refused& refused, Language language, domain::RequestId id);
Response problem(const WireRefused& refused, Language language, domain::RequestId id);
/// The answer to a failure or a bug: 503 and the request id, by which the log tells what it was.
Response failure(Language language, domain::RequestId id);
/// A whole HTTP answer for a head that was refused before there was a request.
std::string head_refusal(int status);

}  // namespace frostkeep::http
