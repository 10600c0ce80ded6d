#pragma once
/// What a rack scanner saw against what is recorded: cell by cell, before anything is written.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/container.hpp"
#include "domain/ids.hpp"

namespace frostkeep::domain {

/// What a scanner says of a cell; a cell that it doesn't name was not reported, which is neither empty nor unread.
enum class ScannedState : std::uint8_t { code, empty, unread, not_reported };
std::string_view name_of(ScannedState state);

/// The tube that a code names, with where it is recorded.
struct RackTube {
  SampleId id;
  std::string code;  ///< its main code, whichever was scanned
  std::string material;
  std::string state;
  StudyId study;
  ContainerId container;  ///< none: it lies nowhere
  std::string container_code;
  std::string position;
  int cell = 0;
  bool kept = false;  ///< the place waits for it while it is out
};

struct ScannedCell {
  ScannedState state = ScannedState::not_reported;
  std::string code = {};
  std::vector<RackTube> tubes = {};  ///< whom the code names: nobody, one, or several for a code of several issuers
};
struct RecordedCell {
  OccupantKind kind = OccupantKind::sample;
  RackTube tube;  ///< of a sample or a kept place; else its id alone
};

enum class RackVerdict : std::uint8_t {
  same,
  moved,         ///< a tube that is recorded in another cell, here or elsewhere
  extra,         ///< a tube that is recorded nowhere, or whose place is kept
  unknown,       ///< a code that names no tube, or several
  missing,       ///< a recorded tube that was not seen: the cell is empty
  vacated,       ///< empty: the tube recorded here was seen in another cell
  unreadable,    ///< the scanner saw something without reading it
  not_reported,  ///< the scanner didn't name this cell of a recorded tube
};
std::string_view name_of(RackVerdict verdict);

/// One cell that isn't empty on both sides.
struct RackDifference {
  int cell = 0;
  RackVerdict verdict = RackVerdict::same;
  ScannedState state = ScannedState::not_reported;
  std::string code = {};
  std::optional<RackTube> tube = {};      ///< that stands here now
  std::optional<RackTube> recorded = {};  ///< that should
  bool recorded_missing = false;          ///< and was seen nowhere in the rack, in a cell that the scanner looked at
  int recorded_seen_at = 0;               ///< the cell where it was seen instead; 0: none
};

/// Cell by cell, in order of the cells' numbers. Every scanned cell lies in the layout.
std::vector<RackDifference> difference_of(ContainerId container, const std::map<int, ScannedCell>& scanned,
                                          const std::map<int, RecordedCell>& recorded);

}  // namespace frostkeep::domain
