#include "database/sample_records.hpp"

#include "base/bytes.hpp"
#include "database/batch.hpp"
#include "database/container_records.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::database {
namespace {

#define SAMPLE_COLUMNS                                                                                           \
  "s.id, s.version, s.head_hash, s.study_id, s.owner_site_id, s.event_id, s.kind, s.material, s.state, s.code, " \
  "s.tube, s.role, s.volume_nl, s.mass_pg, s.cells, s.amount_text, s.amount_unit, s.concentration_pg_per_ul, "   \
  "s.thaw_count, s.collected_at, s.received_at, s.frozen_at, s.sprec, s.sprec_version, s.mark, "         \
  "s.spun_at, s.spin_ended_at, s.kept_mdeg_c"
#define OCCUPANCY_COLUMNS ", o.kind, o.container_id, o.position, o.stay_id, oc.code, oc.type_id "
#define WITH_OCCUPANCY "left join occupancy o on o.occupant_id = s.id left join container oc on oc.id = o.container_id "
#define CONTAINER_COLUMNS                                                                                           \
  "c.id, c.version, c.site_id, c.code, c.name, c.state, c.purpose, c.materials, c.study_id, c.temperature_mdeg_c, " \
  "t.id as tid, t.code as tcode, t.name_zh, t.name_en, t.rank_number, t.grid_rows, t.grid_columns, t.row_labels, "  \
  "t.column_labels, t.fill_order, t.holds, t.materials as tmaterials, t.temperature_mdeg_c as ttemperature"

// `for update` locks what its own level reads (the code and the tube); the parts in brackets are locked as they say
// themselves: the container shared, the occupancies not at all, since their keys decide.
constexpr std::string_view kLockForPlacement =
    "select " SAMPLE_COLUMNS
    ", o.kind, o.container_id, o.position, o.stay_id, o.code, o.type_id, x.kind, x.occupant_id, "
    "exists (select 1 from sample_donor sd join participant p on p.id = sd.participant_id "
    "where sd.sample_id = s.id and p.withdrawal >= 2), d.* "
    "from scan_code k join sample s on s.id = k.thing_id "
    "left join (select o.occupant_id, o.kind, o.container_id, o.position, o.stay_id, oc.code, oc.type_id "
    "from scan_code k2 join occupancy o on o.occupant_id = k2.thing_id join container oc on oc.id = o.container_id "
    "where k2.code = ?) o on o.occupant_id = s.id "
    "left join (select " CONTAINER_COLUMNS
    " from container c join container_type t on t.id = c.type_id where c.id = ? lock in share mode) d on true "
    "left join (select kind, occupant_id from occupancy where container_id = ? and position = ?) x on true "
    "where k.code = ? and k.thing_kind = 8 for update";

constexpr std::string_view kLock =
    "select " SAMPLE_COLUMNS
    ", o.kind, o.container_id, o.position, o.stay_id, o.code, o.type_id from sample s "
    "left join (select o.occupant_id, o.kind, o.container_id, o.position, o.stay_id, oc.code, oc.type_id "
    "from occupancy o join container oc on oc.id = o.container_id where o.occupant_id = ?) o on o.occupant_id = s.id "
    "where s.id = ? for update";
constexpr std::string_view kLockManyHead = "select " SAMPLE_COLUMNS " from sample s where s.id in ";
constexpr std::string_view kLockManyTail = " order by s.id for update";
constexpr std::string_view kPlacesHead =
    "select o.occupant_id, o.kind, o.container_id, o.position, o.stay_id, oc.code, oc.type_id from occupancy o "
    "join container oc on oc.id = o.container_id where o.occupant_id in ";
constexpr std::string_view kIdsByCodeHead = "select thing_id from scan_code where thing_kind = 8 and code in ";
constexpr std::string_view kFind =
    "select " SAMPLE_COLUMNS OCCUPANCY_COLUMNS "from sample s " WITH_OCCUPANCY "where s.id = ?";
constexpr std::string_view kParents =
    "select s.id, s.code, s.material, s.state, s.kind from sample_parent p join sample s on s.id = p.parent_id "
    "where p.sample_id = ? order by s.id";
constexpr std::string_view kChildren =
    "select s.id, s.code, s.material, s.state, s.kind from sample_parent p join sample s on s.id = p.sample_id "
    "where p.parent_id = ? order by s.id limit 1000";
constexpr std::string_view kDonors = "select participant_id from sample_donor where sample_id = ?";
constexpr std::string_view kParentHead = "insert into sample_parent (sample_id, parent_id) values ";
constexpr std::string_view kDonorHead = "insert into sample_donor (participant_id, sample_id) values ";

std::optional<std::int64_t> number_at(const Row& row, std::size_t column) {
  return row.optional_integer(column);
}

std::optional<base::Timestamp> time_at(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return row.time(column);
}

void read_occupancy(const Row& row, std::size_t at, LockedSample& locked) {
  if (row.is_null(at)) return;
  locked.occupancy =
      Occupancy{static_cast<domain::OccupantKind>(row.integer(at)),
                locked.sample.id.value,
                {row.id_as<domain::ContainerId>(at + 1), static_cast<int>(row.integer(at + 2)), row.id(at + 3)}};
  locked.container_code = row.text(at + 4);
  locked.container_type = row.id_as<domain::ContainerTypeId>(at + 5);
}

std::string id_bytes(std::uint64_t id) {
  base::ByteWriter w;
  w.u64(id);
  return w.take();
}

std::vector<Relative> relatives(const Rows& rows) {
  std::vector<Relative> relatives;
  for (const Row& row : rows) {
    relatives.push_back({row.id_as<domain::SampleId>(0), row.text(1), row.text(2),
                         static_cast<domain::SampleState>(row.integer(3)),
                         static_cast<domain::SampleKind>(row.integer(4))});
  }
  return relatives;
}

std::vector<std::pair<std::uint16_t, domain::FieldValue>> fields_of(const domain::Sample& s) {
  return {{SampleField::study, value_of(s.study)},
          {SampleField::owner_site, value_of(s.owner_site)},
          {SampleField::event, value_of(s.event)},
          {SampleField::kind, value_of(static_cast<int>(s.kind))},
          {SampleField::material, s.material},
          {SampleField::state, value_of(static_cast<int>(s.state))},
          {SampleField::code, s.code},
          {SampleField::tube, s.tube},
          {SampleField::role, s.role},
          {SampleField::volume, value_of(s.amount.volume_nl)},
          {SampleField::mass, value_of(s.amount.mass_pg)},
          {SampleField::cells, value_of(s.amount.cells)},
          {SampleField::amount_text, s.amount_text},
          {SampleField::amount_unit, s.amount_unit},
          {SampleField::concentration, value_of(s.concentration_pg_per_ul)},
          {SampleField::thaw_count, value_of(s.thaw_count)},
          {SampleField::collected_at, value_of(s.collected_at)},
          {SampleField::received_at, value_of(s.received_at)},
          {SampleField::frozen_at, value_of(s.frozen_at)},
          {SampleField::sprec, s.sprec},
          {SampleField::sprec_version, value_of(s.sprec_version)},
          {SampleField::mark, s.mark},
          {SampleField::spun_at, value_of(s.spun_at)},
          {SampleField::spin_ended_at, value_of(s.spin_ended_at)},
          {SampleField::kept, value_of(s.kept_mdeg_c)}};
}

std::vector<LockedSample> lock_many(WriteTransaction& tx, std::span<const Bind> ids) {
  std::vector<LockedSample> locked;
  if (ids.empty()) return locked;
  for (const Row& row : query_in(tx.connection(), kLockManyHead, kLockManyTail, ids)) {
    if (locked.empty() || locked.back().sample.id.value != row.id(0)) locked.push_back({sample_from(row, 0)});
  }
  for (const Row& row : query_in(tx.connection(), kPlacesHead, "", ids)) {
    for (LockedSample& sample : locked) {
      if (sample.sample.id.value != row.id(0)) continue;
      read_occupancy(row, 1, sample);
      break;
    }
  }
  return locked;
}

}  // namespace

