#include "services/collection_service.hpp"

#include <algorithm>

#include "database/consent_records.hpp"
#include "domain/code_text.hpp"
#include "services/collection_draw.hpp"
#include "services/fresh_codes.hpp"
#include "services/participant_access.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;

const domain::PlannedEvent* event_of(const domain::Protocol& protocol, const std::string& code) {
  const auto found = std::ranges::find(protocol.events, code, &domain::PlannedEvent::code);
  return found == protocol.events.end() ? nullptr : &*found;
}

/// The protocol that is asked for, or the study's newest that is in use and has the event.
database::StoredProtocol protocol_for(const ReadTransaction& tx, domain::StudyId study, const StartOrder& order) {
  std::vector<database::StoredProtocol> fitting = database::read_protocols(tx, study);
  std::erase_if(fitting, [&](const database::StoredProtocol& p) {
    return event_of(p.protocol, order.event) == nullptr || (order.protocol ? p.id != order.protocol : p.retired);
  });
  const auto newest = std::ranges::max_element(fitting, {}, &database::StoredProtocol::id);
  if (newest == fitting.end()) throw Refused(ErrorCode::not_found, {{"field", "protocol"}});
  return *newest;
}

/// The sample of a plan's line: a drawn tube by its role, a made one by its role under its parent's sample.
std::optional<domain::Sample> sample_of(const PlanLine& line, const std::vector<PlanLine>& lines,
                                        const std::vector<database::TubeOfEvent>& tubes) {
  domain::SampleId parent;
  if (line.tube.parent) {
    const auto& above = lines[*line.tube.parent].sample;
    if (!above) return std::nullopt;
    parent = above->id;
  }
  const auto found = std::ranges::find_if(
      tubes, [&](const database::TubeOfEvent& t) { return t.parent == parent && t.sample.role == line.tube.role; });
  return found == tubes.end() ? std::nullopt : std::optional(found->sample);
}

void fill_lines(CollectionView& view, const std::vector<database::TubeOfEvent>& tubes) {
  for (domain::ExpectedTube& tube : domain::expected_tubes(view.planned)) {
    PlanLine line{std::move(tube), {}};
    line.sample = sample_of(line, view.lines, tubes);
    view.lines.push_back(std::move(line));
  }
  for (const database::TubeOfEvent& tube : tubes) {
    const bool planned = std::ranges::any_of(
        view.lines, [&](const PlanLine& line) { return line.sample && line.sample->id == tube.sample.id; });
    if (!planned) view.unplanned.push_back(tube.sample);
    if (tube.parent) continue;
    if (tube.sample.state == domain::SampleState::expected) ++view.expected;
    if (tube.sample.collected_at) ++view.collected;
  }
}

}  // namespace

CollectionView CollectionService::describe(const ReadTransaction& tx, const domain::Scope& scope,
                                           domain::EventId id) const {
  const auto event = database::find_collection_event(tx, id);
  if (!event) throw Refused(ErrorCode::not_found);
  const auto enrolment = database::find_enrolment(tx, event->enrolment);
  if (!scope.contains({}, enrolment->study)) throw Refused(ErrorCode::not_found);
  CollectionView view;
  view.event = *event;
  view.enrolment = *enrolment;
  view.site = database::find_site(tx, event->site);
  const auto protocol = database::find_protocol(tx, event->protocol);
  view.protocol_code = protocol->protocol.code;
  view.protocol_version = protocol->protocol.version;
  view.planned = *event_of(protocol->protocol, event->event_code);
  fill_lines(view, database::tubes_of_event(tx, id));
  return view;
}

CollectionView CollectionService::view(const domain::Scope& scope, domain::EventId id) const {
  return house_.database.read([&](const ReadTransaction& tx) { return describe(tx, scope, id); });
}

std::vector<CollectionView> CollectionService::visits_of(const domain::Scope& scope,
                                                         domain::ParticipantId participant) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    std::vector<CollectionView> visits;
    for (const database::Enrolment& enrolment : visible_enrolments(tx, scope, participant)) {
      for (const database::CollectionEvent& event : database::collection_events_of(tx, participant)) {
        if (event.enrolment == enrolment.id) visits.push_back(describe(tx, scope, event.id));
      }
    }
    return visits;
  });
}

