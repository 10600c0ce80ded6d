#include "http/response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "base/invariant.hpp"

namespace frostkeep::http {
namespace {

std::string disposition(std::string_view name) {
  std::string plain;
  std::string encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte < 0x80 && (std::isalnum(byte) || c == '.' || c == '-' || c == '_');
    plain.push_back(safe ? c : '_');
    if (safe) {
      encoded.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", byte);
    }
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, encoded);
}

}  // namespace

Response Response::with(std::string name, std::string value) && {
  FROSTKEEP_INVARIANT(std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

Response download(std::string_view name, std::string content_type, std::string body) {
  Response response{.content_type = std::move(content_type), .body = std::move(body)};
  return std::move(response).with("Content-Disposition", disposition(name));
}

Response download_file(std::string_view name, std::string content_type, std::string path) {
  Response response{.content_type = std::move(content_type), .file = std::move(path)};
  return std::move(response).with("Content-Disposition", disposition(name));
}

}  // namespace frostkeep::http
