#pragma once
/// How a command ends, for scripts and service managers (sysexits.h where it has a fitting number).

#include <stdexcept>
#include <string>

namespace frostkeep::app {

enum class ExitCode : int {
  done = 0,
  findings = 1,        ///< it ran, and found something or was refused
  could_not_run = 2,   ///< unreadable file, no fitting profile, no database
  usage = 64,          ///< EX_USAGE
  no_permission = 77,  ///< EX_NOPERM
  configuration = 78,  ///< EX_CONFIG
};

/// Ends a command: `what()` is a sentence for the operator, which says what to do.
class CommandFailure : public std::runtime_error {
 public:
  CommandFailure(ExitCode code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace frostkeep::app
