#include "http/shapes/processing_shapes.hpp"

namespace frostkeep::http {
namespace {

BenchTubeView line_of(const services::BenchTube& tube, base::Timestamp now) {
  const domain::Sample& s = tube.line.sample;
  BenchTubeView view;
  view.id = s.id;
  view.code = s.code;
  view.material = s.material;
  view.tube = s.tube;
  view.role = s.role;
  view.kind = name_of(s.kind);
  view.state = to_text(s.state);
  view.study = tube.line.study_code;
  view.participant = tube.line.participant_code;
  view.visit = tube.line.event_code;
  view.mark = s.mark;
  view.collected_at = s.collected_at;
  view.received_at = s.received_at;
  view.spun_at = s.spun_at;
  view.frozen_at = s.frozen_at;
  view.next = name_of(tube.judgement.next);
  for (const domain::ProcessingClock& clock : tube.judgement.clocks) view.clocks.push_back(view_of(clock, now));
  if (!view.clocks.empty()) view.clock = view.clocks.front();
  if (tube.running) view.running_step = tube.running;
  return view;
}

}  // namespace

services::ProcessingOrder order_of(const ProcessingOrderBody& body) {
  services::ProcessingOrder order{{}, body.started_at, body.codes};
  domain::Processing& step = order.step;
  step.kind = body.kind;
  step.ended_at = body.ended_at;
  step.force_g = body.force_g;
  step.minutes = body.minutes;
  step.temperature_mdeg_c = body.temperature_mdeg_c;
  step.brake = body.brake;
  step.kept_before_mdeg_c = body.kept_before_mdeg_c;
  step.kept_after_mdeg_c = body.kept_after_mdeg_c;
  step.freezing_way = body.freezing_way;
  step.equipment = body.equipment;
  step.deviation = body.deviation;
  return order;
}

ProcessingBody body_of(const services::ProcessingView& view, Language language) {
  ProcessingBody body{view.step.id, view_of(view.step), view.step.version, {}, view.operator_name, {}, {}};
  if (view.site) body.site = ref_of(*view.site);
  for (const domain::Sample& s : view.tubes) {
    body.tubes.push_back({s.id, s.code, s.version, s.material, s.role, std::string(to_text(s.state)), s.sprec});
  }
  body.warnings = warnings_of(view.warnings, language);
  return body;
}

BenchBody body_of(const services::BenchView& view) {
  BenchBody body{view.now, {}, view.waiting, view.near, view.overdue, {}, view.more, {}};
  if (view.site) body.site = ref_of(*view.site);
  for (const services::BenchTube& tube : view.tubes) body.tubes.push_back(line_of(tube, view.now));
  for (const database::RunningStep& step : view.running) body.running.push_back({view_of(step.step), step.tubes});
  return body;
}

TodayBody body_of(const services::TodayView& view) {
  TodayBody body{view.bench.now, view.day, {}, body_of(view.bench), {}, 0, 0, {}, 0, {}};
  body.site = body.bench.site;
  for (const database::OpenVisit& v : view.visits) {
    body.visits.push_back({v.id, v.participant, v.participant_code, v.study_code, v.event_code, v.started_at,
                           v.expected, v.collected});
    body.expected_tubes += v.expected;
    body.collected_tubes += v.collected;
  }
  for (const database::ReceptionLine& r : view.receptions) {
    body.receptions.push_back({r.id, r.received_at, r.from_site, r.temperature_mdeg_c, r.tubes, r.rejected});
    body.received_tubes += r.tubes;
  }
  for (const services::TodayPlace& p : view.places) {
    body.places.push_back({p.place.id, p.place.code, p.place.name, p.type_zh, p.type_en, p.place.last_at,
                           p.place.placed});
  }
  return body;
}

}  // namespace frostkeep::http
