#pragma once
/// SQL for samples.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/occupancy_records.hpp"
#include "database/scan_code_records.hpp"
#include "database/things.hpp"
#include "domain/sample.hpp"

namespace frostkeep::database {

/// A sample under lock with where it is.
struct LockedSample {
  domain::Sample sample;
  std::optional<Occupancy> occupancy = {};
  std::string container_code = {};
  domain::ContainerTypeId container_type = {};

  Head head() const { return {sample.id.value, sample.version, sample.head_hash}; }
};

/// What one placement needs, in one statement: the tube by its code (locked for update), where it is, the container
/// (locked shared, so that scanners don't queue) and who sits in the cell.
struct PlacementRead {
  std::optional<LockedSample> sample;
  bool ambiguous = false;  ///< two issuers' tubes bear the code
  std::optional<domain::Container> container;
  domain::OccupantKind sitter_kind = domain::OccupantKind::sample;
  std::uint64_t sitter = 0;  ///< 0: the cell is free
  bool consent_withdrawn = false;  ///< a donor wants no use, or destruction
};
PlacementRead lock_for_placement(WriteTransaction& tx, const std::string& code, domain::ContainerId container,
                                 int position);

std::optional<LockedSample> lock_sample(WriteTransaction& tx, domain::SampleId id);
/// Several at once, by code, each locked; in order of id.
std::vector<LockedSample> lock_samples_by_code(WriteTransaction& tx, std::span<const std::string> codes);
std::vector<LockedSample> lock_samples(WriteTransaction& tx, std::span<const domain::SampleId> ids);

std::optional<LockedSample> find_sample(const ReadTransaction& tx, domain::SampleId id);

/// A sample to be made, with the derived rows that its first entry tells.
struct NewSample {
  domain::Sample sample;
  std::vector<std::string> more_codes = {};
  std::vector<domain::SampleId> parents = {};
  std::vector<domain::ParticipantId> donors = {};
  std::optional<PlaceRef> place = {};  ///< its stay is entry_id; the caller sits it down
  std::uint64_t entry_id = 0;
};
/// Codes, rows, parents, donors and first entries, table by table. The samples' ids are set.
void insert_samples(WriteTransaction& tx, std::span<NewSample> samples, const EntryFacts& facts);

/// What the first entry of a new sample tells: fields, codes, place, parents, donors.
std::vector<domain::FieldChange> first_changes(const NewSample& sample);
/// The codes of new samples, and then their parents and donors: the derived rows that their first entries tell.
void insert_codes_of(WriteTransaction& tx, std::span<const NewSample> samples);
void insert_family_of(WriteTransaction& tx, std::span<const NewSample> samples);

/// The fields of a sample as its first entry tells them.
std::vector<domain::FieldChange> changes_of(const domain::Sample& sample);
/// What differs between two states of one sample's row.
std::vector<domain::FieldChange> changes_between(const domain::Sample& before, const domain::Sample& after);

/// The columns that `sample_from` reads, of `sample s`.
extern const std::string_view kSampleColumns;
constexpr std::size_t kSampleColumnCount = 28;
domain::Sample sample_from(const Row& row, std::size_t first_column);

struct Relative {
  domain::SampleId id;
  std::string code;
  std::string material;
  domain::SampleState state;
  domain::SampleKind kind;
};
std::vector<Relative> parents_of(const ReadTransaction& tx, domain::SampleId id);
std::vector<Relative> children_of(const ReadTransaction& tx, domain::SampleId id);
std::vector<domain::ParticipantId> donors_of(const ReadTransaction& tx, domain::SampleId id);

}  // namespace frostkeep::database
