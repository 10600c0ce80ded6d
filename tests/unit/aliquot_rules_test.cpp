#include "domain/aliquot_rules.hpp"

#include <gtest/gtest.h>

namespace frostkeep::domain {
namespace {

const Material& material(const char* code) {
  return *find_material(code);
}

Portion portion(const char* code, const char* amount) {
  return {&material(code), *amount == '\0' ? std::nullopt : std::optional(*parse_measure(amount))};
}

TEST(AliquotRules, PartsAndRestAreWhatWasThere) {
  const Amount held{.volume_nl = 1'000'000, .cells = 3'000'001};
  const auto division =
      divide(held, material("BUF"), {portion("BUF", "300 µL"), portion("BUF", "300 µL"), portion("BUF", "100 µL")}, {});
  ASSERT_TRUE(division);
  std::int64_t volume = *division->left.volume_nl;
  std::int64_t cells = *division->left.cells;
  for (const Amount& part : division->parts) {
    volume += *part.volume_nl;
    cells += *part.cells;
  }
  EXPECT_EQ(volume, 1'000'000);
  EXPECT_EQ(cells, 3'000'001);
  EXPECT_EQ(division->left.volume_nl, 300'000);
}

TEST(AliquotRules, MoreThanIsThereIsRefusedAsAWhole) {
  const auto division =
      divide({.volume_nl = 500'000}, material("SER"), {portion("SER", "300 µL"), portion("SER", "300 µL")}, {});
  ASSERT_FALSE(division);
  EXPECT_EQ(division.violations.front().code, ErrorCode::amounts_do_not_add_up);
}

TEST(AliquotRules, WhatIsMadeCostsTheParentWhatWasTaken) {
  const auto division =
      divide({.volume_nl = 8'000'000}, material("BLD"), {portion("DNA", "50 ug")}, *parse_measure("2 mL"));
  ASSERT_TRUE(division);
  EXPECT_EQ(division->left.volume_nl, 6'000'000);
  EXPECT_EQ(division->parts.front().mass_pg, 50'000'000);
  EXPECT_FALSE(division->parts.front().volume_nl);
}

TEST(AliquotRules, PouringMayLoseSomethingButNotGainIt) {
  const auto loss =
      divide({.volume_nl = 1'000'000}, material("SER"), {portion("SER", "900 µL")}, *parse_measure("1 mL"));
  ASSERT_TRUE(loss);
  EXPECT_EQ(loss->left.volume_nl, 0);
  const auto gain =
      divide({.volume_nl = 1'000'000}, material("SER"), {portion("SER", "900 µL")}, *parse_measure("800 µL"));
  ASSERT_FALSE(gain);
  EXPECT_EQ(gain.violations.front().code, ErrorCode::amounts_do_not_add_up);
}

TEST(AliquotRules, BloodDoesNotComeOutOfSerum) {
  const auto division = divide({}, material("SER"), {portion("BLD", "")}, {});
  ASSERT_FALSE(division);
  EXPECT_EQ(division.violations.front().code, ErrorCode::material_not_derivable);
}

TEST(AliquotRules, AnUnknownAmountAllowsAnyAndStaysUnknown) {
  const auto division = divide({}, material("SER"), {portion("SER", "2 mL"), portion("SER", "")}, {});
  ASSERT_TRUE(division);
  EXPECT_EQ(division->parts[0].volume_nl, 2'000'000);
  EXPECT_FALSE(division->parts[1].volume_nl);
  EXPECT_FALSE(division->left.volume_nl);
}

}  // namespace
}  // namespace frostkeep::domain
