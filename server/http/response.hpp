#pragma once
/// What a handler gives back.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/fields.hpp"

namespace frostkeep::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Response {
  int status = 200;
  std::string content_type = {};  ///< empty: no body
  Headers headers = {};
  std::string body = {};
  std::string file = {};  ///< a path whose bytes are sent instead of `body`, where not empty

  /// Adds a header. A control character in its value is a bug; text from outside goes through download().
  Response with(std::string name, std::string value) &&;
  /// Adds the version as a strong ETag: what If-Match must carry to change the thing.
  Response with_version(std::uint64_t version) && {
    return std::move(*this).with("ETag", "\"" + std::to_string(version) + "\"");
  }
};

/// A JSON answer.
inline Response json(std::string body, int status = 200) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}
template <typename T>
Response answer(const Shape<T>& shape, const T& value, int status = 200) {
  return json(shape.render(value), status);
}
/// 201 with the address of what was made.
template <typename T>
Response created(const Shape<T>& shape, const T& value, std::string location) {
  return answer(shape, value, 201).with("Location", std::move(location));
}
/// 202: a job goes on; its address tells how it fares.
template <typename T>
Response accepted(const Shape<T>& shape, const T& value, std::string location) {
  return answer(shape, value, 202).with("Location", std::move(location));
}
inline Response no_content() {
  return {.status = 204};
}
/// A file to keep; `name` may be any UTF-8 text (RFC 6266, RFC 8187).
Response download(std::string_view name, std::string content_type, std::string body);
/// The same from a file on disk.
Response download_file(std::string_view name, std::string content_type, std::string path);

}  // namespace frostkeep::http
