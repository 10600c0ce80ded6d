#pragma once
/// `frostkeep demo`: fills an empty house with invented data.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_demo(CLI::App& command);

}  // namespace frostkeep::app