database::Enrolment CollectionService::find_enrolled(const ReadTransaction& tx, const domain::Scope& scope,
                                                     const std::string& card) const {
  const auto code = domain::normalise_scanned_code(card);
  if (!code) throw Refused(code.violations);
  for (const database::ScannedThing& thing : database::find_by_code(tx, *code)) {
    if (thing.kind != domain::StreamKind::participant) continue;
    const auto enrolments = database::enrolments_of(tx, domain::ParticipantId{thing.id});
    // A card of one study names that study; any other code of the person the first that the asker may see.
    for (const database::Enrolment& e : enrolments) {
      if (e.study_code == *code && scope.contains({}, e.study)) return e;
    }
    for (const database::Enrolment& e : enrolments) {
      if (scope.contains({}, e.study)) return e;
    }
  }
  throw Refused(ErrorCode::code_unknown, {{"code", *code}});
}

CollectionView CollectionService::open_visit(WriteTransaction& tx, const Asked& asked,
                                             const database::Enrolment& enrolment, const StartOrder& order) const {
  const auto existing = database::find_collection_event(tx, enrolment.id, order.event);
  if (existing) return describe(tx, asked.scope, existing->id);
  const database::StoredProtocol protocol = protocol_for(tx, enrolment.study, order);
  const auto study = database::find_study(tx, enrolment.study);
  database::CollectionEvent event;
  event.id = domain::EventId{tx.next_id()};
  event.enrolment = enrolment.id;
  event.protocol = protocol.id;
  event.event_code = order.event;
  event.site = asked.context.site;
  event.started_at = tx.now();
  database::insert_collection_event(tx, event);
  std::vector<database::NewSample> tubes;
  for (const domain::ExpectedTube& expected : domain::expected_tubes(*event_of(protocol.protocol, order.event))) {
    if (!expected.parent) tubes.push_back(planned_sample(tx, event, enrolment, expected));
  }
  const auto codes = fresh_codes(tx, house_.random, prefix_of(study->code, "FK"), kTubeDigits, tubes.size());
  for (std::size_t i = 0; i < tubes.size(); ++i) tubes[i].sample.code = codes[i];
  database::insert_samples(tx, tubes, {domain::Happening::registered});
  return describe(tx, asked.scope, event.id);
}

CollectionView CollectionService::start(const Asked& asked, const StartOrder& order) {
  const auto run = [&] {
    return house_.database.write(asked.context, [&](WriteTransaction& tx) {
      const database::Enrolment enrolment = find_enrolled(tx, asked.scope, order.card);
      if (!asked.scope.contains(asked.context.site, enrolment.study)) throw Refused(ErrorCode::not_found);
      return open_visit(tx, asked, enrolment, order);
    });
  };
  try {
    return run();
  } catch (const Refused& refused) {
    // Another chair opened the same visit meanwhile: it is there now.
    if (refused.code() != ErrorCode::name_taken) throw;
    return run();
  }
}

CollectionView CollectionService::collect(const Asked& asked, domain::EventId id, const CollectOrder& order) {
  auto code = domain::normalise_scanned_code(order.code);
  if (!code) throw Refused(std::move(code.violations));
  CollectOrder clean = order;
  clean.code = *code;
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const CollectionView before = describe(tx, asked.scope, id);
    if (!asked.scope.contains(asked.context.site, before.enrolment.study)) throw Refused(ErrorCode::not_found);
    const Drawn drawn = draw_tube(tx, before, clean);
    CollectionView view = describe(tx, asked.scope, id);
    view.touched = drawn.sample;
    view.warnings = drawn.warnings;
    return view;
  });
}

CollectionView CollectionService::skip(const Asked& asked, domain::EventId id, domain::SampleId tube) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    describe(tx, asked.scope, id);
    skip_tube(tx, id, tube);
    CollectionView view = describe(tx, asked.scope, id);
    view.touched = tube;
    return view;
  });
}

CollectionView CollectionService::close(const Asked& asked, domain::EventId id) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const CollectionView before = describe(tx, asked.scope, id);
    const auto event = database::lock_collection_event(tx, id);
    if (!event->closed_at) database::close_collection_event(tx, *event, tx.now());
    CollectionView view = describe(tx, asked.scope, id);
    if (before.expected > 0) view.warnings.push_back({"tubes_missing", {{"count", std::to_string(before.expected)}}});
    return view;
  });
}

}  // namespace frostkeep::services
