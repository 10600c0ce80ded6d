#pragma once
/// `frostkeep verify`: proves that the rows are what the ledger says. Exit 0 sound, 1 findings, 2 could not run.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_verify(CLI::App& command);

}  // namespace frostkeep::app
