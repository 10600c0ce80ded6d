#pragma once
/// `frostkeep check`: the settings in force, where each comes from, and what stands in the way of a start.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_check(CLI::App& command);

/// Sentences about this machine: missing programs, keys that are open to others, memory. Changes nothing.
std::vector<std::string> machine_problems(const Configuration& configuration);

}  // namespace frostkeep::app
