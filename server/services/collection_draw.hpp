#pragma once
/// One draw at the chair, inside the transaction of its scan.

#include <string>
#include <vector>

#include "database/collection_records.hpp"
#include "services/collection_service.hpp"

namespace frostkeep::services {

/// A planned tube as it is registered before the draw; its code is the caller's.
database::NewSample planned_sample(database::WriteTransaction& tx, const database::CollectionEvent& event,
                                   const database::Enrolment& enrolment, const domain::ExpectedTube& tube);

struct Drawn {
  domain::SampleId sample;
  std::vector<domain::Warning> warnings = {};  ///< late_tube, amount_below_plan, code_check_wrong
};
/// Locks the participant, judges consent at the time of the draw, finds which tube it is and records it. The order's
/// code is normalised.
Drawn draw_tube(database::WriteTransaction& tx, const CollectionView& visit, const CollectOrder& order);

/// Refused(reason_missing, not_found, state_forbids).
void skip_tube(database::WriteTransaction& tx, domain::EventId event, domain::SampleId tube);

}  // namespace frostkeep::services
