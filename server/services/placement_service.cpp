#include "services/placement_service.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/invariant.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/container_carry.hpp"
#include "services/placement_offer.hpp"

namespace frostkeep::services {
namespace {

using database::Changes;
using database::Head;
using database::LockedSample;
using database::PlaceRef;
using database::Placing;
using database::ReadTransaction;
using database::value_of;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::OccupantKind;
using domain::Refused;

/// Somebody else can be faster so often before a free cell is found.
constexpr int kAttemptsToFindACell = 10;

}  // namespace

PlacementService::Cell PlacementService::find_cell(domain::ContainerId container, const std::string& position) const {
  const auto type =
      house_.database.read([&](const ReadTransaction& tx) { return house_.types.type_of_container(tx, container); });
  if (!type) throw Refused(ErrorCode::not_found);
  auto parsed = domain::parse_position(type->layout, position);
  if (!parsed) {
    for (domain::Violation& v : parsed.violations) v.values.emplace("field", "position");
    throw Refused(std::move(parsed.violations));
  }
  return {container, type, domain::label_of(type->layout, *parsed), domain::index_of(type->layout, *parsed)};
}

/// The next free cell in fill order; in a container without a grid the next number.
PlacementService::Cell PlacementService::next_cell(domain::ContainerId container) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    const auto type = house_.types.type_of_container(tx, container);
    if (!type) throw Refused(ErrorCode::not_found);
    const std::vector<int> taken = database::taken_positions(tx, container);
    if (!type->layout.has_grid()) return Cell{container, type, {}, taken.empty() ? 1 : taken.back() + 1};
    const auto next = domain::next_position(type->layout, std::set<int>(taken.begin(), taken.end()));
    if (!next) throw Refused(ErrorCode::container_full);
    return Cell{container, type, domain::label_of(type->layout, *next), domain::index_of(type->layout, *next)};
  });
}

/// A cell to take something out of: without a grid it is named by its number.
PlacementService::Cell PlacementService::taken_cell(domain::ContainerId container, const std::string& position) const {
  const auto type =
      house_.database.read([&](const ReadTransaction& tx) { return house_.types.type_of_container(tx, container); });
  if (!type || type->layout.has_grid()) return find_cell(container, position);
  int number = 0;
  const auto [end, error] = std::from_chars(position.data(), position.data() + position.size(), number);
  if (error != std::errc{} || end != position.data() + position.size() || number < 1) {
    throw Refused(ErrorCode::position_malformed, {{"position", position}, {"field", "position"}});
  }
  return {container, type, position, number};
}

PlacementView PlacementService::place(const Asked& asked, const PlaceOrder& order) {
  auto code = domain::normalise_scanned_code(order.code);
  if (!code) throw Refused(std::move(code.violations));
  PlaceOrder clean = order;
  clean.code = *code;
  if (!order.position.empty()) return place_into(asked, clean, find_cell(order.container, order.position));
  // Where the asker names no cell, another one may take the cell that is chosen here: then the next one is.
  for (int attempt = 1;; ++attempt) {
    const Cell cell = next_cell(order.container);
    try {
      return place_into(asked, clean, cell);
    } catch (const Refused& refused) {
      if (refused.code() != ErrorCode::position_occupied || attempt == kAttemptsToFindACell) throw;
    }
  }
}

PlacementView PlacementService::place_into(const Asked& asked, const PlaceOrder& order, const Cell& cell) {
  try {
    PlacementView view =
        house_.database.write(asked.context, [&](WriteTransaction& tx) { return place_tube(tx, asked, order, cell); });
    offer_quarantine(house_, order.container, view.warnings);
    return view;
  } catch (const Refused& refused) {
    std::vector<domain::Violation> violations = refused.violations();
    for (domain::Violation& violation : violations) {
      violation.values.emplace("code", order.code);
      explain(violation, cell);
    }
    offer_places(house_, order.container, violations);
    throw Refused(std::move(violations));
  }
}

