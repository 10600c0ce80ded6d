// Corrections of where a tube lies and of which of two tubes is which.

#include <algorithm>

#include "domain/code_text.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/correction_plan.hpp"
#include "services/rack_cells.hpp"
#include "services/sample_use.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::PlaceRef;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::FieldChange;
using domain::Refused;

[[noreturn]] void refuse_state(const domain::Sample& sample) {
  throw Refused(ErrorCode::state_forbids,
                {{"code", sample.code}, {"state", std::string(to_text(sample.state))}, {"activity", "correct"}});
}

bool is_out(const LockedSample& tube) {
  return tube.occupancy && tube.occupancy->kind == domain::OccupantKind::kept;
}

std::optional<PlaceRef> place_of_tube(const LockedSample& tube) {
  return tube.occupancy ? std::optional(tube.occupancy->place) : std::nullopt;
}

/// The tube gets the physical tube of the other: its codes, its place, its state. The cells are free already.
Correction exchanged(WriteTransaction& tx, const LockedSample& tube, const LockedSample& other,
                     const std::vector<database::NewScanCode>& own, const std::vector<database::NewScanCode>& others,
                     std::vector<database::Placing>& placings) {
  Correction c{tube, tube.sample};
  c.entry = tx.next_id();
  c.after.code = other.sample.code;
  c.after.state = other.sample.state;
  for (const database::NewScanCode& code : own) {
    const FieldChange added = database::code_change(code.code, code.issuer);
    c.more.push_back({added.field, added.after, {}});
  }
  for (const database::NewScanCode& code : others) c.more.push_back(database::code_change(code.code, code.issuer));
  std::optional<PlaceRef> here;
  if (const auto place = place_of_tube(other)) {
    here = PlaceRef{place->container, place->position, c.entry};
    const auto container = database::find_container(tx, place->container);
    placings.push_back({domain::OccupantKind::sample, tube.sample.id.value, domain::rank::kSample, place->container,
                        container->type.rank, place->position, c.entry, tx.now()});
    domain::refresh_sprec(c.after, container->temperature());
  }
  if (tube.occupancy || here) c.more.push_back(database::place_change(domain::kPlaceField, place_of_tube(tube), here));
  return c;
}

}  // namespace

std::vector<Correction> correct_place(WriteTransaction& tx, House& house, const Asked& asked,
                                      const CorrectionOrder& order, std::vector<domain::Warning>& warnings) {
  RackCells cells(tx, asked, order.container);
  std::vector<domain::Violation> violations;
  const auto cell = cells.read(order.position, violations);
  if (!cell) throw Refused(std::move(violations));
  const Family family = lock_family(tx, asked.scope, order.sample, true);
  const LockedSample& tube = family.tubes.front();
  if (!tube.occupancy || is_out(tube)) refuse_state(tube.sample);
  const PlaceRef from = tube.occupancy->place;
  domain::PlacementFacts facts = cells.facts(*cell);
  facts.moving = true;
  facts.current = domain::CurrentPlace{from.container, tube.container_code,
                                       house.types.label(tx, tube.container_type, from.position)};
  domain::Judgement judgement = domain::judge_placement(tube.sample, facts);
  if (from.container == order.container && from.position == cell->index) {
    judgement.violations.push_back(
        {ErrorCode::position_occupied, {{"position", cell->label}, {"occupant", tube.sample.code}}});
  }
  if (!judgement.allowed()) throw Refused(std::move(judgement.violations));
  warnings = std::move(judgement.warnings);
  Correction c{tube, tube.sample};
  c.entry = tx.next_id();
  domain::refresh_sprec(c.after, cells.container().temperature());
  database::change_place(tx, from, cells.placing(tube.sample.id.value, *cell, c.entry, tx.now()));
  c.more = {database::place_change(domain::kPlaceField, from, PlaceRef{order.container, cell->index, c.entry})};
  return {std::move(c)};
}

std::vector<Correction> correct_swap(WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order) {
  const auto code = domain::normalise_scanned_code(order.swap_with);
  const domain::SampleId other_id = tube_of_code(tx, asked.scope, code ? *code : order.swap_with);
  if (other_id == order.sample) throw Refused(ErrorCode::duplicate_in_request, {{"code", order.swap_with}});
  const TubesInUse both = lock_tubes(tx, asked.scope, {order.sample, other_id}, domain::SampleActivity::correct);
  const LockedSample& one = both.tube(order.sample);
  const LockedSample& other = both.tube(other_id);
  for (const LockedSample* tube : {&one, &other}) {
    if (is_out(*tube)) refuse_state(tube->sample);
  }
  const auto one_codes = database::scan_codes_of(tx, order.sample);
  const auto other_codes = database::scan_codes_of(tx, other_id);
  std::vector<database::Placing> placings;
  std::vector<Correction> corrections = {exchanged(tx, one, other, one_codes, other_codes, placings),
                                         exchanged(tx, other, one, other_codes, one_codes, placings)};
  database::exchange_codes(tx, order.sample, other_id);
  std::vector<database::Leaving> leaving;
  for (const Correction& c : corrections) {
    if (c.before.occupancy) leaving.push_back({c.after.id.value, c.before.occupancy->place, c.entry, tx.now()});
  }
  database::stand_up(tx, leaving);
  std::ranges::sort(placings, [](const auto& a, const auto& b) {
    return std::pair(a.container, a.position) < std::pair(b.container, b.position);
  });
  database::sit_down(tx, placings);
  return corrections;
}

}  // namespace frostkeep::services
