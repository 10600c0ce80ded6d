#include "domain/processing.hpp"

#include <gtest/gtest.h>

#include "domain/sprec_of_tube.hpp"

namespace frostkeep::domain {
namespace {

constexpr base::Timestamp kDrawn{1'800'000'000'000'000};
constexpr base::Timestamp after(std::int64_t minutes) {
  return kDrawn + minutes * base::kMinute;
}

Sample blood(const std::string& tube = "PED") {
  Sample s;
  s.material = "BLD";
  s.code = "B-1";
  s.tube = tube;
  s.role = "EDTA 1";
  s.state = SampleState::received;
  s.collected_at = kDrawn;
  return s;
}

Sample tube_of(const std::string& material, const std::string& tube) {
  Sample s;
  s.kind = SampleKind::derivative;
  s.material = material;
  s.code = "P-1";
  s.tube = tube;
  s.state = SampleState::in_process;
  s.collected_at = kDrawn;
  return s;
}

Processing step(ProcessingKind kind, std::int64_t minute) {
  Processing p;
  p.id = ProcessingId{static_cast<std::uint64_t>(minute + 1)};
  p.kind = kind;
  p.started_at = after(minute);
  return p;
}

/// 2000 g for ten minutes at 4 °C with the brake, after waiting cold; kept cold from then on.
Processing cold_spin(std::int64_t minute) {
  Processing p = step(ProcessingKind::first_spin, minute);
  p.force_g = 2'000;
  p.minutes = 10;
  p.temperature_mdeg_c = 4'000;
  p.brake = true;
  p.kept_before_mdeg_c = 4'000;
  p.kept_after_mdeg_c = 4'000;
  return p;
}

TubeHistory history(std::vector<Processing> steps, std::string primary = "PED") {
  return {std::move(primary), {}, std::move(steps)};
}

ErrorCode refused(const Sample& sample, const Processing& p) {
  const auto judged = judge_processing(sample, p, {});
  return judged.violations.empty() ? ErrorCode::internal_error : judged.violations.front().code;
}

TEST(ProcessingStepFacts, must_be_possible_and_of_their_kind) {
  EXPECT_TRUE(violations_of(cold_spin(60), after(61)).empty());
  EXPECT_EQ(violations_of(cold_spin(60), after(10)).front().code, ErrorCode::field_out_of_range) << "in the future";
  Processing backwards = cold_spin(60);
  backwards.ended_at = after(59);
  EXPECT_EQ(violations_of(backwards, after(90)).front().values.at("field"), "ended_at");
  Processing hold = step(ProcessingKind::hold, 10);
  hold.force_g = 2'000;
  EXPECT_EQ(violations_of(hold, after(90)).front().code, ErrorCode::field_malformed) << "nothing turns in a hold";
  Processing freezing = step(ProcessingKind::freezing, 80);
  freezing.freezing_way = "liquid_nitrogen";
  EXPECT_TRUE(violations_of(freezing, after(90)).empty());
  freezing.freezing_way = "minus_80";
  EXPECT_EQ(violations_of(freezing, after(90)).front().values.at("field"), "freezing_way") << "a band is no way";
}

TEST(ProcessingStepFacts, the_end_is_the_recorded_one_or_start_and_minutes) {
  Processing p = cold_spin(60);
  EXPECT_EQ(p.end(), after(70));
  p.ended_at = after(75);
  EXPECT_EQ(p.end(), after(75));
  p.ended_at.reset();
  p.minutes.reset();
  EXPECT_EQ(p.end(), std::nullopt);
}

TEST(ATubeInAStep, must_be_at_hand_fluid_and_not_spun_before) {
  EXPECT_EQ(refused(blood(), cold_spin(60)), ErrorCode::internal_error);
  Sample stored = blood();
  stored.state = SampleState::stored;
  EXPECT_EQ(refused(stored, cold_spin(60)), ErrorCode::state_forbids);
  Sample hair = blood();
  hair.material = "HAR";
  EXPECT_EQ(refused(hair, cold_spin(60)), ErrorCode::processing_not_for_material);
  EXPECT_EQ(refused(hair, step(ProcessingKind::freezing, 60)), ErrorCode::internal_error);
  Sample spun = blood();
  apply_processing(spun, cold_spin(60));
  EXPECT_EQ(spun.state, SampleState::in_process);
  EXPECT_EQ(refused(spun, cold_spin(80)), ErrorCode::already_spun);
  EXPECT_EQ(refused(spun, step(ProcessingKind::second_spin, 80)), ErrorCode::internal_error);
  EXPECT_EQ(refused(blood(), cold_spin(-5)), ErrorCode::field_out_of_range) << "before it was drawn";
}

TEST(ATubeInAStep, is_warned_of_when_it_comes_late) {
  const auto limits = limits_of_tube(blood(), {"SER"});
  const auto judged = judge_processing(blood(), cold_spin(150), limits);
  ASSERT_EQ(judged.warnings.size(), 1u);
  EXPECT_EQ(judged.warnings[0].code, "processing_time_exceeded");
  EXPECT_EQ(judged.warnings[0].values.at("minutes"), "30");
  EXPECT_EQ(judge_processing(blood(), cold_spin(10), limits).warnings[0].code, "processing_too_soon");
}

TEST(TheLimitsOfATube, are_those_of_what_it_is_drawn_for) {
  const auto minutes = [](const Sample& sample, const std::vector<std::string>& planned) {
    for (const ProcessingLimit& limit : limits_of_tube(sample, planned)) {
      if (limit.step == ProcessingStep::draw_to_spin) return limit.limit_us / base::kMinute;
    }
    return std::int64_t{0};
  };
  EXPECT_EQ(minutes(blood(), {"PL1", "BUF"}), 240) << "the strictest of both";
  EXPECT_EQ(minutes(blood("PED"), {}), 240) << "EDTA blood is spun for its plasma";
  EXPECT_EQ(minutes(blood("SST"), {}), 120) << "a serum tube for its serum";
  EXPECT_EQ(minutes(blood("PAX"), {}), 0) << "an RNA tube is frozen as it is";
}

TEST(ThePlanOfATube, names_what_shall_be_made_of_it) {
  PlannedTube edta{"EDTA", "BLD", "PED", {}, 2, {{"plasma", "PL1", "CRY", {}, 4}, {"buffy coat", "BUF", "CRY"}}};
  PlannedTube urine{"urine", "URN", "PPS"};
  const std::vector<PlannedEvent> events = {{"baseline", "基线", "baseline", EventKind::baseline, 0, {edta, urine}}};
  EXPECT_EQ(planned_materials(events, "baseline", "EDTA 2"), (std::vector<std::string>{"PL1", "BUF"}));
  EXPECT_TRUE(planned_materials(events, "baseline", "EDTA two").empty());
  EXPECT_TRUE(planned_materials(events, "baseline", "urine").empty());
  EXPECT_TRUE(planned_materials(events, "y3", "EDTA 2").empty());
}

TEST(TheBench, says_what_comes_next_from_the_chair_to_the_freezer) {
  Sample tube = blood("SST");
  tube.state = SampleState::collected;
  const BenchFacts plan{{"SER"}};
  const auto next = [&](std::int64_t minute) { return judge_bench(tube, plan, after(minute)).next; };
  EXPECT_EQ(next(1), NextStep::receive);
  tube.state = SampleState::received;
  EXPECT_EQ(next(10), NextStep::wait) << "serum must clot";
  EXPECT_EQ(next(31), NextStep::spin);
  const auto clock = judge_bench(tube, plan, after(31)).clocks.at(0);
  EXPECT_EQ(clock.due, after(120));
  EXPECT_EQ(clock.from, kDrawn);
  apply_processing(tube, cold_spin(45));
  EXPECT_EQ(next(60), NextStep::aliquot);
  EXPECT_EQ(judge_bench(tube, plan, after(60)).clocks.at(0).due, after(105)) << "spun serum must be frozen in an hour";
  EXPECT_EQ(judge_bench(tube, {{"SER"}, true}, after(60)).next, NextStep::store) << "its serum is in tubes of its own";
  Sample serum = tube_of("SER", "CRY");
  serum.spun_at = tube.spun_at;
  EXPECT_EQ(judge_bench(serum, {}, after(60)).next, NextStep::store);
  EXPECT_EQ(judge_bench(serum, {}, after(60)).clocks.at(0).step, ProcessingStep::spin_to_freeze);
  serum.frozen_at = after(70);
  EXPECT_TRUE(judge_bench(serum, {}, after(80)).clocks.empty());
  const auto out = judge_bench(serum, {{}, false, after(1'000)}, after(1'010));
  EXPECT_EQ(out.next, NextStep::put_back);
  EXPECT_EQ(out.clocks.at(0).step, ProcessingStep::out_of_freezer);
}

TEST(SprecOfATube, follows_from_what_was_recorded_of_it) {
  Sample plasma = tube_of("PL1", "CRY");
  apply_processing(plasma, cold_spin(90));
  plasma.frozen_at = after(170);
  derive_sprec(plasma, history({cold_spin(90)}), -80'000);
  EXPECT_EQ(plasma.sprec, "PL1-PED-B-D-N-C-D");
  EXPECT_EQ(plasma.sprec_version, 2);
}

TEST(SprecOfATube, guesses_nothing) {
  Sample plasma = tube_of("PL1", "CRY");
  derive_sprec(plasma, history({}, ""));
  EXPECT_EQ(plasma.sprec, "PL1-XXX-X-X-X-X-X");
  Processing spin = cold_spin(90);
  spin.force_g.reset();
  derive_sprec(plasma, history({spin}));
  EXPECT_EQ(plasma.sprec, "PL1-PED-B-X-N-X-X") << "the speed wasn't recorded; single-spun plasma is spun once";
  Sample serum = tube_of("SER", "CRY");
  derive_sprec(serum, history({cold_spin(90)}, "SST"));
  EXPECT_EQ(serum.sprec, "SER-SST-B-D-X-X-X") << "a second spin may still come";
  serum.frozen_at = after(110);
  derive_sprec(serum, history({cold_spin(90)}, "SST"));
  EXPECT_EQ(serum.sprec, "SER-SST-B-D-N-X-X") << "how it was kept after the spin isn't known";
  Sample control = tube_of("SER", "CRY");
  control.kind = SampleKind::control;
  derive_sprec(control, history({}));
  EXPECT_EQ(control.sprec, "");
}

TEST(SprecOfATube, knows_where_it_waited_from_the_spin_the_hold_or_the_delivery) {
  Processing spin = cold_spin(90);
  spin.kept_before_mdeg_c.reset();
  Sample tube = blood();
  TubeHistory told = history({spin});
  derive_sprec(tube, told);
  EXPECT_EQ(tube.sprec.substr(8, 1), "X");
  told.reception_mdeg_c = 22'000;
  derive_sprec(tube, told);
  EXPECT_EQ(tube.sprec.substr(8, 1), "A") << "it came at room temperature";
  Processing hold = step(ProcessingKind::hold, 30);
  hold.temperature_mdeg_c = 4'000;
  told.steps = {hold, spin};
  derive_sprec(tube, told);
  EXPECT_EQ(tube.sprec.substr(8, 1), "B") << "and stood on ice";
}

TEST(SprecOfATube, an_unspun_tube_says_so) {
  Sample urine = tube_of("URN", "CRY");
  Processing unspun = step(ProcessingKind::not_spun, 60);
  unspun.kept_before_mdeg_c = 4'000;
  urine.frozen_at = after(70);
  derive_sprec(urine, history({unspun}, "PPS"), -80'000);
  EXPECT_EQ(urine.sprec, "URN-PPS-B-N-N-N-D");
}

TEST(SprecOfATube, goes_on_to_its_children_and_is_completed_at_the_freezer_by_the_row_alone) {
  Sample parent = blood();
  refresh_sprec(parent);
  EXPECT_EQ(parent.sprec, "BLD-PED-X-X-X-X-X");
  apply_processing(parent, cold_spin(90));
  derive_sprec(parent, history({cold_spin(90)}));
  EXPECT_EQ(parent.sprec, "BLD-PED-B-D-X-X-X");
  Sample plasma = tube_of("PL1", "CRY");
  inherit_sprec(plasma, parent);
  EXPECT_EQ(plasma.sprec, "PL1-PED-B-D-N-X-X");
  plasma.frozen_at = after(170);
  refresh_sprec(plasma, -80'000);
  Sample whole = plasma;
  derive_sprec(whole, history({cold_spin(90)}), -80'000);
  EXPECT_EQ(plasma.sprec, "PL1-PED-B-D-N-C-D");
  EXPECT_EQ(plasma.sprec, whole.sprec) << "both ways say the same";
  refresh_sprec(plasma, -20'000);
  EXPECT_EQ(plasma.sprec, "PL1-PED-B-D-N-C-Z") << "a cryotube at −20 °C has no code";
}

TEST(SprecOfATube, keeps_its_way_of_freezing_as_long_as_it_is_as_cold) {
  Sample cells = tube_of("CEL", "CRY");
  Processing freezing = step(ProcessingKind::freezing, 120);
  freezing.freezing_way = "programmable_below_135";
  apply_processing(cells, freezing);
  EXPECT_EQ(cells.frozen_at, after(120));
  derive_sprec(cells, history({freezing}));
  EXPECT_EQ(cells.sprec.back(), 'E');
  refresh_sprec(cells, -150'000);
  EXPECT_EQ(cells.sprec.back(), 'E');
  refresh_sprec(cells, -80'000);
  EXPECT_EQ(cells.sprec.back(), 'D');
}

TEST(SprecOfATube, of_a_pool_knows_only_what_its_parts_agree_in) {
  Sample one = tube_of("SER", "CRY");
  Sample other = tube_of("SER", "CRY");
  one.sprec = "SER-SST-A-B-N-B-D";
  other.sprec = "SER-CAT-A-B-N-B-D";
  one.sprec_version = other.sprec_version = sprec_version();
  one.spun_at = other.spun_at = after(45);
  one.spin_ended_at = after(55);
  other.spin_ended_at = after(57);
  Sample pool = tube_of("SER", "CRY");
  mix_sprec(pool, {&one, &other});
  EXPECT_EQ(pool.sprec, "SER-XXX-A-B-N-X-X");
  EXPECT_EQ(pool.spun_at, after(45));
  EXPECT_EQ(pool.spin_ended_at, std::nullopt);
}

TEST(SprecOfATube, of_a_solid_is_solid) {
  Sample tissue = tube_of("TIS", "CRY");
  derive_sprec(tissue, history({}), -80'000);
  EXPECT_EQ(tissue.sprec, "TIS-ZZZ-X-X-XXX-X-D");
  refresh_sprec(tissue);
  EXPECT_EQ(tissue.sprec, "TIS-ZZZ-X-X-XXX-X-D");
}

}  // namespace
}  // namespace frostkeep::domain
