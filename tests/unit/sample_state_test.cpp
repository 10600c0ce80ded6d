#include "domain/sample_state.hpp"

#include <gtest/gtest.h>

#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

using enum SampleState;
using Activity = SampleActivity;

TEST(SampleState, words_and_numbers_are_fixed) {
  for (const SampleState state : all_sample_states()) EXPECT_EQ(parse_sample_state(to_text(state)), state);
  EXPECT_EQ(static_cast<int>(expected), 1);
  EXPECT_EQ(static_cast<int>(stored), 6);
  EXPECT_EQ(static_cast<int>(entered_in_error), 12);
  EXPECT_FALSE(parse_sample_state("frozen"));
}

TEST(SampleState, each_state_and_each_activity_has_a_name_in_both_languages) {
  for (const SampleState state : all_sample_states()) {
    EXPECT_TRUE(reference_table("sample_states").find(to_text(state))) << to_text(state);
  }
  for (const ActivityRule& rule : activity_rules()) {
    EXPECT_EQ(&rule_of(rule.activity), &rule) << "rules stand in the order of the activities";
    EXPECT_EQ(parse_sample_activity(rule.name), rule.activity);
    EXPECT_TRUE(reference_table("activities").find(rule.name)) << rule.name;
  }
  EXPECT_EQ(reference_table("activities").size(), activity_rules().size());
}

TEST(SampleState, a_tube_goes_from_the_chair_to_the_freezer_and_back) {
  SampleState state = expected;
  for (const auto& [activity, next] : {std::pair{Activity::collect, collected},
                                       {Activity::send, in_transit},
                                       {Activity::receive, received},
                                       {Activity::process, in_process},
                                       {Activity::aliquot, in_process},
                                       {Activity::store, stored},
                                       {Activity::check_out, checked_out},
                                       {Activity::draw, checked_out},
                                       {Activity::return_, stored},
                                       {Activity::distribute, distributed}}) {
    const auto after = state_after(state, activity);
    ASSERT_TRUE(after) << to_text(activity);
    EXPECT_EQ(*after, next);
    state = *after;
  }
}

TEST(SampleState, nothing_but_a_correction_follows_an_end) {
  for (const SampleState end : {distributed, destroyed, entered_in_error}) {
    for (const ActivityRule& rule : activity_rules()) {
      if (rule.activity == Activity::correct) continue;
      EXPECT_FALSE(state_after(end, rule.activity)) << to_text(end) << " " << rule.name;
    }
  }
  EXPECT_EQ(state_after(depleted, Activity::destroy), destroyed) << "the empty tube is thrown away";
}

TEST(SampleState, a_tube_that_was_never_drawn_cannot_be_used_or_placed) {
  for (const auto activity : {Activity::store, Activity::aliquot, Activity::send, Activity::destroy}) {
    EXPECT_FALSE(state_after(expected, activity));
  }
  EXPECT_EQ(state_after(expected, Activity::receive), received) << "the draw may be entered later";
}

TEST(SampleState, storage_is_never_a_use) {
  for (const ActivityRule& rule : activity_rules()) {
    const bool use = rule.activity == Activity::aliquot || rule.activity == Activity::draw ||
                     rule.activity == Activity::pool || rule.activity == Activity::reserve ||
                     rule.activity == Activity::distribute;
    EXPECT_EQ(rule.is_use, use) << rule.name;
  }
  EXPECT_TRUE(rule_of(Activity::destroy).needs_second_person);
  EXPECT_TRUE(rule_of(Activity::lose).needs_second_person);
  EXPECT_TRUE(rule_of(Activity::check_out).needs_reason);
}

}  // namespace
}  // namespace frostkeep::domain