const std::string_view kSampleColumns = SAMPLE_COLUMNS;

domain::Sample sample_from(const Row& row, std::size_t at) {
  domain::Sample s;
  s.id = row.id_as<domain::SampleId>(at);
  s.version = static_cast<std::uint32_t>(row.integer(at + 1));
  s.head_hash = row.digest(at + 2);
  s.study = row.id_as<domain::StudyId>(at + 3);
  s.owner_site = row.id_as<domain::SiteId>(at + 4);
  s.event = row.id_as<domain::EventId>(at + 5);
  s.kind = static_cast<domain::SampleKind>(row.integer(at + 6));
  s.material = row.text(at + 7);
  s.state = static_cast<domain::SampleState>(row.integer(at + 8));
  s.code = row.text(at + 9);
  s.tube = row.text(at + 10);
  s.role = row.text(at + 11);
  s.amount = {number_at(row, at + 12), number_at(row, at + 13), number_at(row, at + 14)};
  s.amount_text = row.text(at + 15);
  s.amount_unit = row.text(at + 16);
  s.concentration_pg_per_ul = number_at(row, at + 17);
  s.thaw_count = static_cast<int>(row.integer(at + 18));
  s.collected_at = time_at(row, at + 19);
  s.received_at = time_at(row, at + 20);
  s.frozen_at = time_at(row, at + 21);
  s.sprec = row.text(at + 22);
  s.sprec_version = static_cast<int>(row.integer(at + 23));
  s.mark = row.text(at + 24);
  s.spun_at = time_at(row, at + 25);
  s.spin_ended_at = time_at(row, at + 26);
  if (!row.is_null(at + 27)) s.kept_mdeg_c = static_cast<std::int32_t>(row.integer(at + 27));
  return s;
}

