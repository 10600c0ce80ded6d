// What leaves its place: a tube for the bench, a tube that comes back, a box out of its rack, a kept place given up.

#include "database/thing_tables.hpp"
#include "services/placement_service.hpp"

namespace frostkeep::services {

using database::Changes;
using database::value_of;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::OccupantKind;
using domain::Refused;

/// A box out of its rack: it lies nowhere until it is put somewhere, its contents stay in it.
PlacementView PlacementService::take_container(WriteTransaction& tx, const domain::Sitter& sitter,
                                               const domain::Container& from, const Cell& cell) const {
  const auto locked = database::lock_container(tx, domain::ContainerId{sitter.id});
  const auto occupancy = database::find_occupancy(tx, sitter.id);
  const auto at = place_in(occupancy, false);
  if (!locked || !at || at->container != cell.container || at->position != cell.index) {
    throw Refused(ErrorCode::version_stale);
  }
  const std::uint64_t entry = tx.next_id();
  database::stand_up(tx, sitter.id, *at, entry, tx.now());
  database::change_thing(tx, database::kContainers,
                         {locked->head, {database::place_change(domain::kPlaceField, at, std::nullopt)}, entry},
                         {Happening::taken_out});
  PlacementView view;
  view.entry_id = entry;
  view.container = cell.container;
  view.container_code = from.code;
  view.position = cell.label;
  view.kind = OccupantKind::container;
  view.id = sitter.id;
  view.code = sitter.code;
  view.state = sitter.state;
  view.since = tx.now();
  view.undo_until = tx.now() + kUndoTime;
  return view;
}

PlacementView PlacementService::take_out(const Asked& asked, const TakeOrder& order) {
  const Cell cell = taken_cell(order.container, order.position);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto container = database::find_container(tx, cell.container);
    if (!container || !asked.scope.contains_site(container->site)) throw Refused(ErrorCode::not_found);
    const std::map<std::string, std::string> values = {
        {"position", cell.label}, {"container", container->code}, {"code", order.code}};
    const auto sitter = database::describe_sitter(tx, cell.container, cell.index);
    if (!sitter || sitter->kind == OccupantKind::block) throw Refused(ErrorCode::position_empty, values);
    if (!order.code.empty() && sitter->code != order.code) {
      auto taken = values;
      taken["occupant"] = sitter->code;
      throw Refused(ErrorCode::position_occupied, taken);
    }
    // A tube that is out can't be taken out again, unless it is named: then its kept place is given up.
    const bool hold = sitter->kind == OccupantKind::kept;
    if (hold && (order.code.empty() || order.keep_place)) throw Refused(ErrorCode::position_empty, values);
    PlacementView view = sitter->kind == OccupantKind::container ? take_container(tx, *sitter, *container, cell)
                                                                 : take_tube(tx, asked, order, *sitter, cell);
    view.container_code = container->code;
    return view;
  });
}

PlacementView PlacementService::take_tube(WriteTransaction& tx, const Asked& asked, const TakeOrder& order,
                                          const domain::Sitter& sitter, const Cell& cell) const {
  const auto locked = database::lock_sample(tx, domain::SampleId{sitter.id});
  if (!locked || !asked.scope.contains(locked->sample.owner_site, locked->sample.study)) {
    throw Refused(ErrorCode::not_found);
  }
  const bool hold = sitter.kind == OccupantKind::kept;
  const auto at = place_in(locked->occupancy, hold);
  if (!at || at->container != cell.container || at->position != cell.index) throw Refused(ErrorCode::version_stale);
  const std::uint64_t entry = tx.next_id();
  domain::Sample after = locked->sample;
  after.state = order.keep_place ? domain::SampleState::checked_out : domain::SampleState::in_process;
  Changes changes;
  changes.change(database::SampleField::state, value_of(static_cast<int>(locked->sample.state)),
                 value_of(static_cast<int>(after.state)));
  std::vector<domain::FieldChange> all = changes.take();
  if (hold) {
    database::release_kept_place(tx, locked->sample.id.value, *at);
    all.push_back(database::place_change(domain::kKeptPlaceField, at, std::nullopt));
  } else {
    all.push_back(database::place_change(domain::kPlaceField, at, std::nullopt));
    if (order.keep_place) {
      database::keep_place(tx, locked->sample.id.value, *at, entry, tx.now());
      all.push_back(database::place_change(domain::kKeptPlaceField, std::nullopt, at));
    } else {
      database::stand_up(tx, locked->sample.id.value, *at, entry, tx.now());
    }
  }
  database::change_thing(tx, database::kSamples, {locked->head(), std::move(all), entry},
                         {order.keep_place ? Happening::checked_out : Happening::taken_out});
  PlacementView view = view_of(after, entry, tx);
  view.container = cell.container;
  view.position = cell.label;
  return view;
}

}  // namespace frostkeep::services
