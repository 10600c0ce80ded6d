// Registered tubes that are put where a rack scanner saw them.

#include <algorithm>
#include <map>
#include <set>

#include "database/sample_family_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"
#include "services/rack_cells.hpp"
#include "services/rack_service.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::PlaceRef;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::FieldChange;
using domain::Happening;
using domain::OccupantKind;
using domain::Refused;
using domain::Violation;

/// A well on its way from text to a tube in a cell.
struct Well {
  std::string code;
  std::optional<RackCell> cell;
  const LockedSample* tube = nullptr;
  bool there_already = false;
  std::uint64_t entry = 0;
};

class Placement {
 public:
  Placement(WriteTransaction& tx, House& house, const Asked& asked, const RackPlacement& order)
      : tx_(tx), house_(house), asked_(asked), order_(order), cells_(tx, asked, order.container) {}

  RackView run() {
    if (order_.wells.empty()) throw Refused(ErrorCode::field_missing, {{"field", "wells"}});
    read_wells();
    find_tubes();
    judge();
    if (!violations_.empty()) throw Refused(std::move(violations_));
    RackView view{cells_.container().id, cells_.container().code, {}, std::move(warnings_)};
    write();
    for (const Well& well : wells_) {
      view.wells.push_back({well.cell->label, well.tube->sample.id, well.code, well.entry});
    }
    return view;
  }

 private:
  void refuse(std::size_t row, Violation violation, const std::string& field) {
    violation.values["row"] = std::to_string(row + 1);
    violation.values["pointer"] = "/wells/" + std::to_string(row) + "/" + field;
    if (wells_[row].cell) violation.values.emplace("position", wells_[row].cell->label);
    violations_.push_back(std::move(violation));
  }

  void read_wells() {
    for (std::size_t i = 0; i < order_.wells.size(); ++i) {
      wells_.emplace_back();
      std::vector<Violation> found;
      wells_[i].cell = cells_.read(order_.wells[i].position, found);
      for (Violation& violation : found) refuse(i, std::move(violation), "position");
      auto code = domain::normalise_scanned_code(order_.wells[i].code);
      for (Violation& violation : code.violations) refuse(i, std::move(violation), "code");
      if (code) wells_[i].code = *code;
    }
  }

  void find_tubes() {
    std::vector<std::string> codes;
    for (const Well& well : wells_) {
      if (!well.code.empty()) codes.push_back(well.code);
    }
    if (codes.empty()) return;
    std::multimap<std::string, domain::SampleId> named;
    std::set<domain::SampleId> ids;
    for (const database::CodedTube& tube : database::tubes_by_code(tx_, codes)) {
      named.emplace(tube.code, tube.id);
      ids.insert(tube.id);
    }
    tubes_ = database::lock_samples(tx_, std::vector<domain::SampleId>(ids.begin(), ids.end()));
    std::erase_if(tubes_, [&](const LockedSample& tube) {
      return !asked_.scope.contains(tube.sample.owner_site, tube.sample.study);
    });
    std::set<domain::SampleId> seen;
    for (std::size_t i = 0; i < wells_.size(); ++i) {
      if (wells_[i].code.empty()) continue;
      const auto [first, last] = named.equal_range(wells_[i].code);
      for (auto it = first; it != last; ++it) choose(i, it->second);
      const Violation unknown{ErrorCode::code_unknown, {{"code", wells_[i].code}}};
      if (wells_[i].tube == nullptr) {
        refuse(i, unknown, "code");
      } else if (!seen.insert(wells_[i].tube->sample.id).second) {
        refuse(i, {ErrorCode::duplicate_in_request, {{"code", wells_[i].code}}}, "code");
      }
    }
  }

  void choose(std::size_t i, domain::SampleId id) {
    const auto tube = std::ranges::find_if(tubes_, [&](const LockedSample& t) { return t.sample.id == id; });
    if (tube == tubes_.end()) return;
    if (wells_[i].tube != nullptr) refuse(i, {ErrorCode::code_ambiguous, {{"code", wells_[i].code}}}, "code");
    wells_[i].tube = &*tube;
  }

  static bool sits(const LockedSample& tube) { return tube.occupancy && tube.occupancy->kind != OccupantKind::kept; }

  /// Whether the tube stands in the very cell.
  bool is_there(const Well& well) const {
    return sits(*well.tube) && well.tube->occupancy->place.container == cells_.container().id &&
           well.tube->occupancy->place.position == well.cell->index;
  }