PlacementRead lock_for_placement(WriteTransaction& tx, const std::string& code, domain::ContainerId container,
                                 int position) {
  PlacementRead read;
  const Rows rows = tx.query(kLockForPlacement, code, container, container, position, code);
  read.ambiguous = rows.size() > 1;
  if (rows.size() != 1) return read;
  const Row& row = rows[0];
  read.sample = LockedSample{sample_from(row, 0)};
  read_occupancy(row, kSampleColumnCount, *read.sample);
  if (!row.is_null(kSampleColumnCount + 6)) {
    read.sitter_kind = static_cast<domain::OccupantKind>(row.integer(kSampleColumnCount + 6));
    read.sitter = row.id(kSampleColumnCount + 7);
  }
  read.consent_withdrawn = row.integer(kSampleColumnCount + 8) != 0;
  if (!row.is_null(kSampleColumnCount + 9)) read.container = container_from(row, kSampleColumnCount + 9);
  return read;
}

std::optional<LockedSample> lock_sample(WriteTransaction& tx, domain::SampleId id) {
  const Rows rows = tx.query(kLock, id, id);
  if (rows.empty()) return std::nullopt;
  LockedSample locked{sample_from(rows[0], 0)};
  read_occupancy(rows[0], kSampleColumnCount, locked);
  return locked;
}

std::vector<LockedSample> lock_samples_by_code(WriteTransaction& tx, std::span<const std::string> codes) {
  std::vector<Bind> binds(codes.begin(), codes.end());
  std::vector<Bind> ids;
  if (binds.empty()) return {};
  for (const Row& row : query_in(tx.connection(), kIdsByCodeHead, "", binds)) ids.emplace_back(row.id(0));
  return lock_many(tx, ids);
}

std::vector<LockedSample> lock_samples(WriteTransaction& tx, std::span<const domain::SampleId> ids) {
  const std::vector<Bind> binds(ids.begin(), ids.end());
  return lock_many(tx, binds);
}

