#pragma once
/// `frostkeep jobs`: what goes on in the background.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_jobs(CLI::App& command);

}  // namespace frostkeep::app
