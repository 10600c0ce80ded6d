#include "domain/processing.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "domain/accession_rules.hpp"
#include "domain/material.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::array<std::pair<ProcessingKind, std::string_view>, 5> kKinds = {{
    {ProcessingKind::first_spin, "first_spin"},
    {ProcessingKind::second_spin, "second_spin"},
    {ProcessingKind::not_spun, "not_spun"},
    {ProcessingKind::hold, "hold"},
    {ProcessingKind::freezing, "freezing"},
}};

// An ultracentrifuge's force, a day's spin, liquid helium, a drying oven.
constexpr std::int32_t kMaxForceG = 1'000'000;
constexpr std::int32_t kMaxMinutes = 1'440;
constexpr std::int32_t kMinMdegC = -273'000;
constexpr std::int32_t kMaxMdegC = 100'000;

using Field = std::pair<std::string_view, std::optional<std::int32_t>>;

Violation out_of_range(std::string_view field, std::string limit) {
  return {ErrorCode::field_out_of_range, {{"field", std::string(field)}, {"limit", std::move(limit)}}};
}

void judge_number(const Field& field, std::int32_t least, std::int32_t most, std::vector<Violation>& out) {
  if (!field.second || (*field.second >= least && *field.second <= most)) return;
  out.push_back(out_of_range(field.first, std::to_string(least) + "–" + std::to_string(most)));
}

bool is_way_of_freezing(const std::string& way) {
  const ReferenceTable& storage = reference_table("sprec_v2_storage");
  const ReferenceTable& bands = reference_table("sprec_v2_bands");
  for (std::size_t row = 0; row < storage.size(); ++row) {
    if (storage.cell(row, "condition") == way && !bands.find(way)) return true;
  }
  return false;
}

Violation malformed(std::string_view field, const std::string& value) {
  return {ErrorCode::field_malformed, {{"field", std::string(field)}, {"value", value}}};
}

/// Nothing that isn't fluid goes into a centrifuge: dried blood, tissue, hair.
bool can_be_spun(const Sample& sample) {
  const Material* material = find_material(sample.material);
  if (material == nullptr) return true;
  return material->amount_kind != AmountKind::mass && material->code != "DWB";
}

ProcessingTimes times_of(const Sample& sample, std::optional<base::Timestamp> taken_out = {}) {
  return {sample.collected_at, sample.spun_at, sample.frozen_at, taken_out};
}

/// Strictest first of two limits of one kind of bound.
bool is_stricter(const ProcessingLimit& a, const ProcessingLimit& b) {
  return a.at_least ? a.limit_us > b.limit_us : a.limit_us < b.limit_us;
}

/// Whether a tube bears the planned role, or one of its numbers where there are several ("plasma 2").
bool has_role(const PlannedTube& planned, const std::string& role) {
  if (role == planned.role) return true;
  const std::string numbered = planned.role + " ";
  return planned.count > 1 && role.starts_with(numbered) &&
         role.find_first_not_of("0123456789", numbered.size()) == std::string::npos;
}

void add_children(const std::vector<PlannedTube>& tubes, const std::string& role, std::vector<std::string>& out) {
  for (const PlannedTube& tube : tubes) {
    for (const PlannedTube& child : tube.children) {
      const bool wanted = has_role(tube, role) && std::ranges::find(out, child.material) == out.end();
      if (wanted) out.push_back(child.material);
    }
    add_children(tube.children, role, out);
  }
}

bool wants_spin(const std::vector<ProcessingLimit>& limits) {
  return std::ranges::any_of(limits, [](const ProcessingLimit& l) { return l.step == ProcessingStep::draw_to_spin; });
}

}  // namespace

const std::vector<ProcessingKind>& all_processing_kinds() {
  static const std::vector<ProcessingKind> all = [] {
    std::vector<ProcessingKind> kinds;
    for (const auto& [kind, name] : kKinds) kinds.push_back(kind);
    return kinds;
  }();
  return all;
}

