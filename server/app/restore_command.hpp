#pragma once
/// `frostkeep restore`: an empty data folder becomes what a backup holds, proved if asked.

#include "app/commands.hpp"
#include "app/wiring.hpp"

namespace frostkeep::app {

Action attach_restore(CLI::App& command);
/// At the first start of a server after a restore: an entry `restored`, once.
void tell_of_restore(HouseOfServices& house, const Configuration& configuration);

}  // namespace frostkeep::app
