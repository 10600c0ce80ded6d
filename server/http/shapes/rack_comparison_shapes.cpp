#include "http/shapes/rack_comparison_shapes.hpp"

#include "domain/reference_table.hpp"
#include "domain/refusal_text.hpp"

namespace frostkeep::http {
namespace {

RackTubeView view_of(const domain::RackTube& tube) {
  return {tube.id, tube.code, tube.material, tube.state};
}

RackLineBody body_of(const services::RackLine& line, Language language) {
  const domain::RackDifference& d = line.difference;
  RackLineBody body;
  body.position = line.position;
  body.verdict = d.verdict;
  body.state = d.state;
  body.code = d.code;
  if (d.tube) body.tube = view_of(*d.tube);
  if (d.tube && d.tube->container && d.verdict != domain::RackVerdict::same) {
    body.from = RackFromView{d.tube->container, d.tube->container_code, d.tube->position, d.tube->kept};
  }
  if (d.recorded) body.recorded = view_of(*d.recorded);
  body.recorded_missing = d.recorded_missing;
  if (!line.recorded_seen_at.empty()) body.recorded_seen_at = line.recorded_seen_at;
  for (const domain::Violation& problem : line.problems) {
    const auto sentence = domain::sentence_of(problem, language);
    body.problems.push_back({std::string(domain::name_of(problem.code)), sentence.text, sentence.remedy});
  }
  return body;
}

void count(RackCountsBody& counts, const domain::RackDifference& d) {
  switch (d.verdict) {
    case domain::RackVerdict::same:
      ++counts.same;
      break;
    case domain::RackVerdict::moved:
      ++counts.moved;
      break;
    case domain::RackVerdict::extra:
      ++counts.extra;
      break;
    case domain::RackVerdict::unknown:
      ++counts.unknown;
      break;
    case domain::RackVerdict::unreadable:
      ++counts.unreadable;
      break;
    case domain::RackVerdict::not_reported:
      ++counts.not_reported;
      break;
    case domain::RackVerdict::missing:
    case domain::RackVerdict::vacated:
      break;
  }
  if (d.recorded_missing) ++counts.missing;
}

std::vector<WellBody> wells_of(const std::vector<services::WellView>& wells) {
  std::vector<WellBody> out;
  for (const services::WellView& well : wells) {
    out.push_back({well.position, well.id, well.code, std::to_string(well.entry_id)});
  }
  return out;
}

}  // namespace

std::string_view name_of(MissingTubes what) {
  return what == MissingTubes::leave ? "leave" : "take_out";
}
std::string_view name_of(MovedTubes what) {
  return what == MovedTubes::leave ? "leave" : "move_here";
}

std::vector<services::RackReading> readings_of(const std::vector<ReadingBody>& wells) {
  std::vector<services::RackReading> out;
  for (const ReadingBody& well : wells) {
    // What the scanner didn't report is told by leaving it out; a list may also say it.
    if (well.state != domain::ScannedState::not_reported) out.push_back({well.position, well.state, well.code});
  }
  return out;
}

std::vector<ReadingBody> body_of(const std::vector<services::RackReading>& wells) {
  std::vector<ReadingBody> out;
  for (const services::RackReading& well : wells) out.push_back({well.position, well.state, well.code});
  return out;
}

RackFileBody body_of(const services::RackFileView& file, Language language) {
  RackFileBody body{file.rack, file.profile, file.scanned_at, body_of(file.wells), {}};
  for (const services::RackFileLine& error : file.errors) {
    // The reader's own sentence names the cell and the earlier line; it is English.
    const bool english = language == Language::en;
    body.errors.push_back(
        {static_cast<int>(error.line), error.code,
         english ? error.detail : domain::reference_table("rack_errors").name_of(error.code, language)});
  }
  return body;
}

RackComparisonBody body_of(const services::RackComparison& comparison, Language language) {
  RackComparisonBody body;
  const domain::Container& c = comparison.container;
  body.container_id = c.id;
  body.container_code = c.code;
  body.container_name = c.name;
  body.rows = c.type.layout.rows;
  body.columns = c.type.layout.columns;
  body.rack_matches = comparison.rack_matches;
  if (comparison.file) {
    body.rack = comparison.file->rack;
    body.profile = comparison.file->profile;
    body.scanned_at = comparison.file->scanned_at;
  }
  body.digest = comparison.digest;
  for (const services::RackLine& line : comparison.lines) {
    count(body.counts, line.difference);
    body.lines.push_back(body_of(line, language));
  }
  body.wells = body_of(comparison.wells);
  return body;
}

services::RackApplication order_of(const RackApplicationBody& body, domain::ContainerId container) {
  return {container, body.digest, readings_of(body.wells), body.missing == MissingTubes::take_out,
          body.moved == MovedTubes::move_here};
}

RackAppliedBody body_of(const services::RackApplied& applied, Language language) {
  return {applied.placed.container, applied.placed.container_code, wells_of(applied.placed.wells),
          wells_of(applied.taken_out), warnings_of(applied.placed.warnings, language)};
}

}  // namespace frostkeep::http
