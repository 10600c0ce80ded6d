#include "services/container_service.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "database/container_tree_records.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::services {
namespace {

using database::CellBlock;
using database::LockedContainer;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ContainerState;
using domain::ErrorCode;
using domain::Happening;
using domain::OccupantKind;
using domain::Refused;
using domain::Violation;

constexpr std::size_t kMaxName = 100;

LockedContainer lock_own(WriteTransaction& tx, const Asked& asked, domain::ContainerId id) {
  auto locked = database::lock_container(tx, id);
  if (!locked || !asked.scope.contains_site(locked->container.site)) throw Refused(ErrorCode::not_found);
  if (locked->container.state == ContainerState::retired) {
    throw Refused(ErrorCode::container_retired, {{"container", locked->container.code}});
  }
  return std::move(*locked);
}

void need_reason(const Asked& asked) {
  if (base::trim(asked.context.reason).empty()) throw Refused(ErrorCode::reason_missing, {{"field", "reason"}});
}

std::vector<Violation> apply(const ReadTransaction& tx, const ContainerEdit& edit, domain::Container& c) {
  std::vector<Violation> wrong;
  if (edit.name && base::length_in_characters(*edit.name) > kMaxName) {
    wrong.push_back({ErrorCode::field_too_long, {{"field", "name"}, {"limit", std::to_string(kMaxName)}}});
  }
  if (edit.materials) wrong = domain::unknown_materials(*edit.materials);
  if (edit.study && *edit.study && !database::find_study(tx, **edit.study)) {
    wrong.push_back({ErrorCode::field_malformed, {{"field", "study_id"}}});
  }
  if (edit.state == ContainerState::retired) wrong.push_back({ErrorCode::field_malformed, {{"field", "state"}}});
  c.name = edit.name.value_or(c.name);
  c.state = edit.state.value_or(c.state);
  c.purpose = edit.purpose.value_or(c.purpose);
  c.materials = edit.materials.value_or(c.materials);
  if (edit.study) c.study = edit.study->value_or(domain::StudyId{});
  c.temperature_mdeg_c = edit.temperature_mdeg_c.value_or(c.temperature_mdeg_c);
  return wrong;
}

/// Cells that were read from text, each once.
std::vector<int> read_cells_of(const domain::Container& c, const std::vector<std::string>& positions) {
  std::vector<int> cells;
  std::vector<Violation> wrong;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const std::map<std::string, std::string> where = {{"pointer", "/positions/" + std::to_string(i)},
                                                      {"row", std::to_string(i + 1)}};
    auto parsed = domain::parse_position(c.type.layout, positions[i]);
    for (Violation& violation : parsed.violations) {
      violation.values.insert(where.begin(), where.end());
      wrong.push_back(std::move(violation));
    }
    if (!parsed) continue;
    const int cell = domain::index_of(c.type.layout, *parsed);
    if (std::ranges::find(cells, cell) != cells.end()) {
      Violation twice{ErrorCode::duplicate_in_request, {{"code", positions[i]}}};
      twice.values.insert(where.begin(), where.end());
      wrong.push_back(std::move(twice));
    }
    cells.push_back(cell);
  }
  if (positions.empty()) wrong.push_back({ErrorCode::field_missing, {{"field", "positions"}}});
  if (!wrong.empty()) throw Refused(std::move(wrong));
  return cells;
}

std::map<int, database::OccupiedCell> taken_cells(const ReadTransaction& tx, domain::ContainerId id) {
  std::map<int, database::OccupiedCell> taken;
  for (database::OccupiedCell& cell : database::read_cells(tx, id)) taken[cell.position] = std::move(cell);
  return taken;
}

std::string label(const domain::Container& c, int cell) {
  return domain::label_of(c.type.layout, *domain::position_of(c.type.layout, cell));
}

/// Tells the blocks (or their ends) in one entry of the container.
BlockView told(WriteTransaction& tx, const Asked& asked, const LockedContainer& locked,
               const std::vector<CellBlock>& blocks, bool begins, std::uint64_t entry) {
  std::vector<domain::FieldChange> changes;
  BlockView view{locked.container, {}, begins, asked.context.reason};
  for (const CellBlock& block : blocks) {
    changes.push_back(database::block_change(block, begins));
    view.positions.push_back(label(locked.container, block.position));
  }
  database::change_thing(tx, database::kContainers, {locked.head, std::move(changes), entry},
                         {begins ? Happening::blocked : Happening::unblocked});
  ++view.container.version;
  return view;
}

}  // namespace

