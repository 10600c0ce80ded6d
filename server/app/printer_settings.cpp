#include "app/printer_settings.hpp"

#include <stdexcept>

#include "app/exit_code.hpp"
#include "base/text.hpp"

namespace frostkeep::app {

labels::PrinterSubnets printer_subnets(std::string_view text) {
  std::vector<std::string> subnets;
  for (const std::string_view subnet : base::split(text, ',')) {
    if (!base::trim(subnet).empty()) subnets.emplace_back(base::trim(subnet));
  }
  return labels::PrinterSubnets(subnets);
}

services::PrinterAccess printer_access(const Configuration& configuration) {
  try {
    return {printer_subnets(configuration.text("printing.subnets")), configuration.data_folder() / "prints"};
  } catch (const std::invalid_argument& wrong) {
    throw CommandFailure(ExitCode::configuration, std::string("printing.subnets: ") + wrong.what());
  }
}

}  // namespace frostkeep::app
