#include "http/shapes/collection_shapes.hpp"

#include "domain/refusal_text.hpp"

namespace frostkeep::http {
namespace {

TubeView tube_of(const domain::Sample& s) {
  return {
      s.id,           s.code, std::string(to_text(s.state)), s.material, s.tube, s.role, s.amount_text, s.amount_unit,
      s.collected_at, s.mark};
}

}  // namespace

CollectionBody body_of(const services::CollectionView& view, Language language) {
  CollectionBody body;
  body.id = view.event.id;
  body.participant_id = view.enrolment.participant;
  body.study_code = view.enrolment.study_code;
  body.study_id = view.enrolment.study;
  if (view.site) body.site = ref_of(*view.site);
  body.event = view.event.event_code;
  body.event_name_zh = view.planned.name_zh;
  body.event_name_en = view.planned.name_en;
  body.protocol_code = view.protocol_code;
  body.protocol_version = view.protocol_version;
  body.started_at = view.event.started_at;
  body.closed_at = view.event.closed_at;
  body.expected = view.expected;
  body.collected = view.collected;
  for (const services::PlanLine& line : view.lines) {
    PlanLineView row{line.tube.role, line.tube.material, line.tube.container, {}, {}, {}};
    if (line.tube.amount) row.amount = line.tube.amount->text;
    if (line.tube.parent) row.parent = static_cast<int>(*line.tube.parent);
    if (line.sample) row.tube = tube_of(*line.sample);
    body.lines.push_back(std::move(row));
  }
  for (const domain::Sample& sample : view.unplanned) body.unplanned.push_back(tube_of(sample));
  if (view.touched) body.touched_id = view.touched;
  body.warnings = warnings_of(view.warnings, language);
  return body;
}

ReceptionBody body_of(const services::ReceptionView& view, Language language) {
  ReceptionBody body{view.reception.id, view.reception.received_at, view.received, view.rejected, view.refused, {}};
  for (const services::ReceptionRow& row : view.rows) {
    ReceptionRowView shown{row.code, {}, row.outcome, row.state, row.material, row.mark, {}, {}, {}, {}};
    if (row.sample) shown.sample_id = row.sample;
    for (const domain::Violation& violation : row.violations) {
      const domain::Sentence sentence = domain::sentence_of(violation, language);
      shown.violations.push_back({std::string(name_of(violation.code)), sentence.text, sentence.remedy});
    }
    shown.warnings = warnings_of(row.warnings, language);
    if (!row.offered_container.empty()) {
      shown.offered_container = row.offered_container;
      shown.offered_position = row.offered_position;
    }
    body.rows.push_back(std::move(shown));
  }
  return body;
}

}  // namespace frostkeep::http
