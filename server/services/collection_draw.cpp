#include "services/collection_draw.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "database/consent_records.hpp"
#include "database/scan_code_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"
#include "domain/material.hpp"
#include "domain/reception_rules.hpp"
#include "domain/reference_table.hpp"
#include "domain/sprec_of_tube.hpp"

namespace frostkeep::services {
namespace {

using database::Changes;
using database::LockedSample;
using database::SampleField;
using database::value_of;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::Refused;
using domain::SampleState;

/// What the draw says of the tube, checked.
struct Draft {
  base::Timestamp drawn_at;
  std::optional<domain::Measure> amount;
  std::string mark;
};

void need_reason(const WriteTransaction& tx) {
  if (base::trim(tx.context().reason).empty()) throw Refused(ErrorCode::reason_missing, {{"field", "reason"}});
}

void judge_donor(WriteTransaction& tx, const CollectionView& visit, base::Timestamp drawn_at) {
  const domain::ParticipantId donor = visit.enrolment.participant;
  const auto people = database::lock_participants(tx, std::span(&donor, 1));
  const auto state = database::consent_state(tx, people, visit.enrolment.study);
  auto judged = domain::judge_consent(state.at(donor), domain::ConsentStep::collect, drawn_at);
  if (!judged.violations.empty()) throw Refused(std::move(judged.violations));
}

Draft checked(const WriteTransaction& tx, const CollectOrder& order) {
  Draft draft{order.drawn_at.value_or(tx.now()), {}, {}};
  std::vector<domain::Violation> violations = domain::check_conditions(order.conditions);
  draft.mark = domain::mark_of({order.conditions, false, {}});
  if (draft.drawn_at > tx.now()) {
    violations.push_back(
        {ErrorCode::field_out_of_range, {{"field", "drawn_at"}, {"limit", "≤ " + base::to_text(tx.now())}}});
  }
  if (!order.amount.empty()) {
    auto amount = domain::parse_measure(order.amount);
    if (amount) draft.amount = *amount;
    violations.insert(violations.end(), amount.violations.begin(), amount.violations.end());
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  return draft;
}

const PlanLine* line_of(const CollectionView& visit, domain::SampleId sample) {
  const auto found =
      std::ranges::find_if(visit.lines, [&](const PlanLine& l) { return l.sample && l.sample->id == sample; });
  return found == visit.lines.end() ? nullptr : &*found;
}

void set_amount(domain::Sample& sample, const std::optional<domain::Measure>& amount) {
  if (!amount) return;
  sample.amount = domain::amount_of(*amount);
  sample.amount_text = amount->text;
  sample.amount_unit = amount->unit;
}

/// The changes that a draw makes in an expected tube.
std::vector<domain::FieldChange> draw_changes(const domain::Sample& before, const domain::Sample& after) {
  Changes changes;
  changes.change(SampleField::state, value_of(static_cast<int>(before.state)), value_of(static_cast<int>(after.state)))
      .change(SampleField::code, value_of(before.code), value_of(after.code))
      .change(SampleField::volume, value_of(before.amount.volume_nl), value_of(after.amount.volume_nl))
      .change(SampleField::mass, value_of(before.amount.mass_pg), value_of(after.amount.mass_pg))
      .change(SampleField::cells, value_of(before.amount.cells), value_of(after.amount.cells))
      .change(SampleField::amount_text, value_of(before.amount_text), value_of(after.amount_text))
      .change(SampleField::amount_unit, value_of(before.amount_unit), value_of(after.amount_unit))
      .change(SampleField::collected_at, value_of(before.collected_at), value_of(after.collected_at))
      .change(SampleField::mark, value_of(before.mark), value_of(after.mark))
      .change(SampleField::sprec, value_of(before.sprec), value_of(after.sprec))
      .change(SampleField::sprec_version, value_of(before.sprec_version), value_of(after.sprec_version));
  return changes.take();
}

/// Records the draw of a tube that the visit expects; `maker_code` is bound to it unless it is its own.
Drawn draw_planned(WriteTransaction& tx, const CollectionView& visit, const LockedSample& tube, const std::string& code,
                   const Draft& draft) {
  const domain::Sample& before = tube.sample;
  if (before.state != SampleState::expected) {
    throw Refused(ErrorCode::state_forbids,
                  {{"code", before.code}, {"state", std::string(to_text(before.state))}, {"activity", "collect"}});
  }
  const PlanLine* line = line_of(visit, before.id);
  domain::Sample after = before;
  after.state = SampleState::collected;
  after.code = code;
  after.collected_at = draft.drawn_at;
  after.mark = draft.mark;
  Drawn drawn{before.id};
  const auto planned = line != nullptr ? line->tube.amount : std::nullopt;
  set_amount(after, draft.amount ? draft.amount : planned);
  const bool less =
      draft.amount && planned && draft.amount->kind == planned->kind && draft.amount->value < planned->value;
  if (less) {
    drawn.warnings.push_back(
        {"amount_below_plan", {{"code", code}, {"amount", draft.amount->text}, {"limit", planned->text}}});
  }
  domain::refresh_sprec(after);
  std::vector<domain::FieldChange> changes = draw_changes(before, after);
  const std::vector<std::string> codes = database::codes_of(tx, before.id.value);
  if (std::ranges::find(codes, code) == codes.end()) {
    const database::NewScanCode fresh{code, 0, domain::StreamKind::sample, before.id.value};
    database::insert_scan_codes(tx, std::span(&fresh, 1));
    changes.push_back(database::code_change(code, 0));
  }
  database::change_thing(tx, database::kSamples, {tube.head(), std::move(changes)},
                         {Happening::collected, draft.drawn_at});
  return drawn;
}

Drawn draw_unplanned(WriteTransaction& tx, const CollectionView& visit, const CollectOrder& order, const Draft& draft) {
  need_reason(tx);
  const UnplannedTube& tube = *order.unplanned;
  std::vector<domain::Violation> violations;
  if (domain::find_material(tube.material) == nullptr) {
    violations.push_back({ErrorCode::field_malformed, {{"field", "material"}, {"value", tube.material}}});
  }
  if (!domain::reference_table("tubes").find(tube.container)) {
    violations.push_back({ErrorCode::field_malformed, {{"field", "container"}, {"value", tube.container}}});
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  database::NewSample fresh = planned_sample(tx, visit.event, visit.enrolment,
                                             {tube.role, tube.material, tube.container, std::nullopt, std::nullopt});
  domain::Sample& sample = fresh.sample;
  sample.state = SampleState::collected;
  sample.code = order.code;
  sample.collected_at = draft.drawn_at;
  sample.mark = draft.mark;
  set_amount(sample, draft.amount);
  domain::refresh_sprec(sample);
  database::insert_samples(tx, std::span(&fresh, 1), {Happening::collected, draft.drawn_at});
  return {sample.id};
}

/// The expected tube that the code names, or that a code nobody knows is to be bound to.
std::optional<LockedSample> find_planned(WriteTransaction& tx, const CollectionView& visit, const CollectOrder& order) {
  const auto things = database::find_by_code(tx, order.code);
  domain::SampleId wanted = order.planned;
  if (!things.empty()) {
    wanted =
        things.front().kind == domain::StreamKind::sample ? domain::SampleId{things.front().id} : domain::SampleId{};
  }
  if (!wanted) {
    if (!things.empty()) throw Refused(ErrorCode::code_taken, {{"code", order.code}});
    return std::nullopt;
  }
  auto locked = database::lock_sample(tx, wanted);
  const bool ours = locked && locked->sample.event == visit.event.id;
  if (ours) return locked;
  if (things.empty()) throw Refused(ErrorCode::not_found);
  throw Refused(ErrorCode::code_taken, {{"code", order.code}});
}

}  // namespace

database::NewSample planned_sample(WriteTransaction& tx, const database::CollectionEvent& event,
                                   const database::Enrolment& enrolment, const domain::ExpectedTube& tube) {
  database::NewSample fresh;
  domain::Sample& s = fresh.sample;
  s.id = domain::SampleId{tx.next_id()};
  s.study = enrolment.study;
  s.owner_site = event.site;
  s.event = event.id;
  s.kind = domain::SampleKind::primary;
  s.material = tube.material;
  s.tube = tube.container;
  s.role = tube.role;
  s.state = SampleState::expected;
  fresh.donors = {enrolment.participant};
  return fresh;
}

Drawn draw_tube(WriteTransaction& tx, const CollectionView& visit, const CollectOrder& order) {
  const Draft draft = checked(tx, order);
  judge_donor(tx, visit, draft.drawn_at);
  const auto planned = find_planned(tx, visit, order);
  if (!planned && !order.unplanned) throw Refused(ErrorCode::code_unknown, {{"code", order.code}});
  Drawn drawn =
      planned ? draw_planned(tx, visit, *planned, order.code, draft) : draw_unplanned(tx, visit, order, draft);
  if (visit.event.closed_at) {
    drawn.warnings.push_back({"late_tube", {{"code", order.code}, {"value", base::to_text(*visit.event.closed_at)}}});
  }
  if (domain::has_own_shape(order.code) && !domain::is_own_code(order.code)) {
    drawn.warnings.push_back({"code_check_wrong", {{"code", order.code}}});
  }
  return drawn;
}

void skip_tube(WriteTransaction& tx, domain::EventId event, domain::SampleId tube) {
  need_reason(tx);
  const auto locked = database::lock_sample(tx, tube);
  if (!locked || locked->sample.event != event) throw Refused(ErrorCode::not_found);
  const auto after = domain::state_after(locked->sample.state, domain::SampleActivity::skip);
  if (!after) {
    throw Refused(
        ErrorCode::state_forbids,
        {{"code", locked->sample.code}, {"state", std::string(to_text(locked->sample.state))}, {"activity", "skip"}});
  }
  Changes changes;
  changes.change(SampleField::state, value_of(static_cast<int>(locked->sample.state)),
                 value_of(static_cast<int>(*after)));
  database::change_thing(tx, database::kSamples, {locked->head(), changes.take()}, {Happening::entered_in_error});
}

}  // namespace frostkeep::services