/// Says who sits in a cell that is taken and where the next free one is: read after the fact, for people.
void PlacementService::explain(domain::Violation& violation, const Cell& cell) const {
  violation.values.emplace("position", cell.label);
  if (violation.code != ErrorCode::position_occupied && violation.code != ErrorCode::position_blocked) return;
  house_.database.read([&](const ReadTransaction& tx) {
    if (const auto sitter = database::describe_sitter(tx, cell.container, cell.index)) {
      violation.values["occupant"] = sitter->code;
      violation.values["occupant_material"] = sitter->material;
      violation.values["occupant_kind"] = std::string(name_of(sitter->kind));
      violation.values["by"] = sitter->by;
      violation.values["since"] = base::to_text(sitter->since);
      violation.values["reason"] = sitter->reason;
    }
    const std::vector<int> taken = database::taken_positions(tx, cell.container);
    const auto next = domain::next_position(cell.type->layout, std::set<int>(taken.begin(), taken.end()),
                                            domain::position_of(cell.type->layout, cell.index));
    if (next) violation.values["offered"] = domain::label_of(cell.type->layout, *next);
    return 0;
  });
}

PlacementView PlacementService::place_tube(WriteTransaction& tx, const Asked& asked, const PlaceOrder& order,
                                           const Cell& cell) const {
  const database::PlacementRead read = database::lock_for_placement(tx, order.code, cell.container, cell.index);
  if (read.ambiguous) throw Refused(ErrorCode::code_ambiguous, {{"code", order.code}});
  if (!read.sample) {
    for (const database::ScannedThing& thing : database::find_by_code(tx, order.code)) {
      if (thing.kind == domain::StreamKind::container) {
        return place_container(tx, asked, order, cell, domain::ContainerId{thing.id});
      }
    }
    throw Refused(ErrorCode::code_unknown, {{"code", order.code}});
  }
  const LockedSample& locked = *read.sample;
  if (!asked.scope.contains(locked.sample.owner_site, locked.sample.study)) {
    throw Refused(ErrorCode::code_unknown, {{"code", order.code}});
  }
  if (!read.container || !asked.scope.contains_site(read.container->site)) throw Refused(ErrorCode::not_found);
  if (read.container->type.id != cell.type->id) {
    house_.types.forget(cell.container);
    throw Refused(ErrorCode::version_stale);
  }
  domain::PlacementFacts facts{*read.container, cell.label};
  facts.moving = order.move;
  facts.consent_withdrawn = read.consent_withdrawn;
  if (read.sitter != 0) facts.sitter = domain::Sitter{read.sitter_kind, read.sitter, {}, {}, {}, {}, {}};
  const auto now_at = place_in(locked.occupancy, false);
  const auto kept_at = place_in(locked.occupancy, true);
  if (locked.occupancy) {
    facts.current = domain::CurrentPlace{
        locked.occupancy->place.container, locked.container_code,
        house_.types.label(tx, locked.container_type, locked.occupancy->place.position), kept_at.has_value()};
  }
  domain::Judgement judgement = domain::judge_placement(locked.sample, facts);
  if (!judgement.allowed()) throw Refused(std::move(judgement.violations));

  PlacementView view = settle_tube(tx, locked, *read.container, cell);
  if (now_at) view.moved_from = facts.current->container_code + " " + facts.current->position;
  view.warnings = std::move(judgement.warnings);
  return view;
}

/// Writes what place_tube has judged: place, stay, tube and entry.
PlacementView PlacementService::settle_tube(WriteTransaction& tx, const LockedSample& locked,
                                            const domain::Container& container, const Cell& cell) const {
  const auto now_at = place_in(locked.occupancy, false);
  const auto kept_at = place_in(locked.occupancy, true);
  const std::uint64_t entry = tx.next_id();
  const Placing placing{OccupantKind::sample,
                        locked.sample.id.value,
                        domain::rank::kSample,
                        cell.container,
                        container.type.rank,
                        cell.index,
                        entry,
                        tx.now()};
  const PlaceRef here{cell.container, cell.index, entry};
  if (now_at) {
    database::change_place(tx, *now_at, placing);
  } else if (kept_at && kept_at->container == cell.container && kept_at->position == cell.index) {
    database::return_to_place(tx, placing, kept_at->stay);
  } else {
    if (kept_at) database::release_kept_place(tx, locked.sample.id.value, *kept_at);
    database::sit_down(tx, std::span(&placing, 1));
  }
  domain::Sample after = locked.sample;
  after.state = domain::SampleState::stored;
  Changes changes;
  changes.change(database::SampleField::state, value_of(static_cast<int>(locked.sample.state)),
                 value_of(static_cast<int>(after.state)));
  if (!after.frozen_at && container.temperature().value_or(0) <= -18'000) {
    after.frozen_at = tx.now();
    changes.set(database::SampleField::frozen_at, value_of(after.frozen_at));
  }
  domain::refresh_sprec(after, container.temperature());
  changes.change(database::SampleField::sprec, locked.sample.sprec, after.sprec)
      .change(database::SampleField::sprec_version, value_of(locked.sample.sprec_version),
              value_of(after.sprec_version));
  std::vector<domain::FieldChange> all = changes.take();
  all.push_back(database::place_change(domain::kPlaceField, now_at, here));
  if (kept_at) all.push_back(database::place_change(domain::kKeptPlaceField, kept_at, std::nullopt));
  const Happening what = now_at ? Happening::moved : kept_at ? Happening::returned : Happening::placed;
  database::change_thing(tx, database::kSamples, {locked.head(), std::move(all), entry}, {what});
  PlacementView view = view_of(after, entry, tx);
  view.container = cell.container;
  view.container_code = container.code;
  view.position = cell.label;
  return view;
}

