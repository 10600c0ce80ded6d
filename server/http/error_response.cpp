#include "http/error_response.hpp"

#include <Poco/Net/HTTPResponse.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/refusal_text.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorKind;
using domain::Violation;

constexpr std::string_view kRetryAfterSeconds = "5";
constexpr std::string_view kProblemType = "application/problem+json";
/// Values that are members of a violation on the wire; all others stand in its `values`.
constexpr std::array<std::string_view, 3> kPlaces = {"position", "row", "location"};

void member(std::string& out, std::string_view name, std::string_view text) {
  out.append(out.back() == '{' ? "\"" : ",\"").append(name).append("\":");
  append_text(out, text);
}

void write_violation(std::string& out, const Violation& violation, Language language) {
  out.push_back('{');
  member(out, "code", domain::name_of(violation.code));
  const auto pointer = violation.values.find("pointer");
  const auto field = pointer != violation.values.end() ? pointer : violation.values.find("field");
  if (field != violation.values.end()) member(out, "field", field->second);
  std::string rest = "{";
  for (const auto& [name, text] : violation.values) {
    if (std::ranges::find(kPlaces, name) != kPlaces.end()) {
      member(out, name, text);
    } else if (name != "pointer" && name != "field") {
      member(rest, name, text);
    }
  }
  const auto sentence = domain::sentence_of(violation, language);
  member(out, "detail", sentence.text);
  member(out, "remedy", sentence.remedy);
  if (rest != "{") out.append(",\"values\":").append(rest).append("}");
  out.push_back('}');
}

Response problem(int status, const std::vector<Violation>& violations, Language language, domain::RequestId id) {
  const auto sentence = domain::sentence_of(violations.front(), language);
  const auto title =
      Poco::Net::HTTPResponse::getReasonForStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
  std::string body = "{";
  member(body, "title", title);
  body.append(fmt::format(",\"status\":{}", status));
  member(body, "code", domain::name_of(violations.front().code));
  member(body, "detail", sentence.text);
  member(body, "remedy", sentence.remedy);
  member(body, "request_id", id.text());
  body.append(",\"violations\":[");
  for (const auto& violation : violations) {
    if (body.back() != '[') body.push_back(',');
    write_violation(body, violation, language);
  }
  body.append("]}");
  Response response{.status = status, .content_type = std::string(kProblemType), .body = std::move(body)};
  response.headers.emplace_back("Content-Language", tag_of(language));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 429 || status == 503) {
    const auto wait = violations.front().values.find("retry_after_s");
    const bool known = wait != violations.front().values.end();
    response.headers.emplace_back("Retry-After", known ? wait->second : std::string(kRetryAfterSeconds));
  }
  return response;
}

}  // namespace

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed:
      return 400;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::stale:
      return 412;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::invalid:
      return 422;
    case ErrorKind::required:
      return 428;
    case ErrorKind::busy:
      return 429;
    case ErrorKind::unavailable:
      return 503;
  }
  return 503;
}

Response problem(const domain::Refused& refused, Language language, domain::RequestId id) {
  return problem(status_of(domain::kind_of(refused.code())), refused.violations(), language, id);
}

Response problem(const WireRefused& refused, Language language, domain::RequestId id) {
  Response response = problem(refused.status, {{refused.code, refused.values}}, language, id);
  std::ranges::copy(refused.headers, std::back_inserter(response.headers));
  return response;
}

Response failure(Language language, domain::RequestId id) {
  return problem(503, {{domain::ErrorCode::internal_error, {{"request_id", id.text()}}}}, language, id);
}

std::string head_refusal(int status) {
  // No language was read, and no browser sends such a head.
  const Response response = problem(status, {{domain::ErrorCode::malformed_request}}, Language::en, {});
  const auto title =
      Poco::Net::HTTPResponse::getReasonForStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
  return fmt::format(
      "HTTP/1.1 {} {}\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Type: {}\r\nContent-Length: "
      "{}\r\n\r\n{}",
      status, title, response.content_type, response.body.size(), response.body);
}

}  // namespace frostkeep::http
