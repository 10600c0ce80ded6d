#pragma once
/// `frostkeep backup`: a copy that can be restored, made beside a working server.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_backup(CLI::App& command);

}  // namespace frostkeep::app
