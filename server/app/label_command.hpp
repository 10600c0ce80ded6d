#pragma once
/// `frostkeep label`: one label without a database, as a picture, as a printer's job, or on paper.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_label(CLI::App& command);

}  // namespace frostkeep::app
