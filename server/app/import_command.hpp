#pragma once
/// `frostkeep import`: a file of participants or of existing stock.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_import(CLI::App& command);

}  // namespace frostkeep::app
