#pragma once
/// SQL for the entries of several streams that tell one story.

#include <span>
#include <vector>

#include "database/ledger_records.hpp"

namespace frostkeep::database {

/// Entries of a participant and of the enrolments, strata, consents, withdrawals and visits of theirs, in order of
/// entry id from `after` (exclusive). Of enrolments, consents and visits only those of the given studies: one
/// statement.
std::vector<StoredEntry> entries_about(const ReadTransaction& tx, domain::ParticipantId participant,
                                       std::span<const domain::StudyId> studies, domain::EntryId after,
                                       std::uint32_t limit);

}  // namespace frostkeep::database
