#pragma once
/// SQL that finds what the rows of an import name, many at once.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "database/transaction.hpp"

namespace frostkeep::database {

/// Holds off everybody who registers one of these blind indexes until this transaction ends (guard_identity for many):
/// locked in ascending order.
void guard_identities(WriteTransaction& tx, std::vector<std::string> values);

/// Who has one of these resident IDs.
struct RegisteredId {
  std::string index;
  domain::ParticipantId participant;
  std::string study_code;  ///< in the study that is asked for; empty if the person isn't in it
};
std::vector<RegisteredId> with_resident_ids(const ReadTransaction& tx, domain::StudyId study,
                                            std::span<const std::string> indexes);

/// The containers that bear these codes.
std::map<std::string, domain::ContainerId> containers_by_code(const ReadTransaction& tx,
                                                              std::span<const std::string> codes);

}  // namespace frostkeep::database
