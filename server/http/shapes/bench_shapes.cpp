#include "http/shapes/bench_shapes.hpp"

namespace frostkeep::http {

services::AliquotOrder order_of(const AliquotBody& body, domain::SampleId parent) {
  services::AliquotOrder order{parent, {}, body.taken, body.used_up, body.thawed, body.happened_at};
  for (const ChildBody& c : body.children) {
    order.children.push_back({c.code, c.material, c.amount, c.tube, c.role, c.count.value_or(1)});
  }
  return order;
}

services::PoolOrder order_of(const PoolBody& body) {
  services::PoolOrder order{{}, body.code, body.material, body.tube, body.role, body.happened_at};
  for (const PoolPartBody& part : body.parts) order.parts.push_back({part.code, part.amount});
  return order;
}

services::CorrectionOrder order_of(const CorrectionBody& b, domain::SampleId sample) {
  services::CorrectionOrder order;
  order.sample = sample;
  order.corrects = b.corrects.value_or(domain::EntryId{});
  order.amount = b.amount;
  order.material = b.material;
  order.mark = b.mark;
  order.collected_at = b.collected_at;
  order.received_at = b.received_at;
  order.frozen_at = b.frozen_at;
  order.only_this = b.only_this;
  order.container = b.container_id.value_or(domain::ContainerId{});
  order.position = b.position;
  order.swap_with = b.swap_with;
  order.participant = b.participant;
  order.event = b.event;
  return order;
}

TubeChangeBody body_of(const services::TubeView& view, Language language) {
  const domain::Sample& s = view.sample;
  const AmountView taken{view.taken.volume_nl, view.taken.mass_pg, view.taken.cells, {}, {}};
  return {std::to_string(view.entry_id),       s.id,       s.code, s.version,
          std::string(to_text(s.state)),       view_of(s), taken,  s.thaw_count,
          warnings_of(view.warnings, language)};
}

AliquotsBody body_of(const services::AliquotView& view, Language language) {
  const domain::Sample& p = view.parent;
  AliquotsBody body{
      std::to_string(view.entry_id),       p.id, p.code, std::string(to_text(p.state)), view_of(p), p.thaw_count, {},
      warnings_of(view.warnings, language)};
  for (const domain::Sample& c : view.children) {
    body.children.push_back({c.id, c.code, std::string(name_of(c.kind)), c.material, c.role, view_of(c), c.thaw_count});
  }
  return body;
}

CorrectionResultBody body_of(const services::CorrectionView& view, Language language) {
  CorrectionResultBody body;
  for (const services::Consequence& tube : view.tubes) {
    ConsequenceView shown{tube.id, tube.code, {}, tube.relabel};
    for (const services::TimelineChange& c : tube.changes) shown.changes.push_back({c.field, c.before, c.after});
    body.tubes.push_back(std::move(shown));
  }
  body.warnings = warnings_of(view.warnings, language);
  return body;
}

}  // namespace frostkeep::http
