#pragma once
/// `frostkeep openapi`: prints the description of the API, as docs/openapi.json holds it.

#include "app/commands.hpp"

namespace frostkeep::app {

Action attach_openapi(CLI::App& command);

}  // namespace frostkeep::app
