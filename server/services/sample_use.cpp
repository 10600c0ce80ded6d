#include "services/sample_use.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "domain/accession_rules.hpp"
#include "domain/refusal.hpp"
#include "services/consent_guard.hpp"

namespace frostkeep::services {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::SampleActivity;
using domain::SampleId;

namespace {

domain::ConsentStep step_of(SampleActivity activity) {
  switch (activity) {
    case SampleActivity::pool:
      return domain::ConsentStep::pool;
    case SampleActivity::reserve:
      return domain::ConsentStep::reserve;
    case SampleActivity::distribute:
      return domain::ConsentStep::hand_over;
    default:
      return domain::ConsentStep::derive;
  }
}

/// The donors' locks come before the tubes', so the tubes are read without one first. Their study never changes.
UseJudgement judge_donors(WriteTransaction& tx, const domain::Scope& scope, const std::vector<SampleId>& ids,
                          SampleActivity activity) {
  std::vector<TubeOfUse> tubes;
  for (const SampleId id : ids) {
    const auto found = database::find_sample(tx, id);
    if (!found || !scope.contains(found->sample.owner_site, found->sample.study)) throw Refused(ErrorCode::not_found);
    tubes.push_back({id, found->sample.study, found->sample.code});
  }
  return judge_use(tx, tubes, step_of(activity));
}

}  // namespace

const LockedSample& TubesInUse::tube(SampleId id) const {
  const auto found = std::ranges::find_if(tubes, [&](const LockedSample& t) { return t.sample.id == id; });
  FROSTKEEP_INVARIANT(found != tubes.end());
  return *found;
}

TubesInUse lock_tubes(WriteTransaction& tx, const domain::Scope& scope, std::vector<SampleId> ids,
                      domain::SampleActivity activity) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const domain::ActivityRule& rule = domain::rule_of(activity);
  UseJudgement judgement;
  if (rule.is_use) judgement = judge_donors(tx, scope, ids, activity);
  TubesInUse in_use{database::lock_samples(tx, ids), database::donors_of(tx, ids), std::move(judgement.warnings)};
  if (in_use.tubes.size() != ids.size()) throw Refused(ErrorCode::not_found);
  std::vector<domain::Violation> violations;
  for (const LockedSample& tube : in_use.tubes) {
    const domain::Sample& s = tube.sample;
    if (!scope.contains(s.owner_site, s.study)) throw Refused(ErrorCode::not_found);
    if (domain::state_after(s.state, activity)) continue;
    const std::string state(to_text(s.state));
    violations.push_back(
        {ErrorCode::state_forbids, {{"code", s.code}, {"state", state}, {"activity", std::string(rule.name)}}});
  }
  violations.insert(violations.end(), judgement.violations.begin(), judgement.violations.end());
  if (!violations.empty()) throw Refused(std::move(violations));
  return in_use;
}

SampleId tube_of_code(const database::ReadTransaction& tx, const domain::Scope& scope, const std::string& code) {
  std::vector<SampleId> found;
  for (const database::ScannedThing& thing : database::find_by_code(tx, code)) {
    if (thing.kind == domain::StreamKind::sample && scope.contains(thing.site, thing.study)) {
      found.push_back(SampleId{thing.id});
    }
  }
  if (found.empty()) throw Refused(ErrorCode::code_unknown, {{"code", code}});
  if (found.size() > 1) throw Refused(ErrorCode::code_ambiguous, {{"code", code}});
  return found.front();
}

std::vector<domain::FieldChange> leave_place(WriteTransaction& tx, const LockedSample& tube, std::uint64_t entry,
                                             base::Timestamp when) {
  if (!tube.occupancy) return {};
  const database::PlaceRef& place = tube.occupancy->place;
  if (tube.occupancy->kind == domain::OccupantKind::kept) {
    database::release_kept_place(tx, tube.sample.id.value, place);
    return {database::place_change(domain::kKeptPlaceField, place, std::nullopt)};
  }
  database::stand_up(tx, tube.sample.id.value, place, entry, when);
  return {database::place_change(domain::kPlaceField, place, std::nullopt)};
}

base::Timestamp time_of(const WriteTransaction& tx, const std::optional<base::Timestamp>& told) {
  if (!told) return tx.now();
  if (auto future = domain::judge_event_time(*told, tx.now(), "happened_at")) {
    throw Refused(std::vector<domain::Violation>{std::move(*future)});
  }
  return *told;
}

}  // namespace frostkeep::services
