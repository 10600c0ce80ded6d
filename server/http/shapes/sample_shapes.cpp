#include "http/shapes/sample_shapes.hpp"

namespace frostkeep::http {
namespace {

std::vector<RelativeView> relatives_of(const std::vector<database::Relative>& relatives) {
  std::vector<RelativeView> views;
  for (const database::Relative& r : relatives) {
    views.push_back({r.id, r.code, r.material, std::string(to_text(r.state)), std::string(name_of(r.kind))});
  }
  return views;
}

}  // namespace

AmountView view_of(const domain::Sample& s) {
  return {s.amount.volume_nl, s.amount.mass_pg, s.amount.cells, s.amount_text, s.amount_unit};
}

SampleBody body_of(const services::SampleView& view) {
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
  return body;
}

TimelineBody body_of(const services::Timeline& timeline) {
  TimelineBody body;
  body.more = timeline.more;
  for (const services::TimelineItem& item : timeline.items) {
    const domain::LedgerEntry& e = item.entry;
    TimelineItemView view{std::to_string(e.entry_id),
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
