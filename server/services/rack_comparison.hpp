#pragma once
/// A rack scanner's reading against a box: what differs, and then writing it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/rack_records.hpp"
#include "domain/rack_difference.hpp"
#include "services/rack_cells.hpp"
#include "services/rack_service.hpp"

namespace frostkeep::services {

/// A cell as it was read, by whichever way it came.
struct RackReading {
  std::string position;
  domain::ScannedState state = domain::ScannedState::code;
  std::string code = {};
};

/// A scanner's file as uploaded.
struct RackFileOrder {
  std::string_view bytes;
  std::string name = {};
  std::string profile = {};  ///< recognised if empty
  bool rack_from_name = false;
  int rows = 8;  ///< where no container says how many
  int columns = 12;
};
struct RackFileLine {
  std::uint64_t line = 0;
  std::string code;    ///< of schema/reference/rack_errors.csv
  std::string detail;  ///< English
};
struct RackFileView {
  std::optional<std::string> rack;
  std::string profile;
  std::optional<std::string> scanned_at;
  std::vector<RackReading> wells;
  std::vector<RackFileLine> errors;
};

/// A cell of the comparison with its label, and why the tube that was seen there could not be put there.
struct RackLine {
  domain::RackDifference difference;
  std::string position;
  std::string recorded_seen_at;
  std::vector<domain::Violation> problems;
};
struct RackComparison {
  domain::Container container;
  std::string digest;  ///< of the reading and of all records that it was compared with
  std::vector<RackReading> wells;
  std::vector<RackLine> lines;
  std::optional<RackFileView> file = {};
  bool rack_matches = true;  ///< false: the file names another rack
};

struct RackApplication {
  domain::ContainerId container;
  std::string digest;
  std::vector<RackReading> wells;
  bool take_out_missing = false;  ///< else they stay recorded where they are
  bool move_here = false;         ///< else tubes recorded in another cell stay recorded there
};
struct RackApplied {
  RackView placed;  ///< only cells where something was written
  std::vector<WellView> taken_out;
};

class RackComparisonService {
 public:
  explicit RackComparisonService(House& house) : house_(house) {}

  /// Reads a file without looking at any record. Refused(file_unreadable, charset_unknown).
  RackFileView read_file(const RackFileOrder& order) const;
  /// Compares; nothing is written. Without a container the file's own rack code finds it. Refused as read_file, and
  /// rack_file_refused {row, rack_problem, detail} for each line of a file with errors; not_found, code_unknown;
  /// position_… and duplicate_in_request for readings that came parsed.
  RackComparison compare_file(const domain::Scope& scope, domain::ContainerId container,
                              const RackFileOrder& order) const;
  RackComparison compare(const domain::Scope& scope, domain::ContainerId container,
                         const std::vector<RackReading>& wells) const;
  /// Writes the difference in one transaction: tubes that are recorded nowhere come here, and as the order says those
  /// recorded elsewhere come and those not seen leave, with the context's reason. Refused(rack_difference_stale) if
  /// anything compared has changed since, code_unknown for a cell whose code names no tube, reason_missing, and what
  /// the placement rules say.
  RackApplied apply(const Asked& asked, const RackApplication& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
