#include "domain/accession_rules.hpp"

#include <gtest/gtest.h>

#include "domain/code_text.hpp"

namespace frostkeep::domain {
namespace {

constexpr base::Timestamp kNow{1'764'000'000'000'000};

ErrorCode refusal(TubeEntry entry, const std::string& field) {
  const auto checked = check_tube(entry, kNow);
  EXPECT_EQ(checked.violations.size(), 1u);
  if (checked.violations.empty()) return ErrorCode::internal_error;
  EXPECT_EQ(checked.violations.front().values.at("field"), field);
  return checked.violations.front().code;
}

TEST(AccessionRules, ReadsARowAsPeoplePasteIt) {
  TubeEntry entry;
  entry.code = " ＺＪ－００１ ";
  entry.material = "血清";
  entry.amount = "1.5";
  entry.unit = "mL";
  entry.tube = "sst";
  entry.collected_at = kNow + -base::kHour;
  const auto tube = check_tube(entry, kNow);
  ASSERT_TRUE(tube);
  EXPECT_EQ(tube->sample.code, "ZJ-001");
  EXPECT_EQ(tube->sample.material, "SER");
  EXPECT_EQ(tube->sample.amount.volume_nl, 1'500'000);
  EXPECT_EQ(tube->sample.tube, "SST");
  EXPECT_EQ(tube->sample.kind, SampleKind::primary);
}

TEST(AccessionRules, TakesAMaterialByCodeOrByName) {
  EXPECT_EQ(read_material("pl1")->code, "PL1");
  EXPECT_EQ(read_material("Whole Blood")->code, "BLD");
  EXPECT_EQ(read_material("nonsense"), nullptr);
}

TEST(AccessionRules, TellsEachWrongCell) {
  EXPECT_EQ(refusal({.material = ""}, "material"), ErrorCode::field_missing);
  EXPECT_EQ(refusal({.material = "XYZ"}, "material"), ErrorCode::field_malformed);
  EXPECT_EQ(refusal({.code = "bad\tcode", .material = "SER"}, "code"), ErrorCode::code_malformed);
  EXPECT_EQ(refusal({.material = "SER", .amount = "a lot"}, "amount"), ErrorCode::field_malformed);
  EXPECT_EQ(refusal({.material = "SER", .tube = "JAR"}, "tube"), ErrorCode::field_malformed);
  EXPECT_EQ(refusal({.material = "SER", .kind = "cup"}, "kind"), ErrorCode::field_malformed);
  EXPECT_EQ(refusal({.material = "SER", .thaw_count = 100}, "thaw_count"), ErrorCode::field_out_of_range);
  EXPECT_EQ(refusal({.material = "SER", .role = std::string(65, 'x')}, "role"), ErrorCode::field_too_long);
}

TEST(AccessionRules, TellsAllWrongCellsAtOnce) {
  const auto checked = check_tube({.code = "a\nb", .material = "?", .amount = "-1 mL", .tube = "JAR"}, kNow);
  EXPECT_EQ(checked.violations.size(), 4u);
}

TEST(AccessionRules, TimesFollowEachOtherAndDoNotLieAhead) {
  TubeEntry entry{.material = "SER", .collected_at = kNow, .received_at = kNow + -base::kMinute};
  EXPECT_EQ(refusal(entry, "received_at"), ErrorCode::field_out_of_range);
  entry = {.material = "SER", .collected_at = kNow + 2 * base::kMinute};
  EXPECT_EQ(refusal(entry, "collected_at"), ErrorCode::field_out_of_range);
  entry.collected_at = kNow + base::kMinute;
  EXPECT_TRUE(check_tube(entry, kNow)) << "a clock may be a minute ahead";
}

TEST(AccessionRules, WarnsOfACodeOfOursWithWrongCheckDigits) {
  std::string code = make_code("ZJ", 12345678);
  EXPECT_TRUE(check_tube({.code = code, .material = "SER"}, kNow)->warnings.empty());
  code[3] = code[3] == '9' ? '8' : '9';
  ASSERT_EQ(check_tube({.code = code, .material = "SER"}, kNow)->warnings.size(), 1u);
  EXPECT_EQ(check_tube({.code = code, .material = "SER"}, kNow)->warnings.front().code, "code_check_wrong");
}

}  // namespace
}  // namespace frostkeep::domain
