#pragma once
/// SQL for what stands on labels: never who somebody is.

#include <span>
#include <string>
#include <vector>

#include "database/sample_records.hpp"

namespace frostkeep::database {

/// A tube with what its label says beside it.
struct TubeToLabel {
  domain::Sample sample;
  std::string study_code;
  std::string study_zh;
  std::string study_en;
  std::string participant;          ///< the donor's study code; empty for a pool of several, and for none
  domain::ProtocolId protocol = {};  ///< of the visit at which it was, or will be, taken; none without a visit
  std::string event_code = {};
  std::string zone = {};  ///< of the site where it was taken, else of its own
};
/// In the order of the ids; those that don't exist are left out.
std::vector<TubeToLabel> read_tubes_to_label(const ReadTransaction& tx, std::span<const domain::SampleId> ids);

/// Direct children of these tubes, in order of id.
std::vector<domain::SampleId> children_to_label(const ReadTransaction& tx, std::span<const domain::SampleId> parents);
/// Tubes of a visit that are still to be drawn, in order of id.
std::vector<domain::SampleId> planned_to_label(const ReadTransaction& tx, domain::EventId event);

}  // namespace frostkeep::database
