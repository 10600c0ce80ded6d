#include "http/shapes/accession_shapes.hpp"

namespace frostkeep::http {

domain::TubeEntry entry_of(const TubeBody& b) {
  return {b.code,   b.codes,       b.material, b.kind,         b.amount,      b.unit,      b.tube,      b.role,
          b.parent, b.participant, b.event,    b.collected_at, b.received_at, b.frozen_at, b.thaw_count};
}

AccessionBody body_of(const services::AccessionView& view, Language language) {
  AccessionBody body;
  for (const domain::Sample& tube : view.tubes) body.samples.push_back({tube.id, tube.code});
  body.warnings = warnings_of(view.warnings, language);
  return body;
}

services::SampleQuery query_of(const SampleListQuery& q) {
  services::SampleQuery query;
  query.filter.participant = q.participant_id.value_or(domain::ParticipantId{});
  query.filter.event = q.event_id.value_or(domain::EventId{});
  query.filter.container = q.container_id.value_or(domain::ContainerId{});
  query.filter.study = q.study_id.value_or(domain::StudyId{});
  query.filter.code = q.code.value_or("");
  query.material = q.material.value_or("");
  query.state = q.state.value_or("");
  query.after = q.after.value_or("");
  query.limit = q.limit.value_or(query.limit);
  return query;
}

SampleListBody body_of(const services::SamplePage& page) {
  SampleListBody body;
  for (const services::SampleListItem& item : page.items) {
    const domain::Sample& s = item.line.sample;
    SampleLineBody line;
    line.id = s.id;
    line.code = s.code;
    line.found_code = item.line.found_code;
    line.kind = name_of(s.kind);
    line.state = to_text(s.state);
    line.material = s.material;
    line.study_id = s.study;
    line.study = item.line.study_code;
    line.participant = item.line.participant_code;
    line.amount = view_of(s);
    line.thaw_count = s.thaw_count;
    line.collected_at = s.collected_at;
    line.received_at = s.received_at;
    line.frozen_at = s.frozen_at;
    line.mark = s.mark;
    if (item.line.container) line.container_id = item.line.container;
    line.container = item.line.container_code;
    line.position = item.position;
    line.place_kept = item.line.place_kept;
    body.items.push_back(std::move(line));
  }
  if (!page.next.empty()) body.next = page.next;
  return body;
}

}  // namespace frostkeep::http
