#include "domain/processing_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/invariant.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::array<std::pair<ProcessingStep, std::string_view>, 5> kSteps = {{
    {ProcessingStep::draw_to_spin, "draw_to_spin"},
    {ProcessingStep::clotting, "clotting"},
    {ProcessingStep::spin_to_freeze, "spin_to_freeze"},
    {ProcessingStep::draw_to_freeze, "draw_to_freeze"},
    {ProcessingStep::out_of_freezer, "out_of_freezer"},
}};

using Instant = std::optional<base::Timestamp>;

/// Beginning and end of a step as recorded.
std::pair<Instant, Instant> span_of(ProcessingStep step, const ProcessingTimes& times) {
  switch (step) {
    case ProcessingStep::draw_to_spin:
      // A tube that was frozen unspun has nothing to wait for.
      return {times.drawn, times.spun ? times.spun : times.frozen};
    case ProcessingStep::clotting:
      return {times.drawn, times.spun ? times.spun : times.frozen};
    case ProcessingStep::spin_to_freeze:
      return {times.spun, times.frozen};
    case ProcessingStep::draw_to_freeze:
      return {times.drawn, times.frozen};
    case ProcessingStep::out_of_freezer:
      return {times.taken_out, std::nullopt};
  }
  return {};
}

std::string minutes_of(std::int64_t span_us) {
  // Rounded up: "0 min past" would say that nothing is wrong.
  return std::to_string((span_us + base::kMinute - 1) / base::kMinute);
}

}  // namespace

std::string_view to_text(ProcessingStep step) {
  const auto found = std::ranges::find(kSteps, step, [](const auto& row) { return row.first; });
  FROSTKEEP_INVARIANT(found != kSteps.end());
  return found->second;
}

std::optional<ProcessingStep> parse_processing_step(std::string_view text) {
  const auto found = std::ranges::find(kSteps, text, [](const auto& row) { return row.second; });
  return found != kSteps.end() ? std::optional(found->first) : std::nullopt;
}

std::string_view to_text(ClockState state) {
  constexpr std::array<std::string_view, 3> kNames = {"calm", "near", "exceeded"};
  return kNames[static_cast<std::size_t>(state)];
}

std::vector<ProcessingLimit> processing_limits(std::string_view material) {
  const ReferenceTable& table = reference_table("processing_limits");
  std::vector<ProcessingLimit> out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.cell(row, "material") != material) continue;
    const auto step = parse_processing_step(table.cell(row, "step"));
    const auto minutes = table.number(row, "minutes");
    FROSTKEEP_INVARIANT(step && minutes);
    out.push_back({*step, table.cell(row, "bound") == "least", *minutes * base::kMinute,
                   table.number(row, "near_minutes").value_or(0) * base::kMinute});
  }
  return out;
}

ProcessingClock clock_of(const ProcessingLimit& limit, base::Timestamp from, base::Timestamp now) {
  const base::Timestamp due = from + limit.limit_us;
  ProcessingClock clock{limit.step, ClockState::calm, due - now, due, from};
  if (limit.at_least) {
    clock.state = clock.left_us > 0 ? ClockState::near : ClockState::calm;
  } else if (clock.left_us < 0) {
    clock.state = ClockState::exceeded;
  } else if (clock.left_us <= limit.near_us) {
    clock.state = ClockState::near;
  }
  return clock;
}

std::vector<ProcessingClock> running_clocks(const std::vector<ProcessingLimit>& limits, const ProcessingTimes& times,
                                            base::Timestamp now) {
  std::vector<ProcessingClock> out;
  for (const ProcessingLimit& limit : limits) {
    const auto [begin, end] = span_of(limit.step, times);
    if (!begin || end) continue;
    const ProcessingClock clock = clock_of(limit, *begin, now);
    if (!limit.at_least || clock.left_us > 0) out.push_back(clock);
  }
  std::ranges::stable_sort(out, {}, &ProcessingClock::left_us);
  return out;
}

std::vector<Warning> processing_deviations(const std::vector<ProcessingLimit>& limits, const ProcessingTimes& times) {
  std::vector<Warning> out;
  for (const ProcessingLimit& limit : limits) {
    const auto [begin, end] = span_of(limit.step, times);
    if (!begin || !end) continue;
    const std::int64_t took = *end - *begin;
    const std::int64_t over = limit.at_least ? limit.limit_us - took : took - limit.limit_us;
    if (over <= 0 || (limit.at_least && !times.spun)) continue;
    out.push_back({limit.at_least ? "processing_too_soon" : "processing_time_exceeded",
                   {{"step", std::string(to_text(limit.step))}, {"minutes", minutes_of(over)}}});
  }
  if (!limits.empty() && !times.drawn) out.push_back({"processing_time_unknown", {}});
  return out;
}

}  // namespace frostkeep::domain
