#include "labels/printer_place.hpp"

#include <charconv>

namespace frostkeep::labels {

std::optional<TcpPlace> parse_tcp_place(std::string_view text) {
  constexpr std::string_view kScheme = "tcp://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  text.remove_prefix(kScheme.size());
  TcpPlace place;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    place.host = text.substr(1, close - 1);
    rest = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    place.host = text.substr(0, colon);
    if (colon != std::string_view::npos) rest = text.substr(colon);
  }
  if (place.host.empty()) return std::nullopt;
  if (rest.empty()) return place;
  const char* const end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data() + 1, end, place.port);
  if (rest.front() != ':' || rest.size() == 1 || stop != end || error != std::errc()) return std::nullopt;
  return place;
}

}  // namespace frostkeep::labels
