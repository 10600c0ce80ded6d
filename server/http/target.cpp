#include "http/target.hpp"

#include <charconv>

#include "base/text.hpp"

namespace frostkeep::http {
namespace {

/// Decodes `%XX` (and `+` in a query). A path's encoded slash would become a separator: nothing.
std::optional<std::string> decode(std::string_view text, bool in_query) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      unsigned value = 0;
      if (i + 2 >= text.size()) return std::nullopt;
      const char* first = text.data() + i + 1;
      const auto [end, error] = std::from_chars(first, first + 2, value, 16);
      if (error != std::errc{} || end != first + 2) return std::nullopt;
      c = static_cast<char>(value);
      i += 2;
      if (c == '/' && !in_query) return std::nullopt;
    } else if (c == '+' && in_query) {
      c = ' ';
    }
    out.push_back(c);
  }
  if (!base::is_utf8(out)) return std::nullopt;
  for (const char c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (c == '\\' && !in_query)) return std::nullopt;
  }
  return out;
}

bool climbs(std::string_view path) {
  for (const auto segment : base::split(path, '/')) {
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

std::optional<QueryParameters> parse_query(std::string_view text) {
  QueryParameters query;
  if (text.empty()) return query;
  for (const auto part : base::split(text, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = decode(part.substr(0, equals), true);
    auto value = decode(equals == std::string_view::npos ? "" : part.substr(equals + 1), true);
    if (!name || !value || query.size() == kMaxQueryParameters) return std::nullopt;
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;
  const auto mark = target.find('?');
  auto path = decode(target.substr(0, mark), false);
  auto query = parse_query(mark == std::string_view::npos ? "" : target.substr(mark + 1));
  if (!path || !query || climbs(*path)) return std::nullopt;
  return Target{std::move(*path), std::move(*query)};
}

}  // namespace frostkeep::http
