#include "services/rack_writer.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "database/sample_family_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/sprec_of_tube.hpp"

namespace frostkeep::services {

using database::LockedSample;
using database::PlaceRef;
using domain::FieldChange;
using domain::Happening;

domain::Violation in_well(domain::Violation violation, std::size_t row, const std::string& field,
                          const std::string& position) {
  violation.values["row"] = std::to_string(row + 1);
  violation.values["pointer"] = "/wells/" + std::to_string(row) + "/" + field;
  if (!position.empty()) violation.values.emplace("position", position);
  return violation;
}

void RackWriter::put(std::size_t row, RackCell cell, const LockedSample& tube) {
  Well well{row, std::move(cell), &tube};
  well.there_already = sits(tube) && tube.occupancy->place.container == cells_.container().id &&
                       tube.occupancy->place.position == well.cell.index;
  wells_.push_back(std::move(well));
}

void RackWriter::judge(std::vector<domain::Violation>& violations, std::vector<domain::Warning>& warnings) const {
  std::set<std::uint64_t> leaving;
  for (const LockedSample* tube : leaving_) leaving.insert(tube->sample.id.value);
  for (const Well& well : wells_) {
    const bool elsewhere = well.tube->occupancy && !well.there_already;
    if (elsewhere && (move_ || !sits(*well.tube))) leaving.insert(well.tube->sample.id.value);
  }
  for (const Well& well : wells_) {
    if (well.there_already) continue;
    const database::OccupiedCell* sitter = cells_.sitter(well.cell.index);
    domain::PlacementFacts facts = cells_.facts(well.cell, sitter != nullptr && leaving.contains(sitter->id));
    facts.moving = move_;
    if (well.tube->occupancy) {
      const PlaceRef& at = well.tube->occupancy->place;
      facts.current =
          domain::CurrentPlace{at.container, well.tube->container_code,
                               house_.types.label(tx_, well.tube->container_type, at.position), !sits(*well.tube)};
    }
    domain::Judgement judgement = domain::judge_placement(well.tube->sample, facts);
    for (domain::Violation& violation : judgement.violations) {
      violations.push_back(in_well(std::move(violation), well.row, "position", well.cell.label));
    }
    for (domain::Warning& warning : judgement.warnings) warnings.push_back(std::move(warning));
  }
}

void RackWriter::write() {
  std::vector<database::Leaving> leaving;
  std::vector<database::Placing> placings;
  for (const LockedSample* tube : leaving_) {
    taken_entries_.push_back(tx_.next_id());
    leaving.push_back({tube->sample.id.value, tube->occupancy->place, taken_entries_.back(), tx_.now()});
  }
  for (Well& well : wells_) {
    if (well.there_already) continue;
    well.entry = tx_.next_id();
    const LockedSample& tube = *well.tube;
    if (sits(tube)) {
      leaving.push_back({tube.sample.id.value, tube.occupancy->place, well.entry, tx_.now()});
    } else if (tube.occupancy) {
      database::release_kept_place(tx_, tube.sample.id.value, tube.occupancy->place);
    }
    placings.push_back(cells_.placing(tube.sample.id.value, well.cell, well.entry, tx_.now()));
  }
  std::ranges::sort(placings, {}, &database::Placing::position);
  database::stand_up(tx_, leaving);
  database::sit_down(tx_, placings);
  tell();
}

/// Entries go in groups that change the same columns: usually one for the whole rack.
void RackWriter::tell() {
  std::map<std::pair<Happening, std::vector<std::uint16_t>>, std::vector<database::ThingChange>> groups;
  const auto add = [&](Happening what, const LockedSample& tube, const domain::Sample& after, std::uint64_t entry,
                       const std::optional<PlaceRef>& here) {
    std::vector<FieldChange> changes = database::changes_between(tube.sample, after);
    std::vector<std::uint16_t> columns;
    for (const FieldChange& change : changes) columns.push_back(change.field);
    std::optional<PlaceRef> from;
    std::optional<PlaceRef> kept;
    if (tube.occupancy) (sits(tube) ? from : kept) = tube.occupancy->place;
    changes.push_back(database::place_change(domain::kPlaceField, from, here));
    if (kept) changes.push_back(database::place_change(domain::kKeptPlaceField, kept, std::nullopt));
    groups[{what, columns}].push_back({tube.head(), std::move(changes), entry});
  };
  const bool freezes = cells_.container().temperature().value_or(0) <= kFrozenMdegC;
  for (const Well& well : wells_) {
    if (well.there_already) continue;
    const LockedSample& tube = *well.tube;
    domain::Sample after = tube.sample;
    after.state = domain::SampleState::stored;
    if (freezes && !after.frozen_at) after.frozen_at = tx_.now();
    domain::refresh_sprec(after, cells_.container().temperature());
    const Happening what = sits(tube) ? Happening::moved : tube.occupancy ? Happening::returned : Happening::placed;
    add(what, tube, after, well.entry, PlaceRef{cells_.container().id, well.cell.index, well.entry});
  }
  for (std::size_t i = 0; i < leaving_.size(); ++i) {
    domain::Sample after = leaving_[i]->sample;
    after.state = domain::SampleState::in_process;
    add(Happening::taken_out, *leaving_[i], after, taken_entries_[i], std::nullopt);
  }
  for (auto& [key, changes] : groups) database::change_things(tx_, database::kSamples, changes, {key.first});
}

}  // namespace frostkeep::services
