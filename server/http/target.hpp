#pragma once
/// The target of a request: its path and query, decoded once.

#include <optional>
#include <string>
#include <string_view>

#include "http/fields.hpp"

namespace frostkeep::http {

struct Target {
  std::string path;
  QueryParameters query;
};

/// Query parameters of one request.
constexpr std::size_t kMaxQueryParameters = 50;

/// Nothing for a target that isn't a path, or whose decoded path holds a segment `.` or `..`, a backslash, a control
/// character, a slash that was encoded, or bytes that aren't UTF-8 in shortest form.
std::optional<Target> parse_target(std::string_view target);

}  // namespace frostkeep::http
