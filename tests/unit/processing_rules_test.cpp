#include "domain/processing_rules.hpp"

#include <gtest/gtest.h>

#include "domain/material.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr base::Timestamp kDrawn{1'800'000'000'000'000};
constexpr base::Timestamp after(std::int64_t minutes) {
  return kDrawn + minutes * base::kMinute;
}

constexpr ProcessingLimit kTwoHours{ProcessingStep::draw_to_spin, false, 120 * base::kMinute, 30 * base::kMinute};

TEST(Processing, a_clock_is_calm_then_near_then_exceeded) {
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(0)).state, ClockState::calm);
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(89)).state, ClockState::calm);
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(90)).state, ClockState::near);
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(120)).state, ClockState::near) << "at the limit nothing is lost yet";
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(120) + 1).state, ClockState::exceeded);
  const auto clock = clock_of(kTwoHours, kDrawn, after(100));
  EXPECT_EQ(clock.left_us, 20 * base::kMinute);
  EXPECT_EQ(clock.due, after(120));
  EXPECT_EQ(clock_of(kTwoHours, kDrawn, after(150)).left_us, -30 * base::kMinute);
}

TEST(Processing, serum_must_clot_first_and_be_spun_within_two_hours) {
  const auto limits = processing_limits("SER");
  const auto at_once = running_clocks(limits, {.drawn = kDrawn}, after(10));
  ASSERT_EQ(at_once.size(), 2U);
  EXPECT_EQ(at_once[0].step, ProcessingStep::clotting);
  EXPECT_EQ(at_once[0].state, ClockState::near);
  EXPECT_EQ(at_once[0].left_us, 20 * base::kMinute);
  EXPECT_EQ(at_once[1].step, ProcessingStep::draw_to_spin);
  const auto clotted = running_clocks(limits, {.drawn = kDrawn}, after(40));
  ASSERT_EQ(clotted.size(), 1U);
  EXPECT_EQ(clotted[0].left_us, 80 * base::kMinute);
}

TEST(Processing, the_clock_follows_the_tube_from_draw_to_freezer) {
  const auto limits = processing_limits("PL1");
  EXPECT_TRUE(running_clocks(limits, {}, after(0)).empty()) << "nobody knows when it was drawn";
  EXPECT_EQ(running_clocks(limits, {.drawn = kDrawn}, after(1)).front().step, ProcessingStep::draw_to_spin);
  const ProcessingTimes spun{.drawn = kDrawn, .spun = after(60)};
  const auto clocks = running_clocks(limits, spun, after(61));
  ASSERT_EQ(clocks.size(), 1U);
  EXPECT_EQ(clocks.front().step, ProcessingStep::spin_to_freeze);
  const ProcessingTimes frozen{.drawn = kDrawn, .spun = after(60), .frozen = after(90)};
  EXPECT_TRUE(running_clocks(limits, frozen, after(9'999)).empty());
  ProcessingTimes out = frozen;
  out.taken_out = after(5'000);
  EXPECT_EQ(running_clocks(limits, out, after(5'001)).front().step, ProcessingStep::out_of_freezer);
}

TEST(Processing, deviations_come_from_recorded_times_alone) {
  const auto limits = processing_limits("SER");
  EXPECT_TRUE(processing_deviations(limits, {.drawn = kDrawn, .spun = after(60), .frozen = after(120)}).empty());
  const auto late = processing_deviations(limits, {.drawn = kDrawn, .spun = after(121), .frozen = after(300)});
  ASSERT_EQ(late.size(), 2U);
  EXPECT_EQ(late[0].code, "processing_time_exceeded");
  EXPECT_EQ(late[0].values.at("minutes"), "1");
  EXPECT_EQ(late[1].values.at("step"), "spin_to_freeze");
  EXPECT_EQ(processing_deviations(limits, {.drawn = kDrawn, .spun = after(5)}).front().code, "processing_too_soon");
  EXPECT_EQ(processing_deviations(limits, {.spun = after(5)}).front().code, "processing_time_unknown");
}

TEST(Processing, each_limit_names_a_material_and_a_step_and_words_come_back) {
  const auto& table = reference_table("processing_limits");
  for (std::size_t row = 0; row < table.size(); ++row) {
    EXPECT_NE(find_material(table.cell(row, "material")), nullptr) << row;
    EXPECT_TRUE(parse_processing_step(table.cell(row, "step"))) << row;
    EXPECT_LE(table.number(row, "near_minutes").value_or(0), table.number(row, "minutes").value_or(0)) << row;
  }
  const auto& steps = reference_table("processing_steps");
  for (std::size_t row = 0; row < steps.size(); ++row) {
    EXPECT_EQ(to_text(*parse_processing_step(steps.cell(row, "code"))), steps.cell(row, "code"));
  }
  EXPECT_EQ(to_text(ClockState::exceeded), "exceeded");
}

}  // namespace
}  // namespace frostkeep::domain
