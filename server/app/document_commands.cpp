#include "app/document_commands.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "documents/rack_parse_command.hpp"

namespace frostkeep::app {

Action attach_rack_parse(CLI::App& command) {
  const auto told = std::make_shared<documents::RackParseArguments>();
  command.add_option("FILE", told->path, "what the scanner wrote")->required();
  command.add_option("--rows", told->rows, "rows of the rack [8]");
  command.add_option("--columns", told->columns, "columns of the rack [12]");
  command.add_option("--profile", told->profile, "id of the file's layout; recognised if not given");
  command.add_flag("--rack-from-name", told->rack_from_name, "the file's name is the rack's code if none is inside");
  command.add_flag("--json", told->json, "as JSON");
  return [told] { return static_cast<ExitCode>(documents::run_rack_parse(*told, std::cout, std::cerr)); };
}

}  // namespace frostkeep::app