std::string_view name_of(ProcessingKind kind) {
  const auto found = std::ranges::find(kKinds, kind, [](const auto& row) { return row.first; });
  FROSTKEEP_INVARIANT(found != kKinds.end());
  return found->second;
}

std::string_view name_of(NextStep step) {
  constexpr std::array<std::string_view, 6> kNames = {"receive", "wait", "spin", "aliquot", "store", "put_back"};
  return kNames[static_cast<std::size_t>(step)];
}

bool is_spin(ProcessingKind kind) {
  return kind == ProcessingKind::first_spin || kind == ProcessingKind::second_spin;
}

std::optional<base::Timestamp> Processing::end() const {
  if (ended_at || !minutes) return ended_at;
  return started_at + *minutes * base::kMinute;
}

std::vector<Violation> violations_of(const Processing& step, base::Timestamp now) {
  std::vector<Violation> out;
  if (auto future = judge_event_time(step.started_at, now, "started_at")) out.push_back(std::move(*future));
  if (step.ended_at) {
    if (auto future = judge_event_time(*step.ended_at, now, "ended_at")) out.push_back(std::move(*future));
    if (*step.ended_at < step.started_at) {
      out.push_back(out_of_range("ended_at", "≥ " + base::to_text(step.started_at)));
    }
  }
  judge_number({"force_g", step.force_g}, 1, kMaxForceG, out);
  judge_number({"minutes", step.minutes}, 0, kMaxMinutes, out);
  judge_number({"temperature_mdeg_c", step.temperature_mdeg_c}, kMinMdegC, kMaxMdegC, out);
  judge_number({"kept_before_mdeg_c", step.kept_before_mdeg_c}, kMinMdegC, kMaxMdegC, out);
  judge_number({"kept_after_mdeg_c", step.kept_after_mdeg_c}, kMinMdegC, kMaxMdegC, out);
  if (!is_spin(step.kind) && step.force_g) out.push_back(malformed("force_g", std::to_string(*step.force_g)));
  if (!is_spin(step.kind) && step.brake) out.push_back(malformed("brake", *step.brake ? "true" : "false"));
  const bool freezes = step.kind == ProcessingKind::freezing;
  if (!step.freezing_way.empty() && (!freezes || !is_way_of_freezing(step.freezing_way))) {
    out.push_back(malformed("freezing_way", step.freezing_way));
  }
  return out;
}

ProcessingJudgement judge_processing(const Sample& sample, const Processing& step,
                                     const std::vector<ProcessingLimit>& limits) {
  ProcessingJudgement out;
  if (!state_after(sample.state, SampleActivity::process)) {
    out.violations.push_back({ErrorCode::state_forbids,
                              {{"state", std::string(to_text(sample.state))},
                               {"activity", std::string(to_text(SampleActivity::process))}}});
  }
  if (is_spin(step.kind) && !can_be_spun(sample)) {
    out.violations.push_back({ErrorCode::processing_not_for_material, {{"material", sample.material}}});
  }
  if (step.kind == ProcessingKind::first_spin && sample.spun_at) {
    out.violations.push_back({ErrorCode::already_spun, {{"since", base::to_text(*sample.spun_at)}}});
  }
  if (sample.collected_at && step.started_at < *sample.collected_at) {
    out.violations.push_back(out_of_range("started_at", "≥ " + base::to_text(*sample.collected_at)));
  }
  for (Violation& violation : out.violations) violation.values["code"] = sample.code;
  if (!out.violations.empty() || (step.kind != ProcessingKind::first_spin && step.kind != ProcessingKind::freezing)) {
    return out;
  }
  Sample after = sample;
  apply_processing(after, step);
  out.warnings = processing_deviations(limits, times_of(after));
  for (Warning& warning : out.warnings) warning.values["code"] = sample.code;
  return out;
}

