#pragma once
/// Tubes to look at: one with its place, family and everything that ever happened to it.

#include <optional>
#include <string>
#include <vector>

#include "database/ledger_records.hpp"
#include "database/people_records.hpp"
#include "database/sample_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct SampleView {
  domain::Sample sample;
  std::vector<std::string> codes;
  std::optional<database::Study> study;
  std::optional<database::Site> owner_site;
  std::vector<domain::PlaceStep> location;  ///< outermost first; the last step's `position_here` is the cell
  std::string position;                     ///< the cell in the innermost container
  bool place_kept = false;                  ///< the tube is out; the location waits for it
  std::vector<database::Relative> parents;
  std::vector<database::Relative> children;
};

/// One changed field as people read it.
struct TimelineChange {
  std::string field;
  std::string before;
  std::string after;
};

struct TimelineItem {
  domain::LedgerEntry entry;
  std::string actor;
  std::string site;
  std::uint64_t struck_by = 0;  ///< the entry that corrected or undid this one
  std::vector<TimelineChange> changes;
};

struct Timeline {
  std::vector<TimelineItem> items;  ///< in order of event time
  bool more = false;
};

class SampleService {
 public:
  explicit SampleService(House& house) : house_(house) {}

  SampleView view(const domain::Scope& scope, domain::SampleId id) const;
  /// What happened to a tube, its moves inside moved containers included.
  Timeline timeline(const domain::Scope& scope, domain::SampleId id) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
