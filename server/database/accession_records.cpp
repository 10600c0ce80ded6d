#include "database/accession_records.hpp"

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

// The study's id stands in it as a literal integer: the list behind it is all that a fixed-width query binds.
constexpr std::string_view kEnrolledHead = "select study_code, id, participant_id from enrolment where study_id = ";
constexpr std::string_view kEnrolledTail = " and study_code in ";
constexpr std::string_view kEventsHead =
    "select enrolment_id, event_code, id from collection_event where enrolment_id in ";

}  // namespace

std::vector<EnrolledCode> find_enrolled(const ReadTransaction& tx, domain::StudyId study,
                                        std::span<const std::string> study_codes) {
  const std::vector<Bind> binds(study_codes.begin(), study_codes.end());
  const std::string head = std::string(kEnrolledHead) + study.text() + std::string(kEnrolledTail);
  std::vector<EnrolledCode> found;
  for (const Row& row : query_in(tx.connection(), head, "", binds)) {
    found.push_back({row.text(0), row.id_as<domain::EnrolmentId>(1), row.id_as<domain::ParticipantId>(2)});
  }
  return found;
}

std::map<std::pair<domain::EnrolmentId, std::string>, domain::EventId> find_events(
    const ReadTransaction& tx, std::span<const domain::EnrolmentId> enrolments) {
  const std::vector<Bind> binds(enrolments.begin(), enrolments.end());
  std::map<std::pair<domain::EnrolmentId, std::string>, domain::EventId> found;
  for (const Row& row : query_in(tx.connection(), kEventsHead, "", binds)) {
    found[{row.id_as<domain::EnrolmentId>(0), row.text(1)}] = row.id_as<domain::EventId>(2);
  }
  return found;
}

}  // namespace frostkeep::database
