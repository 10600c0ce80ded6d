#include "database/import_lookup_records.hpp"

#include <algorithm>

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

// The no-op update takes the row's lock whether it was there or not.
constexpr std::string_view kGuardHead = "insert into identity_guard (index_value) values ";
constexpr std::string_view kGuardTail = " on duplicate key update index_value = index_value";
// The study's id stands in it as a literal integer: the list behind it is all that a fixed-width query binds.
constexpr std::string_view kIdsHead =
    "select i.resident_id_index, i.id, e.study_code from participant_identity i left join enrolment e on "
    "e.participant_id = i.id and e.study_id = ";
constexpr std::string_view kIdsTail = " where i.resident_id_index in ";
constexpr std::string_view kContainersHead =
    "select k.code, k.thing_id from scan_code k where k.thing_kind = 7 and k.code in ";

}  // namespace

void guard_identities(WriteTransaction& tx, std::vector<std::string> values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const std::vector<Bind> binds(values.begin(), values.end());
  execute_batch(tx.connection(), kGuardHead, "(?)", ", ", kGuardTail, binds, 1);
}

std::vector<RegisteredId> with_resident_ids(const ReadTransaction& tx, domain::StudyId study,
                                            std::span<const std::string> indexes) {
  const std::vector<Bind> binds(indexes.begin(), indexes.end());
  const std::string head = std::string(kIdsHead) + study.text() + std::string(kIdsTail);
  std::vector<RegisteredId> found;
  for (const Row& row : query_in(tx.connection(), head, "", binds)) {
    found.push_back({row.text(0), row.id_as<domain::ParticipantId>(1), row.is_null(2) ? std::string() : row.text(2)});
  }
  return found;
}

std::map<std::string, domain::ContainerId> containers_by_code(const ReadTransaction& tx,
                                                              std::span<const std::string> codes) {
  const std::vector<Bind> binds(codes.begin(), codes.end());
  std::map<std::string, domain::ContainerId> found;
  for (const Row& row : query_in(tx.connection(), kContainersHead, "", binds)) {
    found[row.text(0)] = row.id_as<domain::ContainerId>(1);
  }
  return found;
}

}  // namespace frostkeep::database
