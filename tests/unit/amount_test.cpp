#include "domain/amount.hpp"

#include <gtest/gtest.h>

#include <string>

#include "domain/material.hpp"

namespace frostkeep::domain {
namespace {

std::int64_t read(std::string_view text) {
  const auto measure = parse_measure(text);
  EXPECT_TRUE(measure) << text;
  return measure ? measure->value : -1;
}

ErrorCode refusal(std::string_view text) {
  const auto measure = parse_measure(text);
  EXPECT_FALSE(measure) << text;
  return measure ? ErrorCode::internal_error : measure.violations.front().code;
}

Measure microlitres(std::int64_t count) {
  return {AmountKind::volume, count * 1'000, "", "uL"};
}

TEST(Amount, is_read_as_people_write_it) {
  EXPECT_EQ(read("1.5 mL"), 1'500'000);
  EXPECT_EQ(read("500uL"), 500'000);
  EXPECT_EQ(read("500 µL"), 500'000) << "micro sign";
  EXPECT_EQ(read("500 μL"), 500'000) << "Greek letter";
  EXPECT_EQ(read("0.25ML"), 250'000) << "caps lock";
  EXPECT_EQ(read(" ２．５ 毫升 "), 2'500'000);
  EXPECT_EQ(read("3㎖"), 3'000'000);
  EXPECT_EQ(read("0 nL"), 0);
  EXPECT_EQ(read("1.50000000000 uL"), 1'500) << "zeros behind are no precision";
  EXPECT_EQ(read("12.345 ng"), 12'345);
  EXPECT_EQ(read("0.5 g"), 500'000'000'000);
  EXPECT_EQ(read("3 10^6 cells"), 3'000'000);
  EXPECT_EQ(read("2.5 10*6{cells}"), 2'500'000);
  EXPECT_EQ(read("30万个"), 300'000);
}

TEST(Amount, keeps_what_was_entered_and_its_ucum_unit) {
  const auto measure = *parse_measure(" 500 µL ");
  EXPECT_EQ(measure.text, "500 µL");
  EXPECT_EQ(measure.unit, "uL");
  EXPECT_EQ(parse_measure("3 10^6 cells")->unit, "10*6{cells}");
  EXPECT_EQ(parse_measure("1.5", "mL", "volume")->value, 1'500'000);
  EXPECT_EQ(parse_measure("1.5", " ", "volume").violations.front().values.at("field"), "unit");
}

TEST(Amount, what_could_be_misread_is_refused) {
  for (const auto* text : {"1,5 mL", "1,500 uL", "mL", "1.5", "1.5 mM", "1. mL", ".5 mL", "+1 mL", "1e3 uL", "1.5.2 mL",
                           "10⁶ cells", "1 2 mL", "- mL", "0x1 mL", "\xff mL"}) {
    EXPECT_EQ(refusal(text), ErrorCode::field_malformed) << text;
  }
  EXPECT_EQ(refusal("  "), ErrorCode::field_missing);
  EXPECT_EQ(refusal("1.0000000000000000000000000000000 mL"), ErrorCode::field_too_long);
}

TEST(Amount, more_precision_than_the_unit_holds_is_refused) {
  EXPECT_EQ(read("0.000001 mL"), 1);
  EXPECT_EQ(refusal("0.0000001 mL"), ErrorCode::field_out_of_range);
  EXPECT_EQ(refusal("0.5 nL"), ErrorCode::field_out_of_range);
  EXPECT_EQ(refusal("1.5 cells"), ErrorCode::field_out_of_range);
  EXPECT_EQ(refusal("-1 mL"), ErrorCode::field_out_of_range);
  EXPECT_EQ(read("1000000 L"), kMaxAmount);
  EXPECT_EQ(refusal("1000000.000000001 L"), ErrorCode::field_out_of_range);
  EXPECT_EQ(refusal("99999999999999999999999 L"), ErrorCode::field_out_of_range);
}

TEST(Amount, is_shown_exactly_in_the_largest_fitting_unit) {
  EXPECT_EQ(to_text(AmountKind::volume, 1'500'000), "1.5 mL");
  EXPECT_EQ(to_text(AmountKind::volume, 500'000), "500 µL");
  EXPECT_EQ(to_text(AmountKind::volume, 999'999), "999.999 µL");
  EXPECT_EQ(to_text(AmountKind::volume, 0), "0 nL");
  EXPECT_EQ(to_text(AmountKind::mass, 12'345), "12.345 ng");
  EXPECT_EQ(to_text(AmountKind::cells, 3'000'000, Language::zh_cn), "3000000 个细胞");
  for (std::int64_t value = 1; value < kMaxAmount; value = value * 3 + 1) {
    EXPECT_EQ(read(to_text(AmountKind::volume, value)), value);
  }
}

TEST(Amount, a_draw_takes_all_in_proportion_and_loses_nothing) {
  const Amount held{.volume_nl = 1'000'000, .mass_pg = {}, .cells = 10};
  const auto drawn = draw(held, microlitres(333));
  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->taken, (Amount{.volume_nl = 333'000, .mass_pg = {}, .cells = 3}));
  EXPECT_EQ(drawn->left, (Amount{.volume_nl = 667'000, .mass_pg = {}, .cells = 7}));
  EXPECT_EQ(draw(held, microlitres(1'000))->left, (Amount{.volume_nl = 0, .mass_pg = {}, .cells = 0}));
  const Amount large{.volume_nl = kMaxAmount, .mass_pg = kMaxAmount};
  EXPECT_EQ(*draw(large, {AmountKind::volume, kMaxAmount - 1, "", "nL"})->left.mass_pg, 1);
}

TEST(Amount, two_hundred_draws_of_10_uL_from_1000_uL_succeed_a_hundred_times) {
  Amount held{.volume_nl = 1'000'000};
  int done = 0;
  for (int i = 0; i < 200; ++i) {
    const auto drawn = draw(held, microlitres(10));
    if (!drawn) {
      EXPECT_EQ(drawn.violations.front().code, ErrorCode::amount_too_small);
      continue;
    }
    held = drawn->left;
    ++done;
  }
  EXPECT_EQ(done, 100);
  EXPECT_EQ(held.volume_nl, 0);
}

TEST(Amount, an_unknown_amount_stays_unknown) {
  const auto drawn = draw({.volume_nl = {}, .mass_pg = {}, .cells = 5}, microlitres(10));
  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->taken.volume_nl, 10'000);
  EXPECT_FALSE(drawn->left.volume_nl);
  EXPECT_EQ(drawn->left.cells, 5);
}

TEST(Amount, parts_may_not_be_more_than_the_whole) {
  const Amount parent{.volume_nl = 1'000'000, .mass_pg = 50};
  const Amount half{.volume_nl = 500'000, .mass_pg = 30};
  EXPECT_TRUE(check_division(parent, {half}).empty());
  const auto twice = check_division(parent, {half, half});
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_EQ(twice.front().values.at("amount"), "60 pg");
  EXPECT_EQ(check_division(parent, {half, half, half}).size(), 2U);
  EXPECT_TRUE(check_division({}, {half, half, half}).empty()) << "an unknown whole allows any";
}

TEST(Material, each_is_listed_once_with_its_letters_and_limits) {
  const Material* serum = find_material("SER");
  ASSERT_NE(serum, nullptr);
  EXPECT_EQ(serum->zh_cn, "血清");
  EXPECT_EQ(serum->max_thaws, 3);
  EXPECT_EQ(find_material("QQQ"), nullptr);
  EXPECT_EQ(find_material("CEL")->storage_max_mdeg_c, -135'001) << "viable cells never rest at -80 °C";
  for (const Material& one : all_materials()) {
    EXPECT_EQ(find_material(one.code), &one);
    for (const Material& other : all_materials()) {
      EXPECT_TRUE(&one == &other || one.letters != other.letters) << one.code << " and " << other.code;
    }
  }
}

TEST(Material, thaws_are_limited_per_material_study_or_assay) {
  const Material& serum = *find_material("SER");
  EXPECT_TRUE(judge_thaw(serum, 1).violations.empty());
  EXPECT_TRUE(judge_thaw(serum, 1).warnings.empty());
  EXPECT_EQ(judge_thaw(serum, 2).warnings.front().code, "thaw_limit_near");
  EXPECT_EQ(judge_thaw(serum, 3).violations.front().code, ErrorCode::thaw_limit_reached);
  EXPECT_FALSE(judge_thaw(serum, 1, 1).violations.empty()) << "metabolomics allows one";
  EXPECT_FALSE(judge_thaw(*find_material("CEL"), 0).violations.empty());
  EXPECT_TRUE(judge_thaw(*find_material("HAR"), 99).violations.empty());
}

}  // namespace
}  // namespace frostkeep::domain
