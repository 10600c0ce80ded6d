#pragma once
/// `frostkeep user add|list|password|disable|enable`: accounts from the machine itself, where whoever may run this is
/// above every grant: for the first administrator, and for the day on which none can sign in.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_user(CLI::App& command);

}  // namespace frostkeep::app
