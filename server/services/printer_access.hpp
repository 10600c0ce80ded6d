#pragma once
/// How this server may reach printers: from its configuration, the same for all of them.

#include <filesystem>

#include "labels/printer_address.hpp"

namespace frostkeep::services {

struct PrinterAccess {
  /// Where printers may be; none until it is configured.
  labels::PrinterSubnets subnets = labels::PrinterSubnets({});
  /// Where printers with the address `file` put their jobs, in a folder for each; empty: there are no such printers.
  std::filesystem::path folder = {};
};

}  // namespace frostkeep::services
