#include "app/openapi_command.hpp"

#include <fmt/format.h>

#include "http/openapi.hpp"
#include "http/routes.hpp"

namespace frostkeep::app {

Action attach_openapi(CLI::App&) {
  return [] {
    fmt::print("{}", http::openapi_document(http::all_routes(), FROSTKEEP_VERSION));
    return ExitCode::done;
  };
}

}  // namespace frostkeep::app
