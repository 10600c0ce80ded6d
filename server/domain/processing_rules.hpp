#pragma once
/// The clock that runs for a tube between draw and freezer: how long it may take by the SOP of its material
/// (schema/reference/processing_limits.csv), and how much of that is left.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

/// What is timed; keys of schema/reference/processing_steps.csv.
enum class ProcessingStep : std::uint8_t { draw_to_spin, clotting, spin_to_freeze, draw_to_freeze, out_of_freezer };
std::string_view to_text(ProcessingStep step);
std::optional<ProcessingStep> parse_processing_step(std::string_view text);

/// The time that a step may take at most (or, `at_least`, must take), in microseconds.
struct ProcessingLimit {
  ProcessingStep step = ProcessingStep::draw_to_spin;
  bool at_least = false;
  std::int64_t limit_us = 0;
  std::int64_t near_us = 0;  ///< how long before the limit the clock turns near
};
/// The house's limits for a material; a study may hold its own instead.
std::vector<ProcessingLimit> processing_limits(std::string_view material);

enum class ClockState { calm, near, exceeded };
std::string_view to_text(ClockState state);

/// A clock as the bench shows it.
struct ProcessingClock {
  ProcessingStep step = ProcessingStep::draw_to_spin;
  ClockState state = ClockState::calm;
  std::int64_t left_us = 0;  ///< until the limit; below zero: exceeded by so much
  base::Timestamp due;
  base::Timestamp from;  ///< when the span began
};

/// When what happened to a tube; what hasn't yet is missing.
struct ProcessingTimes {
  std::optional<base::Timestamp> drawn = {};
  std::optional<base::Timestamp> spun = {};       ///< start of the first spin
  std::optional<base::Timestamp> frozen = {};     ///< into the freezer
  std::optional<base::Timestamp> taken_out = {};  ///< out of the freezer again, while it is out
};

/// The state of a span that began at `from` and is looked at (or ended) at `now`. At the very limit it isn't exceeded.
ProcessingClock clock_of(const ProcessingLimit& limit, base::Timestamp from, base::Timestamp now);

/// The clocks that run for a tube now, the most urgent first: none once it is frozen and in its place, and none for a
/// step whose beginning nobody recorded. A shortest time (clotting) runs until the spin and is never exceeded:
/// it is `near` while it must still wait, and `left_us` says how long.
std::vector<ProcessingClock> running_clocks(const std::vector<ProcessingLimit>& limits, const ProcessingTimes& times,
                                            base::Timestamp now);

/// What went past its limit, judged by the recorded times alone: warnings processing_time_exceeded {step, minutes} for
/// what took too long, processing_too_soon {step, minutes} for what was spun too early, processing_time_unknown where
/// the draw has no time.
std::vector<Warning> processing_deviations(const std::vector<ProcessingLimit>& limits, const ProcessingTimes& times);

}  // namespace frostkeep::domain
