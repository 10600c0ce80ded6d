#pragma once
/// Printers as places to which bytes go, once. Whether paper came out is another matter: a job that was sent isn't yet
/// printed, and one whose fate is unknown must never be repeated by itself, since two tubes with one label are worse
/// than one without.

#include <cstddef>
#include <string>
#include <string_view>

namespace frostkeep::labels {

/// What became of a job.
enum class SendOutcome {
  sent,                      ///< the printer has all of it
  failed_before_first_byte,  ///< the printer has none of it: repeating is safe
  unknown                    ///< it may have some or all of it: a person looks, or scans
};

enum class SendProblem {
  none,
  address_refused,   ///< outside the configured subnets or ports, or not resolvable
  unreachable,       ///< refused, no route, or no answer in time
  stalled,           ///< the printer took no more bytes
  connection_lost,   ///< it ended the connection before it had everything
  not_closed,        ///< it has everything but didn't end the connection in time
  folder_not_writable  ///< FilePrinter only
};

/// `not_closed` and so on, for messages and logs.
constexpr std::string_view to_text(SendProblem problem) {
  switch (problem) {
    case SendProblem::none: return "none";
    case SendProblem::address_refused: return "address_refused";
    case SendProblem::unreachable: return "unreachable";
    case SendProblem::stalled: return "stalled";
    case SendProblem::connection_lost: return "connection_lost";
    case SendProblem::not_closed: return "not_closed";
    case SendProblem::folder_not_writable: return "folder_not_writable";
  }
  return "";
}

struct SendResult {
  SendOutcome outcome = SendOutcome::unknown;
  SendProblem problem = SendProblem::none;
  std::size_t bytes_sent = 0;  ///< handed to the network or written
};

struct PrintJob {
  std::string name;   ///< 1 to 80 of A–Z, a–z, 0–9, `-` and `_`; unique, as `job-000123`
  std::string bytes;  ///< in the printer's language
};

/// Sends one job at a time; use one object, or one worker, a printer. Never throws for what the printer does.
class Printer {
 public:
  virtual ~Printer() = default;
  virtual SendResult send(const PrintJob& job) = 0;
};

}  // namespace frostkeep::labels
