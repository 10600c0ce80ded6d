#pragma once
/// `frostkeep serve` and `frostkeep migrate`.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_serve(CLI::App& command);
Action attach_migrate(CLI::App& command);

}  // namespace frostkeep::app
