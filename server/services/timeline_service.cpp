#include "services/timeline_service.hpp"

#include "database/timeline_records.hpp"
#include "services/participant_access.hpp"

namespace frostkeep::services {

Timeline TimelineService::of_participant(const domain::Scope& scope, domain::ParticipantId id,
                                         const std::string& after, std::uint32_t limit) const {
  const auto from = after.empty() ? std::optional(domain::EntryId{}) : domain::EntryId::parse(after);
  if (!from) throw domain::Refused(domain::ErrorCode::field_malformed, {{"field", "after"}, {"value", after}});
  return house_.database.read([&](const database::ReadTransaction& tx) {
    std::vector<domain::StudyId> studies;
    for (const database::Enrolment& enrolment : visible_enrolments(tx, scope, id)) studies.push_back(enrolment.study);
    auto entries = database::entries_about(tx, id, studies, *from, limit + 1);
    Timeline timeline;
    timeline.more = entries.size() > limit;
    if (timeline.more) {
      entries.pop_back();
      timeline.next = std::to_string(entries.back().entry.entry_id);
    }
    timeline.items = describe_entries(tx, house_, entries);
    return timeline;
  });
}

}  // namespace frostkeep::services
