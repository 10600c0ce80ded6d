#pragma once
/// What was recorded wrongly is put right: an entry of its own with a reason, which strikes the earlier one and leaves
/// it standing. Nothing is rewritten.

#include <optional>
#include <string>
#include <vector>

#include "domain/sample.hpp"
#include "services/house.hpp"
#include "services/sample_service.hpp"

namespace frostkeep::services {

/// One of four: facts of the tube, its place, the tube it was mixed up with, or the person it comes from.
struct CorrectionOrder {
  domain::SampleId sample;
  domain::EntryId corrects = {};  ///< the entry that is wrong; none: the last that told what is corrected
  /// Facts. What isn't told stays; a time may be told as unknown.
  std::optional<std::string> amount = {};
  std::optional<std::string> material = {};
  std::optional<std::string> mark = {};  ///< a condition of schema/reference/conditions.csv, or empty
  std::optional<std::optional<base::Timestamp>> collected_at = {};
  std::optional<std::optional<base::Timestamp>> received_at = {};
  std::optional<std::optional<base::Timestamp>> frozen_at = {};
  bool only_this = false;  ///< descendants keep the wrong value that they have from this tube
  /// Where the tube really lies; it was recorded elsewhere.
  domain::ContainerId container = {};
  std::string position = {};
  /// A code of the tube whose label, and so whose physical tube, this one was mixed up with.
  std::string swap_with = {};
  /// Study code of the person from whom it really comes, and the code of the visit.
  std::string participant = {};
  std::string event = {};

  bool has_facts() const { return amount || material || mark || collected_at || received_at || frozen_at; }
};

/// What a correction does to one tube.
struct Consequence {
  domain::SampleId id;
  std::string code;  ///< as it is afterwards
  std::uint64_t entry_id = 0;
  std::vector<TimelineChange> changes;
  bool relabel = false;  ///< what its label says is no longer so
};

struct CorrectionView {
  std::vector<Consequence> tubes;  ///< the corrected one first, then its descendants or the other one of a swap
  std::vector<domain::Warning> warnings;
};

class CorrectionService {
 public:
  explicit CorrectionService(House& house) : house_(house) {}

  /// Corrects. Material, time of draw and of reception, and mark go on to the descendants that have the wrong value
  /// from the tube; the SPREC of each is derived anew from the record. A swap exchanges codes, places and
  /// states of both tubes, since the physical tubes stay where they are. Another person goes on to all descendants,
  /// pools included. Refused: reason_missing; not_found; field_missing or field_malformed {field} where not exactly one
  /// thing is corrected or a value is wrong; material_not_derivable; code_unknown; state_forbids {activity: correct}
  /// for a place of a tube that lies nowhere or is out; the ladder of placement; undo_not_possible if `corrects` names
  /// another thing's entry.
  CorrectionView correct(const Asked& asked, const CorrectionOrder& order);
  /// The same, looked at and taken back: nothing is changed.
  CorrectionView preview(const Asked& asked, const CorrectionOrder& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
