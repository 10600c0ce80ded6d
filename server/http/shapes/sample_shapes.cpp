#include "http/shapes/sample_shapes.hpp"

#include "base/text.hpp"
#include "domain/accession_rules.hpp"

namespace frostkeep::http {
namespace {

std::vector<RelativeView> relatives_of(const std::vector<database::Relative>& relatives) {
  std::vector<RelativeView> views;
  for (const database::Relative& r : relatives) {
    views.push_back({r.id, r.code, r.material, std::string(to_text(r.state)), std::string(name_of(r.kind))});
  }
  return views;
}

void add_origin(const services::SampleView& view, SampleBody& body) {
  for (const auto& donor : view.donors) body.participants.push_back({donor.id, donor.study_code});
  if (view.visit) {
    body.visit = VisitRef{view.visit->id, view.visit->code, view.visit_zh, view.visit_en, view.visit->started_at};
  }
  if (view.reception) {
    const database::ReceptionLine& r = *view.reception;
    body.reception = ArrivalView{r.id, r.received_at, r.from_site, r.temperature_mdeg_c};
  }
  if (view.entered) {
    const domain::Amount amount = domain::amount_of(*view.entered);
    body.amount_initial =
        AmountView{amount.volume_nl, amount.mass_pg, amount.cells, view.entered->text, view.entered->unit};
  }
  for (const std::string_view mark : base::split(view.sample.mark, ',')) {
    if (!mark.empty()) body.marks.emplace_back(mark);
  }
  body.restrictions = view.restrictions;
}

void add_sprec(const services::SampleView& view, Language language, SampleBody& body) {
  body.sprec_version = view.sample.sprec_version;
  if (!view.sprec) return;
  for (int element = 1; element <= 7; ++element) {
    body.sprec_words.push_back({element, view.sprec->elements[static_cast<std::size_t>(element - 1)],
                                domain::name_of_element(*view.sprec, element, Language::zh_cn),
                                domain::name_of_element(*view.sprec, element, Language::en)});
  }
  body.sprec_warnings = warnings_of(view.sprec_warnings, language);
}

}  // namespace

AmountView view_of(const domain::Sample& s) {
  return {s.amount.volume_nl, s.amount.mass_pg, s.amount.cells, s.amount_text, s.amount_unit};
}

ClockView view_of(const domain::ProcessingClock& clock, base::Timestamp now) {
  const std::int64_t elapsed = now - clock.from;
  return {std::string(to_text(clock.step)),
          std::string(to_text(clock.state)),
          clock.from,
          clock.due,
          elapsed / base::kSecond,
          clock.left_us / base::kSecond};
}

ProcessingStepView view_of(const domain::Processing& s) {
  return {s.id,
          std::string(name_of(s.kind)),
          s.started_at,
          s.ended_at,
          s.force_g,
          s.minutes,
          s.temperature_mdeg_c,
          s.brake,
          s.kept_before_mdeg_c,
          s.kept_after_mdeg_c,
          s.freezing_way,
          s.equipment,
          s.deviation};
}

SampleBody body_of(const services::SampleView& view, Language language) {
  const domain::Sample& s = view.sample;
  SampleBody body;
  body.id = s.id;
  body.code = s.code;
  body.codes = view.codes;
  body.version = s.version;
  body.kind = name_of(s.kind);
  body.state = to_text(s.state);
  body.material = s.material;
  body.tube = s.tube;
  body.role = s.role;
  if (view.study) body.study = ref_of(*view.study);
  if (view.owner_site) body.owner_site = ref_of(*view.owner_site);
  body.amount = view_of(s);
  body.thaw_count = s.thaw_count;
  body.collected_at = s.collected_at;
  body.received_at = s.received_at;
  body.frozen_at = s.frozen_at;
  body.sprec = s.sprec;
  body.mark = s.mark;
  body.location = steps_of(view.location);
  body.position = view.position;
  body.place_kept = view.place_kept;
  body.parents = relatives_of(view.parents);
  body.children = relatives_of(view.children);
  add_origin(view, body);
  add_sprec(view, language, body);
  body.spun_at = s.spun_at;
  body.spin_ended_at = s.spin_ended_at;
  body.kept_mdeg_c = s.kept_mdeg_c;
  for (const domain::Processing& step : view.processing) body.processing.push_back(view_of(step));
  body.server_time = view.now;
  if (!view.bench) return body;
  body.next = name_of(view.bench->next);
  for (const domain::ProcessingClock& clock : view.bench->clocks) body.clocks.push_back(view_of(clock, view.now));
  return body;
}

TimelineBody body_of(const services::Timeline& timeline) {
  TimelineBody body;
  body.more = timeline.more;
  if (!timeline.next.empty()) body.next = timeline.next;
  for (const services::TimelineItem& item : timeline.items) {
    const domain::LedgerEntry& e = item.entry;
    TimelineItemView view{std::to_string(e.entry_id),
                          std::string(name_of(e.stream_kind)),
                          std::to_string(e.stream_id),
                          e.sequence,
                          std::string(name_of(e.what)),
                          e.event_time,
                          e.entry_time,
                          item.actor,
                          item.site,
                          e.reason,
                          {},
                          {},
                          {}};
    if (e.corrects != 0) view.corrects = std::to_string(e.corrects);
    if (item.struck_by != 0) view.struck_by = std::to_string(item.struck_by);
    for (const services::TimelineChange& c : item.changes) view.changes.push_back({c.field, c.before, c.after});
    body.items.push_back(std::move(view));
  }
  return body;
}

ScanBody body_of(const services::ScanView& view) {
  const database::ScannedThing& t = view.thing;
  return {t.code,     std::string(name_of(t.kind)), std::to_string(t.id), t.title, t.state,
          t.material, steps_of(view.location),      view.position,        t.kept};
}

}  // namespace frostkeep::http
