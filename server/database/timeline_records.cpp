#include "database/timeline_records.hpp"

#include <algorithm>

namespace frostkeep::database {
namespace {

// The studies stand in it as literal integers, sorted, so that few statements are prepared.
constexpr std::string_view kHead = "select ";
constexpr std::string_view kStreams =
    " from (select 9 as kind, cast(? as unsigned) as thing "
    "union all select 19, t.id from stratum t where t.participant_id = ? "
    "union all select 24, w.id from consent_withdrawal w where w.participant_id = ? "
    "union all select 11, e.id from enrolment e where e.participant_id = ? and e.study_id in ";
constexpr std::string_view kConsents =
    " union all select 12, c.id from consent c where c.participant_id = ? and c.study_id in ";
constexpr std::string_view kVisits =
    " union all select 14, v.id from enrolment e join collection_event v on v.enrolment_id = e.id "
    "where e.participant_id = ? and e.study_id in ";
constexpr std::string_view kTail =
    ") a join ledger_entry l on l.stream_id = a.thing and l.stream_kind = a.kind where l.entry_id > ? "
    "order by l.entry_id limit ?";

}  // namespace

std::vector<StoredEntry> entries_about(const ReadTransaction& tx, domain::ParticipantId participant,
                                       std::span<const domain::StudyId> studies, domain::EntryId after,
                                       std::uint32_t limit) {
  if (studies.empty()) return {};
  std::vector<domain::StudyId> sorted(studies.begin(), studies.end());
  std::ranges::sort(sorted);
  std::string list;
  for (const domain::StudyId study : sorted) list += (list.empty() ? "(" : ", ") + study.text();
  list += ")";
  std::string sql(kHead);
  sql.append(kEntryColumns).append(kStreams).append(list).append(kConsents).append(list);
  sql.append(kVisits).append(list).append(kTail);
  std::vector<StoredEntry> entries;
  const domain::ParticipantId p = participant;
  for (const Row& row : tx.query(sql, p, p, p, p, p, p, after, limit)) entries.push_back(stored_entry_of(row));
  return entries;
}

}  // namespace frostkeep::database
