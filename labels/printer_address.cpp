#include "labels/printer_address.hpp"

#include <Poco/Net/DNS.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace frostkeep::labels {
namespace {

using Poco::Net::IPAddress;

/// IPv4 in IPv6's clothes (`::ffff:127.0.0.1`) is judged as IPv4.
IPAddress plain(const IPAddress& address) {
  if (!address.isIPv4Mapped() && !address.isIPv4Compatible()) return address;
  if (address.family() == IPAddress::IPv4 || address.isLoopback() || address.isWildcard()) return address;
  return IPAddress(static_cast<const char*>(address.addr()) + 12, 4);
}

/// Poco 1.11 takes `::` for no address.
bool parse(const std::string& text, IPAddress& address) {
  if (text != "::") return IPAddress::tryParse(text, address);
  address = IPAddress(IPAddress::IPv6);
  return true;
}

bool is_in(const IPAddress& address, const IPAddress& network, unsigned bits) {
  if (address.family() != network.family()) return false;
  const IPAddress mask(bits, network.family());
  return (address & mask) == (network & mask);
}

bool no_printer_has(const IPAddress& address) {
  static const IPAddress this_network("0.0.0.0");
  return address.isWildcard() || address.isBroadcast() || address.isMulticast() || address.isLinkLocal() ||
         is_in(address, this_network, 8);
}

/// A name, or an address as it is usually written. The resolver would also take `2130706433`, `127.1` and `0x7f.1`.
bool is_host(const std::string& host) {
  if (host.empty() || host.size() > 253) return false;
  IPAddress address;
  if (parse(host, address)) {
    return address.family() == IPAddress::IPv6 || address.toString() == host;
  }
  const bool plain_characters = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
  const auto last_label = host.substr(host.rfind('.') + 1);
  return plain_characters && host.front() != '-' && host.front() != '.' &&
         last_label.find_first_not_of("0123456789") != std::string::npos;
}

}  // namespace

std::string_view to_text(AddressFault fault) {
  switch (fault) {
    case AddressFault::bad_host: return "bad_host";
    case AddressFault::bad_port: return "bad_port";
    case AddressFault::unknown_host: return "unknown_host";
    case AddressFault::outside_subnets: return "outside_subnets";
  }
  return "";
}

PrinterAddressRefused::PrinterAddressRefused(AddressFault fault)
    : std::runtime_error(std::string(to_text(fault))), fault_(fault) {}

PrinterSubnets::PrinterSubnets(const std::vector<std::string>& subnets) {
  for (const auto& text : subnets) {
    const auto slash = text.find('/');
    IPAddress network;
    unsigned bits = 0;
    const char* const end = text.data() + text.size();
    const bool whole = slash != std::string::npos && parse(text.substr(0, slash), network) &&
                       std::from_chars(text.data() + slash + 1, end, bits).ptr == end && slash + 1 < text.size();
    if (!whole || bits > (network.family() == IPAddress::IPv4 ? 32U : 128U)) {
      throw std::invalid_argument(fmt::format("\"{}\" is no subnet; 10.20.0.0/16 would be one", text));
    }
    subnets_.push_back({network.toString(), bits});
  }
}

bool PrinterSubnets::allows(const std::string& ip) const {
  IPAddress parsed;
  if (!parse(ip, parsed)) return false;
  const auto address = plain(parsed);
  if (no_printer_has(address)) return false;
  return std::any_of(subnets_.begin(), subnets_.end(), [&](const Subnet& subnet) {
    IPAddress network;
    if (!parse(subnet.network, network)) return false;
    const unsigned narrowest_loopback = network.family() == IPAddress::IPv4 ? 8 : 128;
    const bool names_loopback = network.isLoopback() && subnet.bits >= narrowest_loopback;
    return is_in(address, network, subnet.bits) && (!address.isLoopback() || names_loopback);
  });
}

PrinterAddress PrinterSubnets::resolve(std::string_view host, std::uint16_t port) const {
  if (std::find(kPrinterPorts.begin(), kPrinterPorts.end(), port) == kPrinterPorts.end()) {
    throw PrinterAddressRefused(AddressFault::bad_port);
  }
  const std::string name(host);
  if (!is_host(name)) throw PrinterAddressRefused(AddressFault::bad_host);
  std::vector<IPAddress> addresses;
  IPAddress literal;
  if (parse(name, literal)) {
    addresses.push_back(literal);
  } else {
    try {
      addresses = Poco::Net::DNS::hostByName(name).addresses();
    } catch (const Poco::Exception&) {
      throw PrinterAddressRefused(AddressFault::unknown_host);
    }
  }
  if (addresses.empty()) throw PrinterAddressRefused(AddressFault::unknown_host);
  // One forbidden address is enough: a name that has both is a trick or a mistake.
  for (const auto& address : addresses) {
    if (!allows(address.toString())) throw PrinterAddressRefused(AddressFault::outside_subnets);
  }
  return {addresses.front().toString(), port};
}

}  // namespace frostkeep::labels
