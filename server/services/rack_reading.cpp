#include "services/rack_reading.hpp"

#include <fmt/format.h>

#include <set>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "domain/code_text.hpp"
#include "services/rack_writer.hpp"

namespace frostkeep::services {

using domain::ErrorCode;
using domain::RackTube;
using domain::ScannedState;
using domain::Violation;

ComparedRack::ComparedRack(const database::ReadTransaction& tx, const House& house, const domain::Scope& scope,
                           const domain::Container& container, std::vector<database::OccupiedCell> cells,
                           const std::vector<RackReading>& readings)
    : layout(container.type.layout) {
  for (database::OccupiedCell& cell : cells) occupied[cell.position] = std::move(cell);
  read(readings);
  find_tubes(tx, house, scope);
  compare(container.id);
}

std::string ComparedRack::label(int cell) const {
  const auto position = domain::position_of(layout, cell);
  return position ? domain::label_of(layout, *position) : std::to_string(cell);
}

Violation ComparedRack::unknown(const domain::RackDifference& d, const std::string& position) const {
  const bool several = scanned.at(d.cell).tubes.size() > 1;
  return {several ? ErrorCode::code_ambiguous : ErrorCode::code_unknown, {{"code", d.code}, {"position", position}}};
}

void ComparedRack::read(const std::vector<RackReading>& readings) {
  std::vector<Violation> wrong;
  std::set<std::string> codes;
  if (readings.empty()) wrong.push_back({ErrorCode::field_missing, {{"field", "wells"}}});
  for (std::size_t i = 0; i < readings.size(); ++i) {
    RackReading well = readings[i];
    auto parsed = domain::parse_position(layout, well.position);
    for (Violation& v : parsed.violations) wrong.push_back(in_well(std::move(v), i, "position", well.position));
    if (well.state == ScannedState::code) {
      auto code = domain::normalise_scanned_code(well.code);
      for (Violation& v : code.violations) wrong.push_back(in_well(std::move(v), i, "code", well.position));
      if (code) well.code = *code;
      if (!codes.insert(well.code).second) {
        wrong.push_back(in_well({ErrorCode::duplicate_in_request, {{"code", well.code}}}, i, "code", well.position));
      }
    } else {
      well.code.clear();
    }
    if (!parsed) continue;
    const int cell = domain::index_of(layout, *parsed);
    well.position = label(cell);
    if (!rows.emplace(cell, i).second) {
      wrong.push_back(
          in_well({ErrorCode::duplicate_in_request, {{"code", well.position}}}, i, "position", well.position));
    }
    scanned[cell] = {well.state, well.code, {}};
    wells.push_back(std::move(well));
  }
  if (!wrong.empty()) throw domain::Refused(std::move(wrong));
}

void ComparedRack::find_tubes(const database::ReadTransaction& tx, const House& house, const domain::Scope& scope) {
  std::vector<std::string> codes;
  for (const auto& [cell, seen] : scanned) {
    if (seen.state == ScannedState::code) codes.push_back(seen.code);
  }
  std::map<std::string, std::set<domain::SampleId>> named;
  for (database::CodedRackTube& tube : database::read_rack_tubes(tx, codes)) {
    if (!scope.contains(tube.sample.owner_site, tube.sample.study)) continue;
    named[tube.scanned].insert(tube.sample.id);
    tubes[tube.sample.id] = std::move(tube);
  }
  for (auto& [cell, seen] : scanned) {
    for (const domain::SampleId id : named[seen.code]) {
      const database::CodedRackTube& tube = tubes.at(id);
      RackTube found{id, tube.sample.code, tube.sample.material, std::string(to_text(tube.sample.state)),
                     tube.sample.study};
      if (tube.occupancy) {
        found.container = tube.occupancy->place.container;
        found.container_code = tube.container_code;
        found.cell = tube.occupancy->place.position;
        found.position = house.types.label(tx, tube.container_type, found.cell);
        found.kept = tube.occupancy->kind == domain::OccupantKind::kept;
      }
      seen.tubes.push_back(std::move(found));
    }
  }
}

void ComparedRack::compare(domain::ContainerId container) {
  std::map<int, domain::RecordedCell> recorded;
  std::string compared = container.text() + "\n";
  for (const auto& [cell, sitter] : occupied) {
    RackTube tube{domain::SampleId{sitter.id}, sitter.code, sitter.material, sitter.state, sitter.study};
    recorded[cell] = {sitter.kind, std::move(tube)};
    compared += fmt::format("{} {} {} {}\n", cell, static_cast<int>(sitter.kind), sitter.id, sitter.since.microseconds);
  }
  for (const auto& [cell, seen] : scanned) {
    compared += fmt::format("{} {} {}\n", cell, name_of(seen.state), seen.code);
    for (const RackTube& tube : seen.tubes) {
      const auto& at = tubes.at(tube.id).occupancy;
      compared += fmt::format(" {} {} {} {} {}\n", tube.id.value, tube.container.value, tube.cell, tube.kept,
                              at ? at->place.stay : 0);
    }
  }
  differences = domain::difference_of(container, scanned, recorded);
  digest = base::to_hex(base::as_bytes(base::sha256(compared)));
}

}  // namespace frostkeep::services
