#pragma once
/// A printer's address as a person writes it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::labels {

/// What `tcp://host` or `tcp://host:port` names; not resolved and not judged (PrinterSubnets does that).
struct TcpPlace {
  std::string host;
  std::uint16_t port = 9100;
};
/// Nothing for any other text. An IPv6 address stands in brackets, as in `tcp://[fd12::7]:9100`.
std::optional<TcpPlace> parse_tcp_place(std::string_view text);

}  // namespace frostkeep::labels
