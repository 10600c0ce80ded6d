#pragma once
/// SQL for what ties tubes together: parents, donors and codes that change hands. Each function writes a derived table
/// and gives the change that the caller puts into the tube's entry of the same transaction.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "database/sample_records.hpp"

namespace frostkeep::database {

using DonorsOfSamples = std::map<domain::SampleId, std::vector<domain::ParticipantId>>;
/// Donors of several tubes, each list ascending; a tube without donors has an empty one.
DonorsOfSamples donors_of(const ReadTransaction& tx, std::span<const domain::SampleId> ids);

/// A tube's parent, as sample_parent has it.
struct ParentLink {
  domain::SampleId sample;
  domain::SampleId parent;
};
/// All links below a tube: its children, their children and so on. One statement a generation (and 1,000 tubes).
std::vector<ParentLink> links_below(const ReadTransaction& tx, domain::SampleId id);
/// All parents of these tubes.
std::vector<ParentLink> parent_links(const ReadTransaction& tx, std::span<const domain::SampleId> ids);

/// Replaces a tube's donors; gives what its entry tells.
std::vector<domain::FieldChange> change_donors(WriteTransaction& tx, domain::SampleId id,
                                               const std::vector<domain::ParticipantId>& before,
                                               const std::vector<domain::ParticipantId>& after);

/// Which tubes the codes name: several for a code that several issuers gave, none for one that names no tube.
struct CodedTube {
  std::string code;
  domain::SampleId id;
};
std::vector<CodedTube> tubes_by_code(const ReadTransaction& tx, std::span<const std::string> codes);
/// Codes of a tube with their issuers.
std::vector<NewScanCode> scan_codes_of(const ReadTransaction& tx, domain::SampleId id);
/// All codes of the one name the other from now on.
void exchange_codes(WriteTransaction& tx, domain::SampleId one, domain::SampleId other);

/// Someone who leaves a cell for good or for another one.
struct Leaving {
  std::uint64_t occupant = 0;
  PlaceRef place;
  std::uint64_t closed_by = 0;  ///< the entry that says so
  base::Timestamp to;
};
/// Many occupancies deleted and their stays closed, each on condition that it is still the stay told: two statements a
/// batch. Refused(version_stale).
void stand_up(WriteTransaction& tx, std::span<const Leaving> leaving);

}  // namespace frostkeep::database
