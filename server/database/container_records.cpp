#include "database/container_records.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "database/thing_tables.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kTypes =
    "select id, code, name_zh, name_en, rank_number, grid_rows, grid_columns, row_labels, column_labels, fill_order, "
    "holds, materials, temperature_mdeg_c, retired, version from container_type order by rank_number, code";
constexpr std::string_view kLockType =
    "select id, code, name_zh, name_en, rank_number, grid_rows, grid_columns, row_labels, column_labels, fill_order, "
    "holds, materials, temperature_mdeg_c, retired, version, head_hash from container_type where id = ? for update";
constexpr std::string_view kTypeOfContainer = "select type_id from container where id = ?";
constexpr std::string_view kFind =
    "select c.id, c.version, c.site_id, c.code, c.name, c.state, c.purpose, c.materials, c.study_id, "
    "c.temperature_mdeg_c, t.id, t.code, t.name_zh, t.name_en, t.rank_number, t.grid_rows, t.grid_columns, "
    "t.row_labels, t.column_labels, t.fill_order, t.holds, t.materials, t.temperature_mdeg_c, c.head_hash "
    "from container c join container_type t on t.id = c.type_id where c.id = ?";
constexpr std::string_view kLock =
    "select c.id, c.version, c.site_id, c.code, c.name, c.state, c.purpose, c.materials, c.study_id, "
    "c.temperature_mdeg_c, t.id, t.code, t.name_zh, t.name_en, t.rank_number, t.grid_rows, t.grid_columns, "
    "t.row_labels, t.column_labels, t.fill_order, t.holds, t.materials, t.temperature_mdeg_c, c.head_hash "
    "from container c join container_type t on t.id = c.type_id where c.id = ? for update";

std::optional<std::int32_t> temperature_at(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<std::int32_t>(row.integer(column));
}

domain::ContainerType type_from(const Row& row, std::size_t at) {
  domain::ContainerType type;
  type.id = row.id_as<domain::ContainerTypeId>(at);
  type.code = row.text(at + 1);
  type.name_zh = row.text(at + 2);
  type.name_en = row.text(at + 3);
  type.rank = static_cast<int>(row.integer(at + 4));
  type.layout.rows = static_cast<int>(row.integer(at + 5));
  type.layout.columns = static_cast<int>(row.integer(at + 6));
  type.layout.row_scheme = domain::parse_axis_scheme(row.text(at + 7)).value_or(domain::AxisScheme::letters);
  type.layout.column_scheme = domain::parse_axis_scheme(row.text(at + 8)).value_or(domain::AxisScheme::numbers);
  type.layout.fill_order = domain::parse_fill_order(row.text(at + 9)).value_or(domain::FillOrder{});
  type.holds_samples = row.text(at + 10) == "samples";
  type.materials = domain::list_of(row.text(at + 11));
  type.temperature_mdeg_c = temperature_at(row, at + 12);
  return type;
}

/// With what stands behind the columns of type_from where a type is read for itself.
domain::ContainerType whole_type_from(const Row& row) {
  domain::ContainerType type = type_from(row, 0);
  type.retired = row.integer(13) != 0;
  type.version = static_cast<std::uint32_t>(row.integer(14));
  return type;
}

using FieldValues = std::vector<std::pair<std::uint16_t, domain::FieldValue>>;

FieldValues fields_of(const domain::ContainerType& type) {
  return {{ContainerTypeField::code, type.code},
          {ContainerTypeField::name_zh, type.name_zh},
          {ContainerTypeField::name_en, type.name_en},
          {ContainerTypeField::rank, value_of(type.rank)},
          {ContainerTypeField::rows, value_of(type.layout.rows)},
          {ContainerTypeField::columns, value_of(type.layout.columns)},
          {ContainerTypeField::row_labels, value_of(domain::to_text(type.layout.row_scheme))},
          {ContainerTypeField::column_labels, value_of(domain::to_text(type.layout.column_scheme))},
          {ContainerTypeField::fill_order, domain::to_text(type.layout.fill_order)},
          {ContainerTypeField::holds, value_of(std::string_view(type.holds_samples ? "samples" : "containers"))},
          {ContainerTypeField::materials, domain::joined_list(type.materials)},
          {ContainerTypeField::temperature, value_of(type.temperature_mdeg_c)},
          {ContainerTypeField::retired, value_of(type.retired)}};
}