void apply_processing(Sample& sample, const Processing& step) {
  sample.state = state_after(sample.state, SampleActivity::process).value_or(sample.state);
  if (step.kind == ProcessingKind::first_spin && !sample.spun_at) sample.spun_at = step.started_at;
  if (is_spin(step.kind)) {
    // A spin that is ended late doesn't hide a later one.
    const auto end = step.end();
    if (!end || !sample.spin_ended_at || *end > *sample.spin_ended_at) sample.spin_ended_at = end;
    sample.kept_mdeg_c = step.kept_after_mdeg_c;
  }
  if (step.kind == ProcessingKind::hold && sample.spun_at) {
    if (step.temperature_mdeg_c) sample.kept_mdeg_c = step.temperature_mdeg_c;
    if (step.kept_after_mdeg_c) sample.kept_mdeg_c = step.kept_after_mdeg_c;
  }
  if (step.kind == ProcessingKind::freezing) {
    if (!sample.frozen_at) sample.frozen_at = step.started_at;
    if (sample.spun_at && step.kept_before_mdeg_c) sample.kept_mdeg_c = step.kept_before_mdeg_c;
  }
}

std::vector<ProcessingLimit> limits_of_tube(const Sample& sample, const std::vector<std::string>& planned_materials) {
  std::vector<std::string> materials = planned_materials;
  if (materials.empty() && sample.kind == SampleKind::primary) {
    const ReferenceTable& tubes = reference_table("tubes");
    const auto row = tubes.find(sample.tube);
    const bool blood = sample.material == "BLD" || sample.material == "CRD";
    if (row && blood && !tubes.cell(*row, "yields").empty()) materials.push_back(tubes.cell(*row, "yields"));
  }
  if (materials.empty()) materials.push_back(sample.material);
  std::map<std::pair<ProcessingStep, bool>, ProcessingLimit> strictest;
  for (const std::string& material : materials) {
    for (const ProcessingLimit& limit : processing_limits(material)) {
      // What holds for a frozen aliquot doesn't for the tube that it will come from.
      if (limit.step == ProcessingStep::out_of_freezer && material != sample.material) continue;
      const auto [place, fresh] = strictest.try_emplace({limit.step, limit.at_least}, limit);
      if (!fresh && is_stricter(limit, place->second)) place->second = limit;
    }
  }
  std::vector<ProcessingLimit> out;
  for (const auto& [key, limit] : strictest) out.push_back(limit);
  return out;
}

std::vector<std::string> planned_materials(const std::vector<PlannedEvent>& events, const std::string& event,
                                           const std::string& role) {
  std::vector<std::string> out;
  const auto visit = std::ranges::find(events, event, &PlannedEvent::code);
  if (visit != events.end() && !role.empty()) add_children(visit->tubes, role, out);
  return out;
}

BenchJudgement judge_bench(const Sample& sample, const BenchFacts& facts, base::Timestamp now) {
  const bool made_of_it = facts.has_children;
  const std::vector<ProcessingLimit> limits =
      made_of_it ? processing_limits(sample.material) : limits_of_tube(sample, facts.planned_materials);
  BenchJudgement out;
  out.clocks = running_clocks(limits, times_of(sample, facts.taken_out), now);
  const bool for_others =
      std::ranges::any_of(facts.planned_materials, [&](const auto& m) { return m != sample.material; });
  const auto waits = [](const ProcessingClock& clock) { return clock.step == ProcessingStep::clotting; };
  if (sample.frozen_at) {
    out.next = facts.taken_out ? NextStep::put_back : NextStep::store;
  } else if (sample.state == SampleState::collected) {
    out.next = NextStep::receive;
  } else if (!made_of_it && !sample.spun_at && wants_spin(limits)) {
    out.next = std::ranges::any_of(out.clocks, waits) ? NextStep::wait : NextStep::spin;
  } else if (!made_of_it && (for_others || (sample.spun_at && sample.kind == SampleKind::primary))) {
    out.next = NextStep::aliquot;
  }
  return out;
}

}  // namespace frostkeep::domain
