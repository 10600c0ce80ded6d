#pragma once
/// SQL that turns what stands in a grid or a file into ids, many at once.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "database/transaction.hpp"

namespace frostkeep::database {

struct EnrolledCode {
  std::string study_code;
  domain::EnrolmentId enrolment;
  domain::ParticipantId participant;
};
/// The participants of a study by their study codes; those that aren't enrolled are left out.
std::vector<EnrolledCode> find_enrolled(const ReadTransaction& tx, domain::StudyId study,
                                        std::span<const std::string> study_codes);

/// The visits of enrolments: (enrolment, event code) → id.
std::map<std::pair<domain::EnrolmentId, std::string>, domain::EventId> find_events(
    const ReadTransaction& tx, std::span<const domain::EnrolmentId> enrolments);

}  // namespace frostkeep::database
