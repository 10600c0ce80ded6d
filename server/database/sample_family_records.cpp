#include "database/sample_family_records.hpp"

#include <algorithm>
#include <set>

#include "base/bytes.hpp"
#include "database/batch.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

using domain::ParticipantId;
using domain::SampleId;

constexpr std::string_view kDonorsHead = "select sample_id, participant_id from sample_donor where sample_id in ";
constexpr std::string_view kDonorsTail = " order by sample_id, participant_id";
constexpr std::string_view kChildrenHead = "select sample_id, parent_id from sample_parent where parent_id in ";
constexpr std::string_view kParentsHead = "select sample_id, parent_id from sample_parent where sample_id in ";
constexpr std::string_view kForgetDonor = "delete from sample_donor where sample_id = ? and participant_id = ?";
constexpr std::string_view kAddDonor = "insert into sample_donor (participant_id, sample_id) values (?, ?)";
constexpr std::string_view kCodes = "select code, issuer from scan_code where thing_id = ? order by issuer, code";
constexpr std::string_view kTubesHead = "select code, thing_id from scan_code where thing_kind = 8 and code in ";
constexpr std::string_view kExchange =
    "update scan_code set thing_id = case thing_id when ? then ? else ? end where thing_id in (?, ?)";
constexpr std::string_view kLeaveHead = "delete o from occupancy o join (";
constexpr std::string_view kLeaveRow = "select ? as occupant_id, ? as stay_id";
constexpr std::string_view kLeaveTail =
    ") d on o.occupant_id = d.occupant_id where o.stay_id = d.stay_id and o.kind in (1, 2)";
constexpr std::string_view kCloseHead = "update stay t join (";
constexpr std::string_view kCloseRow = "select ? as id, ? as to_time, ? as closed_by";
constexpr std::string_view kCloseTail =
    ") d on t.id = d.id set t.to_time = d.to_time, t.closed_by = d.closed_by where t.closed_by is null";

std::string id_bytes(std::uint64_t id) {
  base::ByteWriter w;
  w.u64(id);
  return w.take();
}

std::vector<ParentLink> links(const Rows& rows) {
  std::vector<ParentLink> found;
  for (const Row& row : rows) found.push_back({row.id_as<SampleId>(0), row.id_as<SampleId>(1)});
  return found;
}

void must_be(std::uint64_t changed, std::size_t expected) {
  if (changed != expected) throw domain::Refused(domain::ErrorCode::version_stale);
}

}  // namespace

DonorsOfSamples donors_of(const ReadTransaction& tx, std::span<const SampleId> ids) {
  DonorsOfSamples donors;
  for (const SampleId id : ids) donors[id];
  const std::vector<Bind> binds(ids.begin(), ids.end());
  for (const Row& row : query_in(tx.connection(), kDonorsHead, kDonorsTail, binds)) {
    donors[row.id_as<SampleId>(0)].push_back(row.id_as<ParticipantId>(1));
  }
  return donors;
}

std::vector<ParentLink> links_below(const ReadTransaction& tx, SampleId id) {
  std::vector<ParentLink> all;
  std::set<SampleId> seen = {id};
  std::vector<SampleId> generation = {id};
  while (!generation.empty()) {
    const std::vector<Bind> binds(generation.begin(), generation.end());
    const std::vector<ParentLink> found = links(query_in(tx.connection(), kChildrenHead, "", binds));
    generation.clear();
    for (const ParentLink& link : found) {
      if (seen.insert(link.sample).second) generation.push_back(link.sample);
    }
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

std::vector<ParentLink> parent_links(const ReadTransaction& tx, std::span<const SampleId> ids) {
  const std::vector<Bind> binds(ids.begin(), ids.end());
  return links(query_in(tx.connection(), kParentsHead, "", binds));
}

std::vector<domain::FieldChange> change_donors(WriteTransaction& tx, SampleId id,
                                               const std::vector<ParticipantId>& before,
                                               const std::vector<ParticipantId>& after) {
  std::vector<domain::FieldChange> changes;
  for (const ParticipantId gone : before) {
    if (std::ranges::find(after, gone) != after.end()) continue;
    must_be(tx.execute(kForgetDonor, id, gone), 1);
    changes.push_back({domain::kDonorField, id_bytes(gone.value), {}});
  }
  for (const ParticipantId come : after) {
    if (std::ranges::find(before, come) != before.end()) continue;
    tx.execute(kAddDonor, come, id);
    changes.push_back({domain::kDonorField, {}, id_bytes(come.value)});
  }
  return changes;
}

std::vector<CodedTube> tubes_by_code(const ReadTransaction& tx, std::span<const std::string> codes) {
  const std::vector<Bind> binds(codes.begin(), codes.end());
  std::vector<CodedTube> found;
  for (const Row& row : query_in(tx.connection(), kTubesHead, "", binds)) {
    found.push_back({row.text(0), row.id_as<SampleId>(1)});
  }
  return found;
}

std::vector<NewScanCode> scan_codes_of(const ReadTransaction& tx, SampleId id) {
  std::vector<NewScanCode> codes;
  for (const Row& row : tx.query(kCodes, id)) {
    codes.push_back({row.text(0), row.id(1), domain::StreamKind::sample, id.value});
  }
  return codes;
}

void exchange_codes(WriteTransaction& tx, SampleId one, SampleId other) {
  tx.execute(kExchange, one, other, one, one, other);
}

void stand_up(WriteTransaction& tx, std::span<const Leaving> leaving) {
  if (leaving.empty()) return;
  std::vector<Bind> cells;
  std::vector<Bind> stays;
  for (const Leaving& l : leaving) {
    cells.insert(cells.end(), {l.occupant, l.place.stay});
    stays.insert(stays.end(), {l.place.stay, l.to, l.closed_by});
  }
  must_be(execute_batch(tx.connection(), kLeaveHead, kLeaveRow, " union all ", kLeaveTail, cells, 2), leaving.size());
  must_be(execute_batch(tx.connection(), kCloseHead, kCloseRow, " union all ", kCloseTail, stays, 3), leaving.size());
}

}  // namespace frostkeep::database
