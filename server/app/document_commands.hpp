#pragma once
/// Commands that read a file and need neither settings nor a database: `frostkeep rack-parse`.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_rack_parse(CLI::App& command);

}  // namespace frostkeep::app