  void judge() {
    std::set<std::uint64_t> leaving;
    for (Well& well : wells_) {
      if (well.tube == nullptr || !well.cell) continue;
      well.there_already = is_there(well);
      const bool elsewhere = well.tube->occupancy && !well.there_already;
      if (elsewhere && (order_.move || !sits(*well.tube))) leaving.insert(well.tube->sample.id.value);
    }
    for (std::size_t i = 0; i < wells_.size(); ++i) {
      const Well& well = wells_[i];
      if (well.tube == nullptr || !well.cell || well.there_already) continue;
      const database::OccupiedCell* sitter = cells_.sitter(well.cell->index);
      domain::PlacementFacts facts = cells_.facts(*well.cell, sitter != nullptr && leaving.count(sitter->id) > 0);
      facts.moving = order_.move;
      if (well.tube->occupancy) {
        const PlaceRef& at = well.tube->occupancy->place;
        facts.current =
            domain::CurrentPlace{at.container, well.tube->container_code,
                                 house_.types.label(tx_, well.tube->container_type, at.position), !sits(*well.tube)};
      }
      domain::Judgement judgement = domain::judge_placement(well.tube->sample, facts);
      for (Violation& violation : judgement.violations) refuse(i, std::move(violation), "position");
      for (domain::Warning& warning : judgement.warnings) warnings_.push_back(std::move(warning));
    }
  }

  void write() {
    std::vector<database::Leaving> leaving;
    std::vector<database::Placing> placings;
    for (Well& well : wells_) {
      if (well.there_already) continue;
      well.entry = tx_.next_id();
      const LockedSample& tube = *well.tube;
      if (sits(tube)) {
        leaving.push_back({tube.sample.id.value, tube.occupancy->place, well.entry, tx_.now()});
      } else if (tube.occupancy) {
        database::release_kept_place(tx_, tube.sample.id.value, tube.occupancy->place);
      }
      placings.push_back(cells_.placing(tube.sample.id.value, *well.cell, well.entry, tx_.now()));
    }
    std::ranges::sort(placings, {}, &database::Placing::position);
    database::stand_up(tx_, leaving);
    database::sit_down(tx_, placings);
    tell();
  }

  /// Entries go in groups that change the same columns: usually one for the whole rack.
  void tell() {
    std::map<std::pair<Happening, std::vector<std::uint16_t>>, std::vector<database::ThingChange>> groups;
    const bool freezes = cells_.container().temperature().value_or(0) <= kFrozenMdegC;
    for (const Well& well : wells_) {
      if (well.there_already) continue;
      const LockedSample& tube = *well.tube;
      domain::Sample after = tube.sample;
      after.state = domain::SampleState::stored;
      if (freezes && !after.frozen_at) after.frozen_at = tx_.now();
      std::vector<FieldChange> changes = database::changes_between(tube.sample, after);
      std::vector<std::uint16_t> columns;
      for (const FieldChange& change : changes) columns.push_back(change.field);
      std::optional<PlaceRef> from;
      std::optional<PlaceRef> kept;
      if (tube.occupancy) (sits(tube) ? from : kept) = tube.occupancy->place;
      const PlaceRef here{cells_.container().id, well.cell->index, well.entry};
      changes.push_back(database::place_change(domain::kPlaceField, from, here));
      if (kept) changes.push_back(database::place_change(domain::kKeptPlaceField, kept, std::nullopt));
      const Happening what = from ? Happening::moved : kept ? Happening::returned : Happening::placed;
      groups[{what, columns}].push_back({tube.head(), std::move(changes), well.entry});
    }
    for (auto& [key, changes] : groups) database::change_things(tx_, database::kSamples, changes, {key.first});
  }

  WriteTransaction& tx_;
  House& house_;
  const Asked& asked_;
  const RackPlacement& order_;
  RackCells cells_;
  std::vector<LockedSample> tubes_;
  std::vector<Well> wells_;
  std::vector<Violation> violations_;
  std::vector<domain::Warning> warnings_;
};

}  // namespace

RackView RackService::place_rack(const Asked& asked, const RackPlacement& order) {
  return house_.database.write(asked.context,
                               [&](WriteTransaction& tx) { return Placement(tx, house_, asked, order).run(); });
}

}  // namespace frostkeep::services
