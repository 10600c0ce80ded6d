#include "services/processing_service.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "database/bench_records.hpp"
#include "database/sample_family_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Processing;
using domain::Refused;
using domain::SampleId;
using domain::Violation;

/// Tubes by the row of the order, found and locked.
class Codes {
 public:
  Codes(WriteTransaction& tx, const Asked& asked, const std::vector<std::string>& scanned) {
    if (scanned.empty()) throw Refused(ErrorCode::field_missing, {{"field", "codes"}});
    if (scanned.size() > kMaxTubesProcessed) {
      throw Refused(ErrorCode::field_too_long, {{"field", "codes"}, {"limit", std::to_string(kMaxTubesProcessed)}});
    }
    std::vector<std::string> clean;
    for (std::size_t i = 0; i < scanned.size(); ++i) {
      auto code = domain::normalise_scanned_code(scanned[i]);
      for (Violation& violation : code.violations) refuse(i, std::move(violation));
      clean.push_back(code ? *code : std::string());
    }
    find(tx, asked, clean);
  }

  void refuse(std::size_t row, Violation violation) {
    violation.values["row"] = std::to_string(row + 1);
    violation.values["pointer"] = "/codes/" + std::to_string(row);
    violations_.push_back(std::move(violation));
  }
  void throw_if_refused() {
    if (!violations_.empty()) throw Refused(std::move(violations_));
  }
  /// Row of the order → tube; a row that is refused has none.
  const std::map<std::size_t, const LockedSample*>& rows() const { return rows_; }

 private:
  void find(WriteTransaction& tx, const Asked& asked, const std::vector<std::string>& clean) {
    const auto named = database::samples_by_code(tx, clean);
    std::set<SampleId> ids;
    for (const auto& [code, id] : named) ids.insert(id);
    tubes_ = database::lock_samples(tx, std::vector<SampleId>(ids.begin(), ids.end()));
    std::map<SampleId, const LockedSample*> visible;
    for (const LockedSample& tube : tubes_) {
      if (asked.scope.contains(tube.sample.owner_site, tube.sample.study)) visible[tube.sample.id] = &tube;
    }
    std::set<SampleId> seen;
    for (std::size_t i = 0; i < clean.size(); ++i) {
      if (clean[i].empty()) continue;
      const std::map<std::string, std::string> values = {{"code", clean[i]}};
      std::vector<const LockedSample*> found;
      const auto [first, last] = named.equal_range(clean[i]);
      for (auto it = first; it != last; ++it) {
        if (const auto tube = visible.find(it->second); tube != visible.end()) found.push_back(tube->second);
      }
      if (found.size() != 1) {
        refuse(i, {found.empty() ? ErrorCode::code_unknown : ErrorCode::code_ambiguous, values});
      } else if (!seen.insert(found.front()->sample.id).second) {
        refuse(i, {ErrorCode::duplicate_in_request, values});
      } else {
        rows_[i] = found.front();
      }
    }
  }

  std::vector<LockedSample> tubes_;
  std::map<std::size_t, const LockedSample*> rows_;
  std::vector<Violation> violations_;
};

/// Materials that the protocol wants of each tube; two statements for all.
std::map<SampleId, std::vector<std::string>> planned_for(const ReadTransaction& tx,
                                                         const std::vector<SampleId>& tubes) {
  std::map<SampleId, std::vector<std::string>> planned;
  const auto plans = database::plans_of_tubes(tx, tubes);
  for (const auto& [tube, plan] : plans.tubes) {
    const auto events = plans.events.find(plan.protocol);
    if (events != plans.events.end()) planned[tube] = domain::planned_materials(events->second, plan.event, plan.role);
  }
  return planned;
}

struct Change {
  LockedSample before;
  domain::Sample after;
  bool in_step = true;
};

/// Tubes made of these after the step began: what was done with the parent before holds for them too.
std::vector<Change> made_since(WriteTransaction& tx, const std::vector<SampleId>& tubes, const Processing& step) {
  std::vector<Change> changes;
  for (LockedSample& child : database::lock_samples(tx, database::made_after(tx, tubes, step.started_at))) {
    domain::Sample after = child.sample;
    if (step.kind == domain::ProcessingKind::first_spin && !after.spun_at) after.spun_at = step.started_at;
    if (is_spin(step.kind)) {
      after.spin_ended_at = step.end();
      if (!after.kept_mdeg_c) after.kept_mdeg_c = step.kept_after_mdeg_c;
    }
    changes.push_back({std::move(child), std::move(after), false});
  }
  return changes;
}

/// SPREC of all, then rows and entries in groups that change the same columns. `tells_step`: the entries say that the
/// tube is in the step from now on.
void write_tubes(WriteTransaction& tx, std::vector<Change>& changes, const Processing& step, bool tells_step) {
  std::vector<SampleId> ids;
  for (const Change& change : changes) ids.push_back(change.after.id);
  const auto histories = database::histories_of(tx, ids);
  std::map<std::vector<std::uint16_t>, std::vector<database::ThingChange>> groups;
  for (Change& change : changes) {
    domain::derive_sprec(change.after, histories.at(change.after.id));
    std::vector<domain::FieldChange> fields = database::changes_between(change.before.sample, change.after);
    if (fields.empty() && !(tells_step && change.in_step)) continue;
    std::vector<std::uint16_t> columns;
    for (const domain::FieldChange& field : fields) columns.push_back(field.field);
    if (tells_step && change.in_step) fields.push_back(database::step_change(step.id));
    groups[columns].push_back({change.before.head(), std::move(fields)});
    ++change.after.version;
  }
  const base::Timestamp when = tells_step ? step.started_at : step.ended_at.value_or(tx.now());
  for (auto& [columns, things] : groups) {
    database::change_things(tx, database::kSamples, things, {domain::Happening::processed, when});
  }
}

