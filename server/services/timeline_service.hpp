#pragma once
/// Everything that ever happened to a person of the cohort, by the studies that the asker may see.

#include "services/timeline.hpp"

namespace frostkeep::services {

class TimelineService {
 public:
  explicit TimelineService(House& house) : house_(house) {}

  /// Registration, enrolments, strata, consents, withdrawals and visits, as entries in words. `after` is `next` of the
  /// page before, or empty. Refused: not_found, field_malformed {field: after}.
  Timeline of_participant(const domain::Scope& scope, domain::ParticipantId id, const std::string& after,
                          std::uint32_t limit) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