ContainerView ContainerService::view(const domain::Scope& scope, domain::ContainerId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    ContainerView view;
    auto container = database::find_container(tx, id);
    if (!container || !scope.contains_site(container->site)) throw Refused(ErrorCode::not_found);
    view.container = std::move(*container);
    view.site = database::find_site(tx, view.container.site);
    view.cells = database::read_cells(tx, id);
    const auto path = database::read_path(tx, id.value);
    view.path = house_.types.describe(tx, path);
    if (!path.empty()) view.position = house_.types.label(tx, path.front().type, path.front().position);
    const domain::ContainerLayout& layout = view.container.type.layout;
    if (layout.has_grid()) {
      std::set<int> taken;
      for (const database::OccupiedCell& cell : view.cells) taken.insert(cell.position);
      const auto next = domain::next_position(layout, taken);
      if (next) view.next_position = domain::label_of(layout, *next);
    }
    return view;
  });
}

BuildView ContainerService::build(const Asked& asked, const BuildOrder& order) {
  if (!order.site || !asked.scope.contains_site(order.site)) throw Refused(ErrorCode::not_found);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    if (!database::find_site(tx, order.site)) throw Refused(ErrorCode::not_found);
    const std::vector<BuiltContainer> built = build_containers(tx, house_, order);
    BuildView view;
    view.total = static_cast<int>(built.size());
    for (const BuiltContainer& one : built) {
      const auto same = [&](const BuildView::OfType& line) { return line.type.id == one.container.type.id; };
      auto line = std::ranges::find_if(view.types, same);
      if (line == view.types.end()) line = view.types.insert(line, {one.container.type, 0});
      ++line->count;
      const bool outermost = !one.place || one.place->container == order.parent;
      if (!outermost) continue;
      view.outermost.push_back(one.container);
      const auto parent = order.parent ? house_.types.type_of_container(tx, order.parent) : nullptr;
      view.positions.push_back(parent ? house_.types.label(tx, parent->id, one.place->position) : std::string());
    }
    return view;
  });
}

domain::Container ContainerService::edit(const Asked& asked, domain::ContainerId id, std::uint32_t version,
                                         const ContainerEdit& edit) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedContainer locked = lock_own(tx, asked, id);
    if (locked.head.version != version) throw Refused(ErrorCode::version_stale);
    domain::Container after = locked.container;
    std::vector<Violation> wrong = apply(tx, edit, after);
    if (!wrong.empty()) throw Refused(std::move(wrong));
    std::vector<domain::FieldChange> changes = database::changes_between(locked.container, after);
    if (changes.empty()) return after;
    database::change_thing(tx, database::kContainers, {locked.head, std::move(changes)}, {Happening::edited});
    ++after.version;
    return after;
  });
}

domain::Container ContainerService::retire(const Asked& asked, domain::ContainerId id) {
  need_reason(asked);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedContainer locked = lock_own(tx, asked, id);
    const auto counted = database::count_cells(tx, std::span(&id, 1));
    const auto counts = counted.find(id);
    const std::int64_t inside = counts == counted.end() ? 0 : counts->second.filled + counts->second.held;
    if (inside > 0) {
      throw Refused(ErrorCode::container_not_empty,
                    {{"container", locked.container.code}, {"count", std::to_string(inside)}});
    }
    domain::Container after = locked.container;
    after.state = ContainerState::retired;
    std::vector<domain::FieldChange> changes = database::changes_between(locked.container, after);
    const std::uint64_t entry = tx.next_id();
    if (const auto at = database::find_occupancy(tx, id.value)) {
      database::stand_up(tx, id.value, at->place, entry, tx.now());
      changes.push_back(database::place_change(domain::kPlaceField, at->place, std::nullopt));
    }
    database::change_thing(tx, database::kContainers, {locked.head, std::move(changes), entry}, {Happening::retired});
    ++after.version;
    return after;
  });
}

