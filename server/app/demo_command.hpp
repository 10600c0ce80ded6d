#pragma once
/// `frostkeep demo` and `frostkeep bench-data`: houses full of invented people and tubes.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_demo(CLI::App& command);
Action attach_bench_data(CLI::App& command);

}  // namespace frostkeep::app
