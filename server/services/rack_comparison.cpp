#include "services/rack_comparison.hpp"

#include <algorithm>
#include <set>

#include "database/scan_code_records.hpp"
#include "documents/rack_file.hpp"
#include "services/rack_reading.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ContainerId;
using domain::ErrorCode;
using domain::RackDifference;
using domain::RackVerdict;
using domain::Refused;
using domain::Violation;

domain::ScannedState state_of(documents::WellState state) {
  switch (state) {
    case documents::WellState::code:
      return domain::ScannedState::code;
    case documents::WellState::empty:
      return domain::ScannedState::empty;
    case documents::WellState::unread:
      return domain::ScannedState::unread;
  }
  return domain::ScannedState::unread;
}

[[noreturn]] void refuse_lines(const RackFileView& file, const std::string& name) {
  std::vector<Violation> violations;
  for (const RackFileLine& error : file.errors) {
    Violation violation{ErrorCode::rack_file_refused,
                        {{"name", name}, {"rack_problem", error.code}, {"detail", error.detail}}};
    if (error.line > 0) violation.values["row"] = std::to_string(error.line);
    violations.push_back(std::move(violation));
  }
  throw Refused(std::move(violations));
}

/// The container that a rack's code names.
std::optional<ContainerId> container_of(const ReadTransaction& tx, const std::string& rack) {
  for (const database::ScannedThing& thing : database::find_by_code(tx, rack)) {
    if (thing.kind == domain::StreamKind::container) return ContainerId{thing.id};
  }
  return std::nullopt;
}

domain::Container container_in(const ReadTransaction& tx, const domain::Scope& scope, ContainerId id) {
  auto container = database::find_container(tx, id);
  if (!container || !scope.contains_site(container->site)) throw Refused(ErrorCode::not_found);
  return std::move(*container);
}

/// Why the tube that was seen in this cell couldn't be put there, if all that is moved or missing left its cell.
std::vector<Violation> problems_of(const domain::Container& container, const ComparedRack& compared,
                                   const RackDifference& d, const std::string& label) {
  if (d.verdict == RackVerdict::unknown) return {compared.unknown(d, label)};
  if (d.verdict != RackVerdict::moved && d.verdict != RackVerdict::extra) return {};
  domain::PlacementFacts facts{container, label};
  facts.moving = true;
  if (d.tube->container) {
    facts.current = domain::CurrentPlace{d.tube->container, d.tube->container_code, d.tube->position, d.tube->kept};
  }
  const auto sitter = compared.occupied.find(d.cell);
  const bool leaves = d.recorded && (d.recorded_missing || d.recorded_seen_at != 0);
  if (sitter != compared.occupied.end() && !leaves) {
    facts.sitter = domain::Sitter{sitter->second.kind, sitter->second.id, sitter->second.code, {}, {}, {}, {}};
  }
  return domain::judge_placement(compared.sample(d.tube->id), facts).violations;
}

}  // namespace

RackFileView RackComparisonService::read_file(const RackFileOrder& order) const {
  try {
    const documents::RackScan scan = documents::parse_rack_file(
        order.bytes, {order.rows, order.columns, order.profile, order.name, order.rack_from_name});
    RackFileView view{scan.rack, scan.profile, scan.scanned_at, {}, {}};
    for (const documents::RackWell& well : scan.wells) {
      view.wells.push_back({well.position, state_of(well.state), well.code});
    }
    for (const documents::RackError& error : scan.errors) view.errors.push_back({error.line, error.code, error.detail});
    return view;
  } catch (const documents::UnreadableRackFile& unreadable) {
    const bool charset = unreadable.code().starts_with("charset");
    throw Refused(charset ? ErrorCode::charset_unknown : ErrorCode::file_unreadable,
                  {{"name", order.name}, {"rack_problem", unreadable.code()}, {"detail", unreadable.what()}});
  }
}

RackComparison RackComparisonService::compare_file(const domain::Scope& scope, ContainerId container,
                                                   const RackFileOrder& order) const {
  RackFileOrder sized = order;
  const auto fit = [&](const domain::ContainerLayout& layout) {
    const bool fits = layout.has_grid() && layout.rows <= documents::kMaximumRackRows &&
                      layout.columns <= documents::kMaximumRackColumns;
    if (!fits) throw Refused(ErrorCode::container_has_no_grid, {{"position", order.name}});
    sized.rows = layout.rows;
    sized.columns = layout.columns;
  };
  const auto layout_of = [&](ContainerId id) {
    return house_.database.read([&](const ReadTransaction& tx) { return container_in(tx, scope, id).type.layout; });
  };
  std::optional<ContainerId> named;
  if (container) {
    fit(layout_of(container));
  } else {
    const RackFileView first = read_file(order);
    if (!first.rack) throw Refused(ErrorCode::field_missing, {{"field", "container_id"}});
    named = house_.database.read([&](const ReadTransaction& tx) { return container_of(tx, *first.rack); });
    if (!named) throw Refused(ErrorCode::code_unknown, {{"code", *first.rack}});
    fit(layout_of(*named));
  }
  RackFileView file = read_file(sized);
  if (!file.errors.empty()) refuse_lines(file, order.name);
  RackComparison comparison = compare(scope, container ? container : *named, file.wells);
  if (container && file.rack) {
    const auto other = house_.database.read([&](const ReadTransaction& tx) { return container_of(tx, *file.rack); });
    comparison.rack_matches = other == container;
  }
  comparison.file = std::move(file);
  return comparison;
}

RackComparison RackComparisonService::compare(const domain::Scope& scope, ContainerId id,
                                              const std::vector<RackReading>& wells) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    RackComparison comparison;
    comparison.container = container_in(tx, scope, id);
    const domain::Container& c = comparison.container;
    const ComparedRack compared(tx, house_, scope, c, database::read_cells(tx, id), wells);
    comparison.digest = compared.digest;
    comparison.wells = compared.wells;
    for (const RackDifference& d : compared.differences) {
      RackLine line{d, compared.label(d.cell), {}, {}};
      if (d.recorded_seen_at != 0) line.recorded_seen_at = compared.label(d.recorded_seen_at);
      line.problems = problems_of(c, compared, d, line.position);
      comparison.lines.push_back(std::move(line));
    }
    return comparison;
  });
}

}  // namespace frostkeep::services
