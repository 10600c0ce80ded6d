#include "http/head_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "base/text.hpp"

namespace frostkeep::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kFieldsLimit = 100;  // Poco's own default

/// The fields that gate.cpp and Poco read; any other is nobody's business here.
constexpr std::array<std::string_view, 19> kFieldsWeRead = {
    "accept-encoding",   "accept-language", "authorization",   "connection",       "content-encoding",
    "content-length",    "content-type",    "cookie",          "expect",           "host",
    "idempotency-key",   "if-match",        "if-none-match",   "origin",           "sec-fetch-site",
    "transfer-encoding", "x-csrf-token",    "x-forwarded-for", "x-forwarded-proto"};

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

struct RequestLine {
  std::string_view method, target, version;
};

std::optional<RequestLine> split_request_line(std::string_view line) {
  const auto parts = base::split(line, ' ');
  if (parts.size() != 3 || !is_token(parts[0]) || parts[1].empty() || !is_visible_ascii(parts[1])) return std::nullopt;
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") return std::nullopt;
  return RequestLine{parts[0], parts[1], parts[2]};
}

using Fields = std::map<std::string, std::string_view, std::less<>>;

/// Takes one field line in; false if the head is to be refused.
bool take_field(std::string_view line, Fields& fields) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view value = base::trim(line.substr(colon + 1));
  if (std::ranges::any_of(value, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7F;
      })) {
    return false;
  }
  std::string name = base::to_lower(line.substr(0, colon));
  if (!std::ranges::binary_search(kFieldsWeRead, name)) return true;
  if (value.find("=?") != std::string_view::npos) return false;
  if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return false;
  return fields.emplace(std::move(name), value).second;
}

/// The status to refuse with, or 0; sets the body's length.
int check_framing(const RequestLine& line, const Fields& fields, std::uint64_t& body_length) {
  const auto length = fields.find("content-length");
  if (const auto encoding = fields.find("transfer-encoding"); encoding != fields.end()) {
    return length == fields.end() && encoding->second == "chunked" ? 411 : 400;
  }
  if (const auto host = fields.find("host"); host == fields.end() ? line.version == "HTTP/1.1" : host->second.empty()) {
    return 400;
  }
  if (const auto expect = fields.find("expect"); expect != fields.end()) {
    if (base::to_lower(expect->second) != "100-continue") return 417;
  }
  if (length == fields.end()) {
    return line.method == "POST" || line.method == "PUT" || line.method == "PATCH" ? 411 : 0;
  }
  const std::string_view digits = length->second;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), body_length);
  // 18 digits always fit the signed number that Poco keeps
  return error == std::errc{} && end == digits.data() + digits.size() && digits.size() <= 18 ? 0 : 400;
}

}  // namespace

CheckedHead check_head(std::string_view head) {
  const CheckedHead malformed{.refusal = 400};
  if (!head.ends_with("\r\n\r\n")) return malformed;
  head.remove_suffix(kLineEnd.size());
  std::optional<RequestLine> request_line;
  Fields fields;
  std::size_t lines = 0;
  while (!head.empty()) {
    const auto end = head.find(kLineEnd);
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + kLineEnd.size());
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return malformed;
    if (!request_line) {
      request_line = split_request_line(line);
      if (!request_line) return malformed;
      if (request_line->target.size() > kTargetLimit) return {.refusal = 414};
    } else if (++lines > kFieldsLimit || !take_field(line, fields)) {
      return malformed;
    }
  }
  if (!request_line) return malformed;
  CheckedHead result;
  result.refusal = check_framing(*request_line, fields, result.body_length);
  if (result.refusal != 0) return result;
  for (const auto part : {request_line->method, request_line->target, request_line->version}) {
    if (!result.text.empty()) result.text.push_back(' ');
    result.text.append(part);
  }
  for (const auto& [name, value] : fields) result.text.append(kLineEnd).append(name).append(": ").append(value);
  result.text.append("\r\n\r\n");
  return result;
}

}  // namespace frostkeep::http
