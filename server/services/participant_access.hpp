#pragma once
/// Which participants an asker may see, and how a person's records are held together.

#include <vector>

#include "database/participant_records.hpp"
#include "domain/policy.hpp"

namespace frostkeep::services {

/// The enrolments that the scope covers, oldest first. Refused(not_found) if none is: the person doesn't exist for
/// the asker.
std::vector<database::Enrolment> visible_enrolments(const database::ReadTransaction& tx, const domain::Scope& scope,
                                                    domain::ParticipantId id);
/// Whether the scope covers any enrolment.
bool is_visible(const database::ReadTransaction& tx, const domain::Scope& scope, domain::ParticipantId id);

/// All records of one person (the one to use and the doubles merged into it), locked in order of id. What is said of
/// one holds for all: a withdrawal must reach the tubes of each. Refused(not_found).
std::vector<domain::Participant> lock_person(database::WriteTransaction& tx, domain::ParticipantId id);
/// The one to use among a person's records.
const domain::Participant& main_record(const std::vector<domain::Participant>& person);

}  // namespace frostkeep::services