BlockView ContainerService::block(const Asked& asked, const BlockOrder& order) {
  need_reason(asked);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedContainer locked = lock_own(tx, asked, order.container);
    const domain::Container& c = locked.container;
    const auto taken = taken_cells(tx, c.id);
    std::vector<CellBlock> blocks;
    std::vector<Violation> wrong;
    for (const int cell : read_cells_of(c, order.positions)) {
      const auto sitter = taken.find(cell);
      blocks.push_back({cell, tx.next_id()});
      if (sitter == taken.end()) continue;
      const bool blocked = sitter->second.kind == OccupantKind::block;
      wrong.push_back({blocked ? ErrorCode::position_blocked : ErrorCode::position_occupied,
                       {{"position", label(c, cell)},
                        {"container", c.code},
                        {"occupant", sitter->second.code},
                        {"reason", sitter->second.reason}}});
    }
    if (!wrong.empty()) throw Refused(std::move(wrong));
    const std::uint64_t entry = tx.next_id();
    database::insert_blocks(tx, c, blocks, entry);
    return told(tx, asked, locked, blocks, true, entry);
  });
}

BlockView ContainerService::release(const Asked& asked, const BlockOrder& order) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedContainer locked = lock_own(tx, asked, order.container);
    const domain::Container& c = locked.container;
    const auto taken = taken_cells(tx, c.id);
    std::vector<CellBlock> blocks;
    std::vector<Violation> wrong;
    for (const int cell : read_cells_of(c, order.positions)) {
      const auto sitter = taken.find(cell);
      if (sitter != taken.end() && sitter->second.kind == OccupantKind::block) {
        blocks.push_back({cell, sitter->second.id});
      } else {
        wrong.push_back({ErrorCode::position_not_blocked, {{"position", label(c, cell)}, {"container", c.code}}});
      }
    }
    if (!wrong.empty()) throw Refused(std::move(wrong));
    database::delete_blocks(tx, c.id, blocks);
    return told(tx, asked, locked, blocks, false, tx.next_id());
  });
}

std::vector<domain::ContainerType> ContainerTypeService::list() const {
  return house_.database.read([](const ReadTransaction& tx) { return database::read_container_types(tx); });
}

domain::ContainerType ContainerTypeService::read(domain::ContainerTypeId id) const {
  for (domain::ContainerType& type : list()) {
    if (type.id == id) return std::move(type);
  }
  throw Refused(ErrorCode::not_found);
}

domain::ContainerType ContainerTypeService::add(const Asked& asked, domain::ContainerType type) {
  std::vector<Violation> wrong = domain::violations_of(type);
  if (!wrong.empty()) throw Refused(std::move(wrong));
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    domain::ContainerType made = type;
    made.id = domain::ContainerTypeId{tx.next_id()};
    made.version = 1;
    database::insert_container_type(tx, made);
    return made;
  });
}

domain::ContainerType ContainerTypeService::edit(const Asked& asked, domain::ContainerTypeId id, std::uint32_t version,
                                                 const Edit& edit) {
  auto edited = house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto locked = database::lock_container_type(tx, id);
    if (!locked) throw Refused(ErrorCode::not_found);
    if (locked->head.version != version) throw Refused(ErrorCode::version_stale);
    domain::ContainerType after = locked->type;
    after.name_zh = edit.name_zh.value_or(after.name_zh);
    after.name_en = edit.name_en.value_or(after.name_en);
    after.layout.fill_order = edit.fill_order.value_or(after.layout.fill_order);
    after.materials = edit.materials.value_or(after.materials);
    after.temperature_mdeg_c = edit.temperature_mdeg_c.value_or(after.temperature_mdeg_c);
    after.retired = edit.retired.value_or(after.retired);
    std::vector<Violation> wrong = domain::violations_of(after);
    if (!wrong.empty()) throw Refused(std::move(wrong));
    const bool ends = after.retired && !locked->type.retired;
    if (database::change_container_type(tx, *locked, after, ends ? Happening::retired : Happening::edited)) {
      ++after.version;
    }
    return after;
  });
  house_.types.forget_types();
  return edited;
}

}  // namespace frostkeep::services
