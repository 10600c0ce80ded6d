#pragma once
/// Which addresses a printer may have. A printer's address is typed by a person, and the server connects to it: without
/// this list it could be made to talk to a database, a neighbour or a metadata service.

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::labels {

/// Raw printing (9100), Zebra's other raw port (6101), LPD (515), IPP (631).
constexpr std::array<std::uint16_t, 4> kPrinterPorts{9100, 6101, 515, 631};

enum class AddressFault {
  bad_host,         ///< neither a host name nor an address in its usual form (`2130706433` and `127.1` aren't)
  bad_port,         ///< not one of kPrinterPorts
  unknown_host,     ///< the name has no address
  outside_subnets,  ///< an address of it is in none of the subnets, or is one that no printer has
};

/// `bad_host` and so on, for messages and logs.
std::string_view to_text(AddressFault fault);

class PrinterAddressRefused : public std::runtime_error {
 public:
  explicit PrinterAddressRefused(AddressFault fault);
  AddressFault fault() const { return fault_; }

 private:
  AddressFault fault_;
};

/// An address to connect to without asking the name service again.
struct PrinterAddress {
  std::string ip;
  std::uint16_t port = 0;
};

/// The configured subnets. Immutable; safe from any thread.
class PrinterSubnets {
 public:
  /// Each `10.20.0.0/16` or `fd12::/64`. Throws std::invalid_argument, naming the text that is no subnet.
  explicit PrinterSubnets(const std::vector<std::string>& subnets);

  /// Resolves the host and checks all its addresses: call it when an address is stored and again for each connection.
  /// Loopback addresses pass only if a subnet lies in the loopback range itself (`127.0.0.0/8`, `::1/128`); link-local,
  /// multicast, broadcast and unspecified ones never do. Throws PrinterAddressRefused. Blocks for the name service.
  PrinterAddress resolve(std::string_view host, std::uint16_t port) const;

 private:
  struct Subnet {
    std::string network;
    unsigned bits = 0;
  };
  bool allows(const std::string& ip) const;
  std::vector<Subnet> subnets_;
};

}  // namespace frostkeep::labels
