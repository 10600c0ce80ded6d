#pragma once
/// Where the configuration lets the server reach printers.

#include <string_view>

#include "app/configuration.hpp"
#include "services/printer_access.hpp"

namespace frostkeep::app {

/// Subnets with commas between them, spaces allowed. Throws std::invalid_argument, naming the text that is none.
labels::PrinterSubnets printer_subnets(std::string_view text);

/// Throws CommandFailure (configuration) if the subnets aren't written properly.
services::PrinterAccess printer_access(const Configuration& configuration);

}  // namespace frostkeep::app