ProcessingView described(const ReadTransaction& tx, const Processing& step) {
  ProcessingView view{step, database::find_site(tx, step.site), {}, {}};
  if (const auto user = database::find_user(tx, step.operator_id)) view.operator_name = user->display_name;
  return view;
}

void show_tubes(ProcessingView& view, std::vector<Change>& changes) {
  for (Change& change : changes) {
    if (change.in_step) view.tubes.push_back(std::move(change.after));
  }
}

}  // namespace

ProcessingView ProcessingService::record(const Asked& asked, const ProcessingOrder& order) {
  if (!asked.context.site || !asked.scope.contains_site(asked.context.site)) throw Refused(ErrorCode::not_found);
  Processing step = order.step;
  step.site = asked.context.site;
  step.operator_id = asked.context.actor;
  step.started_at = order.started_at.value_or(asked.context.now);
  // What lasts no time is over when it is told.
  if (step.kind == domain::ProcessingKind::not_spun && !step.ended_at) step.ended_at = step.started_at;
  auto violations = domain::violations_of(step, asked.context.now);
  if (!violations.empty()) throw Refused(std::move(violations));
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    Codes codes(tx, asked, order.codes);
    std::vector<SampleId> ids;
    for (const auto& [row, tube] : codes.rows()) ids.push_back(tube->sample.id);
    const auto planned = planned_for(tx, ids);
    std::vector<domain::Warning> warnings;
    std::vector<Change> changes;
    for (const auto& [row, tube] : codes.rows()) {
      const auto materials = planned.find(tube->sample.id);
      const auto limits = domain::limits_of_tube(
          tube->sample, materials == planned.end() ? std::vector<std::string>{} : materials->second);
      auto judged = domain::judge_processing(tube->sample, step, limits);
      for (Violation& violation : judged.violations) codes.refuse(row, std::move(violation));
      for (domain::Warning& warning : judged.warnings) warnings.push_back(std::move(warning));
      changes.push_back({*tube, tube->sample});
      domain::apply_processing(changes.back().after, step);
    }
    codes.throw_if_refused();
    Processing made = step;
    made.id = domain::ProcessingId{tx.next_id()};
    made.version = 1;
    for (Change& change : made_since(tx, ids, made)) changes.push_back(std::move(change));
    database::insert_processing(tx, made);
    database::insert_processing_tubes(tx, made.id, ids);
    write_tubes(tx, changes, made, true);
    ProcessingView view = described(tx, made);
    view.warnings = std::move(warnings);
    show_tubes(view, changes);
    return view;
  });
}

ProcessingView ProcessingService::end(const Asked& asked, domain::ProcessingId id, const ProcessingEnd& order) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto seen = database::find_processing(tx, id);
    if (!seen || !asked.scope.contains_site(seen->site)) throw Refused(ErrorCode::not_found);
    const std::vector<SampleId> ids = database::tubes_of_processing(tx, id);
    std::vector<Change> changes;
    for (LockedSample& tube : database::lock_samples(tx, ids)) changes.push_back({tube, tube.sample});
    const auto before = database::lock_processing(tx, id);
    if (before->ended_at) {
      throw Refused(ErrorCode::processing_ended, {{"since", base::to_text(*before->ended_at)}});
    }
    Processing after = *before;
    after.ended_at = order.ended_at.value_or(tx.now());
    if (order.minutes) after.minutes = order.minutes;
    // Rounded, as a centrifuge's display would be read.
    if (!after.minutes) {
      const std::int64_t took = *after.ended_at - after.started_at;
      after.minutes = static_cast<std::int32_t>((took + base::kMinute / 2) / base::kMinute);
    }
    if (order.kept_after_mdeg_c) after.kept_after_mdeg_c = order.kept_after_mdeg_c;
    if (!order.deviation.empty()) after.deviation = order.deviation;
    auto violations = domain::violations_of(after, tx.now());
    if (!violations.empty()) throw Refused(std::move(violations));
    for (Change& change : changes) {
      // What happened to a tube since, its end at the freezer for one, stays as it is.
      const domain::SampleState state = change.after.state;
      domain::apply_processing(change.after, after);
      change.after.state = state;
    }
    for (Change& change : made_since(tx, ids, after)) changes.push_back(std::move(change));
    database::change_processing(tx, *before, after);
    ++after.version;
    write_tubes(tx, changes, after, false);
    ProcessingView view = described(tx, after);
    show_tubes(view, changes);
    return view;
  });
}

ProcessingView ProcessingService::view(const domain::Scope& scope, domain::ProcessingId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    const auto step = database::find_processing(tx, id);
    if (!step || !scope.contains_site(step->site)) throw Refused(ErrorCode::not_found);
    ProcessingView view = described(tx, *step);
    for (domain::Sample& tube : database::samples_of_processing(tx, id)) {
      if (scope.contains(tube.owner_site, tube.study)) view.tubes.push_back(std::move(tube));
    }
    return view;
  });
}

}  // namespace frostkeep::services
