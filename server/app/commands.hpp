#pragma once
/// The command line: one table of commands, from which --help is made.

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/configuration.hpp"
#include "app/exit_code.hpp"

namespace CLI {
class App;
}

namespace frostkeep::app {

/// What a command does once the line is read. Data go to stdout, talk to stderr.
using Action = std::function<ExitCode()>;

struct Command {
  std::string_view name;
  std::string_view summary;
  /// Declares the command's arguments and returns what it does.
  Action (*attach)(CLI::App& command);
};

std::span<const Command> all_commands();

/// Declares --config and a flag for every setting; the sources are filled when the line is read.
std::shared_ptr<ConfigurationSources> add_configuration_flags(CLI::App& command);

/// Reads the line, runs its command and returns the exit code; no exception leaves it.
int run_command_line(int argc, const char* const* argv);

}  // namespace frostkeep::app