FieldValues fields_of(const domain::Container& c) {
  return {{ContainerField::type, value_of(c.type.id)},
          {ContainerField::site, value_of(c.site)},
          {ContainerField::rank, value_of(c.type.rank)},
          {ContainerField::code, c.code},
          {ContainerField::name, c.name},
          {ContainerField::state, value_of(static_cast<int>(c.state))},
          {ContainerField::purpose, value_of(static_cast<int>(c.purpose))},
          {ContainerField::materials, domain::joined_list(c.materials)},
          {ContainerField::study, value_of(c.study)},
          {ContainerField::temperature, value_of(c.temperature_mdeg_c)}};
}

template <typename T>
std::vector<domain::FieldChange> first_fields(const T& thing) {
  Changes changes;
  for (auto& [field, value] : fields_of(thing)) changes.set(field, std::move(value));
  return changes.take();
}

template <typename T>
std::vector<domain::FieldChange> differences(const T& before, const T& after) {
  Changes changes;
  FieldValues was = fields_of(before);
  FieldValues is = fields_of(after);
  for (std::size_t i = 0; i < was.size(); ++i) {
    changes.change(was[i].first, std::move(was[i].second), std::move(is[i].second));
  }
  return changes.take();
}

}  // namespace

const std::string_view kContainerColumns =
    "c.id, c.version, c.site_id, c.code, c.name, c.state, c.purpose, c.materials, c.study_id, c.temperature_mdeg_c, "
    "t.id, t.code, t.name_zh, t.name_en, t.rank_number, t.grid_rows, t.grid_columns, t.row_labels, t.column_labels, "
    "t.fill_order, t.holds, t.materials, t.temperature_mdeg_c";

domain::Container container_from(const Row& row, std::size_t at) {
  domain::Container c;
  c.id = row.id_as<domain::ContainerId>(at);
  c.version = static_cast<std::uint32_t>(row.integer(at + 1));
  c.site = row.id_as<domain::SiteId>(at + 2);
  c.code = row.text(at + 3);
  c.name = row.text(at + 4);
  c.state = static_cast<domain::ContainerState>(row.integer(at + 5));
  c.purpose = static_cast<domain::ContainerPurpose>(row.integer(at + 6));
  c.materials = domain::list_of(row.text(at + 7));
  c.study = row.id_as<domain::StudyId>(at + 8);
  c.temperature_mdeg_c = temperature_at(row, at + 9);
  c.type = type_from(row, at + 10);
  return c;
}

std::vector<domain::ContainerType> read_container_types(const ReadTransaction& tx) {
  std::vector<domain::ContainerType> types;
  for (const Row& row : tx.query(kTypes)) types.push_back(whole_type_from(row));
  return types;
}

std::uint64_t insert_container_type(WriteTransaction& tx, const domain::ContainerType& type) {
  return insert_thing(tx, kContainerTypes, {type.id.value, first_fields(type)}, {domain::Happening::registered});
}

std::optional<LockedContainerType> lock_container_type(WriteTransaction& tx, domain::ContainerTypeId id) {
  const Rows rows = tx.query(kLockType, id);
  if (rows.empty()) return std::nullopt;
  LockedContainerType locked{whole_type_from(rows[0]), {}};
  locked.head = {id.value, locked.type.version, rows[0].digest(15)};
  return locked;
}

bool change_container_type(WriteTransaction& tx, const LockedContainerType& locked, const domain::ContainerType& after,
                           domain::Happening what) {
  std::vector<domain::FieldChange> changes = differences(locked.type, after);
  if (changes.empty()) return false;
  change_thing(tx, kContainerTypes, {locked.head, std::move(changes)}, {what});
  return true;
}