std::optional<LockedSample> find_sample(const ReadTransaction& tx, domain::SampleId id) {
  const Rows rows = tx.query(kFind, id);
  if (rows.empty()) return std::nullopt;
  LockedSample found{sample_from(rows[0], 0)};
  read_occupancy(rows[0], kSampleColumnCount, found);
  return found;
}

std::vector<domain::FieldChange> changes_of(const domain::Sample& s) {
  Changes changes;
  for (auto& [field, value] : fields_of(s)) changes.set(field, std::move(value));
  return changes.take();
}

std::vector<domain::FieldChange> changes_between(const domain::Sample& before, const domain::Sample& after) {
  auto was = fields_of(before);
  auto is = fields_of(after);
  Changes changes;
  for (std::size_t i = 0; i < was.size(); ++i) {
    changes.change(was[i].first, std::move(was[i].second), std::move(is[i].second));
  }
  return changes.take();
}

std::vector<domain::FieldChange> first_changes(const NewSample& n) {
  std::vector<domain::FieldChange> changes = changes_of(n.sample);
  changes.push_back(code_change(n.sample.code, 0));
  for (const std::string& code : n.more_codes) changes.push_back(code_change(code, 0));
  if (n.place) changes.push_back(place_change(domain::kPlaceField, std::nullopt, n.place));
  for (const domain::SampleId parent : n.parents) {
    changes.push_back({domain::kParentField, {}, id_bytes(parent.value)});
  }
  for (const domain::ParticipantId donor : n.donors) {
    changes.push_back({domain::kDonorField, {}, id_bytes(donor.value)});
  }
  return changes;
}

void insert_codes_of(WriteTransaction& tx, std::span<const NewSample> samples) {
  std::vector<NewScanCode> codes;
  for (const NewSample& n : samples) {
    codes.push_back({n.sample.code, 0, domain::StreamKind::sample, n.sample.id.value});
    for (const std::string& code : n.more_codes) {
      codes.push_back({code, 0, domain::StreamKind::sample, n.sample.id.value});
    }
  }
  insert_scan_codes(tx, codes);
}

void insert_family_of(WriteTransaction& tx, std::span<const NewSample> samples) {
  std::vector<Bind> parents;
  std::vector<Bind> donors;
  for (const NewSample& n : samples) {
    for (const domain::SampleId parent : n.parents) parents.insert(parents.end(), {n.sample.id, parent});
    for (const domain::ParticipantId donor : n.donors) donors.insert(donors.end(), {donor, n.sample.id});
  }
  if (!parents.empty()) execute_batch(tx.connection(), kParentHead, "(?, ?)", ", ", "", parents, 2);
  if (!donors.empty()) execute_batch(tx.connection(), kDonorHead, "(?, ?)", ", ", "", donors, 2);
}

void insert_samples(WriteTransaction& tx, std::span<NewSample> samples, const EntryFacts& facts) {
  std::vector<NewThing> things;
  for (NewSample& n : samples) {
    if (n.entry_id == 0) n.entry_id = tx.next_id();
    things.push_back({n.sample.id.value, first_changes(n), n.entry_id});
  }
  insert_codes_of(tx, samples);
  insert_things(tx, kSamples, things, facts);
  insert_family_of(tx, samples);
}

std::vector<Relative> parents_of(const ReadTransaction& tx, domain::SampleId id) {
  return relatives(tx.query(kParents, id));
}

std::vector<Relative> children_of(const ReadTransaction& tx, domain::SampleId id) {
  return relatives(tx.query(kChildren, id));
}

std::vector<domain::ParticipantId> donors_of(const ReadTransaction& tx, domain::SampleId id) {
  std::vector<domain::ParticipantId> donors;
  for (const Row& row : tx.query(kDonors, id)) donors.push_back(row.id_as<domain::ParticipantId>(0));
  return donors;
}

}  // namespace frostkeep::database
