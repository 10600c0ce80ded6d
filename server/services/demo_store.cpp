#include "services/demo_store.hpp"

#include "base/invariant.hpp"
#include "database/container_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"
#include "domain/placement_rules.hpp"

namespace frostkeep::services {
namespace {

using domain::Happening;

constexpr std::string_view kPrefixes[] = {"RM", "FZ", "SH", "RK", "BX"};
/// Numbers below are the small house's.
constexpr std::uint64_t kFirstNumber = 1'000;
constexpr std::int32_t kFreezerTemperature = -80'000;
/// Of so many boxes, which fill a rack, the tenth stood one slot further for a minute, and was moved.
constexpr std::uint64_t kBoxesPerMove = 20;
constexpr std::uint64_t kMovedBox = 9;

}  // namespace

struct DemoStore::Opening {
  database::WriteTransaction& tx;
  base::Timestamp at;
  domain::UserId keeper;
  OpenedContainers& out;
};

const domain::ContainerType& DemoStore::type_of(std::size_t level) const {
  const domain::ContainerType* types[] = {&types_.room, &types_.freezer, &types_.shelf, &types_.rack, &types_.box};
  return *types[level];
}

/// A container of an earlier run is known by its code until somebody needs its id.
void DemoStore::find(database::WriteTransaction& tx, domain::Container& container) const {
  if (container.id) return;
  for (const database::ScannedThing& thing : database::find_by_code(tx, container.code)) {
    if (thing.kind == domain::StreamKind::container) container.id = domain::ContainerId{thing.id};
  }
  if (!container.id) throw domain::Refused(domain::ErrorCode::code_unknown, {{"code", container.code}});
}

void DemoStore::open(std::size_t site, std::size_t level, Level& target, Opening* opening) {
  Level* parent = level == 0 ? nullptr : &levels_[site][level - 1];
  const bool parent_full =
      parent != nullptr && (parent->container.code.empty() || parent->used == parent->container.type.layout.cells());
  if (parent_full) open(site, level - 1, *parent, opening);
  const std::uint64_t number = opened_[site][level]++;
  target = Level{};
  domain::Container& c = target.container;
  c.type = type_of(level);
  c.site = sites_[site];
  c.code = domain::make_code(kPrefixes[level], kFirstNumber + 2 * number + site);
  if (level > 0) c.temperature_mdeg_c = kFreezerTemperature;
  const int position = parent == nullptr ? 0 : ++parent->used;
  if (opening == nullptr) return;

  database::WriteTransaction& tx = opening->tx;
  OpenedContainers& out = opening->out;
  c.id = domain::ContainerId{tx.next_id()};
  database::ThingWithPast thing{c.id.value, {}};
  database::PastStep first{Happening::registered, opening->at, database::changes_of(c)};
  first.actor = opening->keeper;
  first.site = c.site;
  first.changes.push_back(database::code_change(c.code, 0));
  if (parent != nullptr) {
    find(tx, parent->container);
    const domain::Judgement judgement =
        domain::judge_placement(c, domain::PlacementFacts{parent->container, std::to_string(position)});
    if (!judgement.allowed()) throw domain::Refused(judgement.violations);
    database::Placing placing{domain::OccupantKind::container,
                              c.id.value,
                              c.type.rank,
                              parent->container.id,
                              parent->container.type.rank,
                              position,
                              first.entry_id = tx.next_id(),
                              opening->at};
    const bool moved = level == kLevels && number % kBoxesPerMove == kMovedBox;
    if (moved) ++placing.position;
    database::PlaceRef place{placing.container, placing.position, placing.stay};
    first.changes.push_back(database::place_change(domain::kPlaceField, std::nullopt, place));
    thing.steps.push_back(std::move(first));
    if (moved) {
      database::PastStep move{Happening::moved, opening->at + base::kMinute, {}};
      move.actor = opening->keeper;
      move.site = c.site;
      move.entry_id = tx.next_id();
      const database::PlaceRef after{place.container, position, move.entry_id};
      move.changes.push_back(database::place_change(domain::kPlaceField, place, after));
      out.ended.push_back({placing, move.entry_id, move.at});
      placing.position = position;
      placing.stay = move.entry_id;
      placing.from = move.at;
      thing.steps.push_back(std::move(move));
    }
    out.placings.push_back(placing);
  } else {
    thing.steps.push_back(std::move(first));
  }
  out.codes.push_back({c.code, 0, domain::StreamKind::container, c.id.value});
  out.things.push_back(std::move(thing));
}

DemoStore::Level& DemoStore::next_box(std::size_t site, const std::string& material, Opening* opening) {
  Level& box = boxes_[{site, material}];
  if (box.container.code.empty() || box.used == types_.box.layout.cells()) open(site, kLevels, box, opening);
  ++box.used;
  return box;
}

DemoStore::Cell DemoStore::next(database::WriteTransaction& tx, std::size_t site, const std::string& material,
                                base::Timestamp at, domain::UserId keeper, OpenedContainers& opened) {
  Opening opening{tx, at, keeper, opened};
  Level& box = next_box(site, material, &opening);
  find(tx, box.container);
  return {&box.container, box.used};
}

void DemoStore::skip(std::size_t site, const std::string& material) {
  next_box(site, material, nullptr);
}

}  // namespace frostkeep::services