std::shared_ptr<const domain::ContainerType> TypeCache::get(const ReadTransaction& tx, domain::ContainerTypeId id) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = types_.find(id);
    if (found != types_.end()) return found->second;
  }
  std::vector<domain::ContainerType> types = read_container_types(tx);
  const std::lock_guard lock(mutex_);
  for (domain::ContainerType& type : types) {
    const auto type_id = type.id;
    types_[type_id] = std::make_shared<const domain::ContainerType>(std::move(type));
  }
  const auto found = types_.find(id);
  if (found == types_.end()) throw domain::Refused(domain::ErrorCode::not_found);
  return found->second;
}

std::shared_ptr<const domain::ContainerType> TypeCache::type_of_container(const ReadTransaction& tx,
                                                                          domain::ContainerId id) {
  domain::ContainerTypeId type;
  {
    const std::lock_guard lock(mutex_);
    const auto found = containers_.find(id);
    if (found != containers_.end()) type = found->second;
  }
  if (!type) {
    const Rows rows = tx.query(kTypeOfContainer, id);
    if (rows.empty()) return nullptr;
    type = rows[0].id_as<domain::ContainerTypeId>(0);
    const std::lock_guard lock(mutex_);
    // A freezer room has some ten thousand boxes; a million remembered ids would still be 64 MiB.
    if (containers_.size() > 1'000'000) containers_.clear();
    containers_[id] = type;
  }
  return get(tx, type);
}

void TypeCache::forget(domain::ContainerId id) {
  const std::lock_guard lock(mutex_);
  containers_.erase(id);
}

void TypeCache::forget_types() {
  const std::lock_guard lock(mutex_);
  types_.clear();
}

std::string TypeCache::label(const ReadTransaction& tx, domain::ContainerTypeId type, int position) {
  const auto found = get(tx, type);
  const auto cell = domain::position_of(found->layout, position);
  return cell ? domain::label_of(found->layout, *cell) : std::string();
}

std::vector<domain::PlaceStep> TypeCache::describe(const ReadTransaction& tx, const std::vector<PathStep>& path) {
  std::vector<domain::PlaceStep> steps;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto type = get(tx, path[i].type);
    const bool has_parent = i + 1 < path.size();
    steps.push_back({path[i].container, path[i].code,
                     has_parent ? label(tx, path[i + 1].type, path[i + 1].position) : std::string(), type->name_zh,
                     type->name_en});
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::optional<domain::Container> find_container(const ReadTransaction& tx, domain::ContainerId id) {
  const Rows rows = tx.query(kFind, id);
  if (rows.empty()) return std::nullopt;
  return container_from(rows[0], 0);
}

std::optional<LockedContainer> lock_container(WriteTransaction& tx, domain::ContainerId id) {
  const Rows rows = tx.query(kLock, id);
  if (rows.empty()) return std::nullopt;
  LockedContainer locked{container_from(rows[0], 0), {}};
  locked.head = {id.value, locked.container.version, rows[0].digest(23)};
  return locked;
}

std::vector<domain::FieldChange> changes_of(const domain::Container& c) { return first_fields(c); }

std::vector<domain::FieldChange> changes_between(const domain::Container& before, const domain::Container& after) {
  return differences(before, after);
}

void insert_containers(WriteTransaction& tx, std::span<const domain::Container> containers,
                       std::span<const std::vector<domain::FieldChange>> extra,
                       std::span<const std::uint64_t> entry_ids) {
  FROSTKEEP_INVARIANT(extra.size() == containers.size() && entry_ids.size() == containers.size());
  std::vector<NewScanCode> codes;
  std::vector<NewThing> things;
  for (std::size_t i = 0; i < containers.size(); ++i) {
    const domain::Container& c = containers[i];
    codes.push_back({c.code, 0, domain::StreamKind::container, c.id.value});
    NewThing thing{c.id.value, changes_of(c), entry_ids[i]};
    thing.changes.push_back(code_change(c.code, 0));
    thing.changes.insert(thing.changes.end(), extra[i].begin(), extra[i].end());
    things.push_back(std::move(thing));
  }
  insert_scan_codes(tx, codes);
  insert_things(tx, kContainers, things, {domain::Happening::registered});
}

}  // namespace frostkeep::database