PlacementView PlacementService::place_container(WriteTransaction& tx, const Asked& asked, const PlaceOrder& order,
                                                const Cell& cell, domain::ContainerId id) const {
  // Both rows are locked in order of id, so that A into B and B into A can't wait for each other in a ring.
  const auto first = database::lock_container(tx, std::min(id, cell.container));
  const auto second = id == cell.container ? first : database::lock_container(tx, std::max(id, cell.container));
  const auto& thing = first && first->container.id == id ? first : second;
  const auto& target = first && first->container.id == cell.container ? first : second;
  if (!thing || !asked.scope.contains_site(thing->container.site))
    throw Refused(ErrorCode::code_unknown, {{"code", order.code}});
  if (!target || !asked.scope.contains_site(target->container.site)) throw Refused(ErrorCode::not_found);
  domain::PlacementFacts facts{target->container, cell.label};
  facts.moving = order.move;
  const auto occupancy = database::find_occupancy(tx, id.value);
  if (occupancy) {
    const auto at = database::find_container(tx, occupancy->place.container);
    FROSTKEEP_INVARIANT(at.has_value());
    facts.current =
        domain::CurrentPlace{at->id, at->code, house_.types.label(tx, at->type.id, occupancy->place.position)};
  }
  if (const auto sitter = database::describe_sitter(tx, cell.container, cell.index)) facts.sitter = *sitter;
  domain::Judgement judgement = domain::judge_placement(thing->container, facts);
  if (!judgement.allowed()) throw Refused(std::move(judgement.violations));
  const domain::Container after = as_carried_to(thing->container, target->container);
  carry_contents(tx, thing->container, after);
  const std::uint64_t entry = tx.next_id();
  const Placing placing{OccupantKind::container,
                        id.value,
                        thing->container.type.rank,
                        cell.container,
                        target->container.type.rank,
                        cell.index,
                        entry,
                        tx.now()};
  const auto now_at = place_in(occupancy, false);
  if (now_at) {
    database::change_place(tx, *now_at, placing);
  } else {
    database::sit_down(tx, std::span(&placing, 1));
  }
  const PlaceRef here{cell.container, cell.index, entry};
  std::vector<domain::FieldChange> changes = database::changes_between(thing->container, after);
  changes.push_back(database::place_change(domain::kPlaceField, now_at, here));
  database::change_thing(tx, database::kContainers, {thing->head, std::move(changes), entry},
                         {now_at ? Happening::moved : Happening::placed});
  PlacementView view;
  view.entry_id = entry;
  view.container = cell.container;
  view.container_code = target->container.code;
  view.position = cell.label;
  view.kind = OccupantKind::container;
  view.id = id.value;
  view.code = thing->container.code;
  view.state = name_of(thing->container.state);
  if (now_at) view.moved_from = facts.current->container_code + " " + facts.current->position;
  view.since = tx.now();
  view.undo_until = tx.now() + kUndoTime;
  return view;
}

std::optional<PlaceRef> PlacementService::place_in(const std::optional<database::Occupancy>& occupancy, bool kept) {
  if (!occupancy || (occupancy->kind == OccupantKind::kept) != kept) return std::nullopt;
  return occupancy->place;
}

PlacementView PlacementService::view_of(const domain::Sample& sample, std::uint64_t entry, const WriteTransaction& tx) {
  PlacementView view;
  view.entry_id = entry;
  view.kind = OccupantKind::sample;
  view.id = sample.id.value;
  view.code = sample.code;
  view.state = to_text(sample.state);
  view.material = sample.material;
  view.study = sample.study;
  view.restricted = !sample.mark.empty();
  view.since = tx.now();
  view.undo_until = tx.now() + kUndoTime;
  return view;
}

}  // namespace frostkeep::services
