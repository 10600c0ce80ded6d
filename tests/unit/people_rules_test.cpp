#include "domain/people_rules.hpp"

#include <gtest/gtest.h>

namespace frostkeep::domain {
namespace {

std::optional<ErrorCode> code_of(const std::optional<Violation>& violation) {
  return violation ? std::optional(violation->code) : std::nullopt;
}

TEST(PeopleRules, ACodeOfTheHouseIsCapitalsDigitsAndHyphens) {
  for (const char* good : {"HZ", "NB-2", "A", "UKB2", "ABCDEFGHIJKLMNOP"}) {
    EXPECT_FALSE(problem_of_house_code("code", good)) << good;
  }
  for (const char* bad : {"", "hz", "2HZ", "-HZ", "H Z", "HZ,", "杭州", "ABCDEFGHIJKLMNOPQ"}) {
    EXPECT_EQ(code_of(problem_of_house_code("code", bad)), ErrorCode::field_malformed) << bad;
  }
}

TEST(PeopleRules, ANameIsOneLineThatSaysSomething) {
  EXPECT_FALSE(problem_of_name("name_zh", "杭州样本库（西湖）"));
  EXPECT_FALSE(problem_of_name("name_zh", "𠮷野 O'Hara-Ünal"));
  EXPECT_EQ(code_of(problem_of_name("name_zh", "  ")), ErrorCode::field_missing);
  EXPECT_EQ(code_of(problem_of_name("name_zh", "two\nlines")), ErrorCode::field_malformed);
  EXPECT_EQ(code_of(problem_of_name("name_zh", "turned \u202Earound")), ErrorCode::field_malformed);
  EXPECT_EQ(code_of(problem_of_name("name_zh", std::string(101, 'x'))), ErrorCode::field_too_long);
  EXPECT_FALSE(problem_of_name("initials", "欧阳", 2));
}

TEST(PeopleRules, AUserNameIsTheSameHoweverItIsTyped) {
  EXPECT_EQ(user_name_of(" Ｗang.Min "), "wang.min");
  EXPECT_EQ(user_name_of("王敏"), "王敏");
  for (const char* good : {"wang.min", "王敏", "lab-2"}) EXPECT_FALSE(problem_of_user_name(good)) << good;
  for (const char* bad : {"x", "wang min", "wang@lab", "a\tb"}) EXPECT_TRUE(problem_of_user_name(bad)) << bad;
}

TEST(PeopleRules, APinIsNoRunOfDigits) {
  for (const char* good : {"402913", "112233", "9081726354"}) EXPECT_FALSE(problem_of_pin(good)) << good;
  for (const char* bad : {"", "12345", "123456", "987654", "000000", "12a456", "1234567890123", "４０２９１３"}) {
    EXPECT_EQ(code_of(problem_of_pin(bad)), ErrorCode::pin_too_weak) << bad;
  }
}

}  // namespace
}  // namespace frostkeep::domain
