#include "services/participant_access.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::services {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::ParticipantId;
using domain::Refused;

std::vector<database::Enrolment> visible_enrolments(const ReadTransaction& tx, const domain::Scope& scope,
                                                    ParticipantId id) {
  std::vector<database::Enrolment> enrolments = database::enrolments_of(tx, id);
  std::erase_if(enrolments, [&](const database::Enrolment& e) { return !scope.contains({}, e.study); });
  if (enrolments.empty()) throw Refused(ErrorCode::not_found);
  return enrolments;
}

bool is_visible(const ReadTransaction& tx, const domain::Scope& scope, ParticipantId id) {
  const auto enrolments = database::enrolments_of(tx, id);
  return std::ranges::any_of(enrolments, [&](const auto& e) { return scope.contains({}, e.study); });
}

std::vector<domain::Participant> lock_person(database::WriteTransaction& tx, ParticipantId id) {
  const auto found = database::find_participant(tx, id);
  if (!found) throw Refused(ErrorCode::not_found);
  const ParticipantId root = found->merged_into ? found->merged_into : id;
  std::vector<ParticipantId> ids = database::doubles_of(tx, root);
  ids.push_back(root);
  std::vector<domain::Participant> person = database::lock_participants(tx, ids);
  // A merge may have come between the read and the lock: then these are no longer all, and the asker tries again.
  const bool whole = database::doubles_of(tx, root).size() + 1 == person.size() && !main_record(person).merged_into;
  if (!whole) throw Refused(ErrorCode::busy_try_again);
  return person;
}

const domain::Participant& main_record(const std::vector<domain::Participant>& person) {
  const auto main = std::ranges::find_if(person, [](const domain::Participant& p) { return !p.merged_into; });
  FROSTKEEP_INVARIANT(!person.empty());
  return main == person.end() ? person.front() : *main;
}

}  // namespace frostkeep::services
