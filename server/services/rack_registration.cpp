// Tubes that are registered where they stand.

#include <algorithm>

#include "database/sample_records.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/accession_service.hpp"
#include "services/placement_offer.hpp"
#include "services/rack_cells.hpp"
#include "services/rack_service.hpp"

namespace frostkeep::services {

using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::Violation;

RackCells::RackCells(WriteTransaction& tx, const Asked& asked, domain::ContainerId id) {
  auto locked = database::lock_container(tx, id);
  if (!locked || !asked.scope.contains_site(locked->container.site)) throw Refused(ErrorCode::not_found);
  container_ = std::move(locked->container);
  for (database::OccupiedCell& cell : database::read_cells(tx, id)) taken_[cell.position] = std::move(cell);
}

std::optional<RackCell> RackCells::read(const std::string& position, std::vector<Violation>& violations) {
  auto parsed = domain::parse_position(container_.type.layout, position);
  for (Violation& violation : parsed.violations) {
    violation.values["field"] = "position";
    violations.push_back(std::move(violation));
  }
  if (!parsed) return std::nullopt;
  RackCell cell{domain::index_of(container_.type.layout, *parsed), domain::label_of(container_.type.layout, *parsed)};
  if (!named_.emplace(cell.index, cell.label).second) {
    violations.push_back({ErrorCode::duplicate_in_request, {{"code", cell.label}, {"field", "position"}}});
    return std::nullopt;
  }
  return cell;
}

const database::OccupiedCell* RackCells::sitter(int index) const {
  const auto found = taken_.find(index);
  return found == taken_.end() ? nullptr : &found->second;
}

std::vector<database::OccupiedCell> RackCells::all() const {
  std::vector<database::OccupiedCell> cells;
  for (const auto& [index, cell] : taken_) cells.push_back(cell);
  return cells;
}

domain::PlacementFacts RackCells::facts(const RackCell& cell, bool ignore_sitter) const {
  domain::PlacementFacts facts{container_, cell.label};
  const database::OccupiedCell* in_it = ignore_sitter ? nullptr : sitter(cell.index);
  if (in_it != nullptr) {
    facts.sitter = domain::Sitter{in_it->kind, in_it->id, in_it->code, in_it->material, in_it->state, {}, in_it->since};
  }
  return facts;
}

database::Placing RackCells::placing(std::uint64_t tube, const RackCell& cell, std::uint64_t entry,
                                     base::Timestamp from) const {
  return {domain::OccupantKind::sample,
          tube,
          domain::rank::kSample,
          container_.id,
          container_.type.rank,
          cell.index,
          entry,
          from};
}

namespace {

/// Puts the tube of a row into its well, or says why not.
void settle(WriteTransaction& tx, RackCells& cells, const std::string& position, database::NewSample& tube,
            std::vector<std::optional<RackCell>>& at, std::vector<Violation>& out) {
  auto cell = cells.read(position, out);
  if (cell) {
    tube.sample.state = domain::SampleState::stored;
    // Of a tube whose material is wrong nothing can be said of its place.
    const bool known = !tube.sample.material.empty();
    const domain::Judgement judgement =
        known ? domain::judge_placement(tube.sample, cells.facts(*cell)) : domain::Judgement{};
    for (Violation violation : judgement.violations) {
      violation.values["field"] = "position";
      out.push_back(std::move(violation));
    }
    if (!tube.sample.frozen_at && cells.container().temperature().value_or(0) <= kFrozenMdegC) {
      tube.sample.frozen_at = tx.now();
    }
    domain::refresh_sprec(tube.sample, cells.container().temperature());
    tube.entry_id = tx.next_id();
    tube.place = database::PlaceRef{cells.container().id, cell->index, tube.entry_id};
  }
  at.push_back(std::move(cell));
}

}  // namespace

RackView RackService::register_rack(const Asked& asked, const RackRegistration& order) {
  AccessionOrder rows{order.study, order.site, domain::SampleState::received, {}, "/wells/"};
  for (const NewWell& well : order.wells) rows.rows.push_back(well.tube);
  return with_offers(house_, order.container, [&] {
    return house_.database.write(asked.context, [&](WriteTransaction& tx) {
      RackCells cells(tx, asked, order.container);
      std::vector<std::optional<RackCell>> at;
      PreparedTubes prepared =
          prepare_tubes(tx, house_, asked, rows, [&](std::size_t row, database::NewSample& tube, auto& violations) {
            settle(tx, cells, order.wells[row].position, tube, at, violations);
          });
      insert_prepared(tx, rows, prepared);
      RackView view{cells.container().id, cells.container().code, {}, std::move(prepared.warnings)};
      std::vector<database::Placing> placings;
      for (std::size_t i = 0; i < prepared.tubes.size(); ++i) {
        const database::NewSample& tube = prepared.tubes[i];
        placings.push_back(cells.placing(tube.sample.id.value, *at[i], tube.entry_id, tx.now()));
        view.wells.push_back({at[i]->label, tube.sample.id, tube.sample.code, tube.entry_id});
      }
      std::ranges::sort(placings, {}, &database::Placing::position);
      database::sit_down(tx, placings);
      return view;
    });
  });
}

}  // namespace frostkeep::services
