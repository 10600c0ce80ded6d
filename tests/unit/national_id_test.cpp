#include "domain/national_id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace frostkeep::domain {
namespace {

// Numbers of the standard's own examples and invented ones; none belongs to a person known to us.
TEST(ResidentId, valid_numbers_tell_birth_date_and_sex) {
  struct Row {
    const char* number;
    base::Date birth;
    Sex sex;
  };
  for (const Row& row : {Row{"11010519491231002X", {1949, 12, 31}, Sex::female},
                         {"370101190102039973", {1901, 2, 3}, Sex::male},
                         {"440524188001010014", {1880, 1, 1}, Sex::male},
                         {"330106198001010013", {1980, 1, 1}, Sex::male},
                         {"330102199003070027", {1990, 3, 7}, Sex::female},
                         {"330203196505120037", {1965, 5, 12}, Sex::male},
                         {"330483195602291127", {1956, 2, 29}, Sex::female}}) {
    const auto id = parse_resident_id(row.number);
    ASSERT_TRUE(id) << row.number;
    EXPECT_EQ(id->birth_date, row.birth) << row.number;
    EXPECT_EQ(id->sex, row.sex) << row.number;
    EXPECT_TRUE(id->warnings.empty()) << row.number;
  }
}

TEST(ResidentId, a_wrong_check_and_a_date_that_does_not_exist_are_told_apart) {
  EXPECT_EQ(parse_resident_id("110105194912310021").violations.front().code, ErrorCode::resident_id_invalid);
  for (const auto* number : {"330106198002300012", "330483195702291124"}) {
    const auto id = parse_resident_id(number);
    ASSERT_FALSE(id) << number;
    EXPECT_EQ(id.violations.front().code, ErrorCode::date_invalid) << number;
  }
  for (const auto* text : {"", "X", "11010519491231002", "11010519491231002Y", "X1010519491231002X", "身份证", "\xff",
                           "1101051949123100２Z"}) {
    EXPECT_EQ(parse_resident_id(text).violations.front().code, ErrorCode::resident_id_invalid) << text;
  }
}

TEST(ResidentId, is_written_in_one_way) {
  EXPECT_EQ(parse_resident_id("11010519491231002x")->number, "11010519491231002X");
  EXPECT_EQ(parse_resident_id(" １１０１０５ 19491231 002Ｘ ")->number, "11010519491231002X");
}

TEST(ResidentId, the_old_form_is_converted_with_a_warning) {
  const auto id = parse_resident_id("110105491231002");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->number, "11010519491231002X");
  EXPECT_EQ(id->warnings.front().code, "resident_id_15_digits");
  EXPECT_EQ(parse_resident_id("110105490231002").violations.front().code, ErrorCode::date_invalid);
}

TEST(ResidentId, a_division_that_is_gone_is_known_and_an_unlisted_one_only_warned_of) {
  EXPECT_EQ(division_name("330103", Language::zh_cn), "下城区");
  EXPECT_EQ(division_name("330483", Language::en), "Tongxiang City");
  EXPECT_EQ(division_name("110105", Language::zh_cn), "北京市");
  EXPECT_EQ(division_name("990000", Language::en), "");
  int accepted = 0;
  for (const char check : std::string("0123456789X")) {
    const auto candidate = parse_resident_id("33019919800101001" + std::string(1, check));
    if (!candidate) continue;
    ++accepted;
    EXPECT_EQ(candidate->warnings.front().code, "resident_id_division_unknown");
  }
  EXPECT_EQ(accepted, 1) << "one of eleven check characters is right";
}

TEST(ResidentId, every_single_wrong_digit_and_exchange_of_neighbours_is_found) {
  const std::string right = "330106198001010013";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string wrong = right;
      wrong[i] = c;
      EXPECT_TRUE(wrong == right || !parse_resident_id(wrong)) << wrong;
    }
    if (i + 1 == right.size() || right[i] == right[i + 1]) continue;
    std::string wrong = right;
    std::swap(wrong[i], wrong[i + 1]);
    EXPECT_FALSE(parse_resident_id(wrong)) << wrong;
  }
}

TEST(ResidentId, is_masked_but_for_its_ends) {
  EXPECT_EQ(masked_resident_id("330106198001010013"), "330106********0013");
  EXPECT_EQ(masked_resident_id("1234"), "****");
}

TEST(SocialCreditCode, published_codes_are_right) {
  for (const auto* code : {"91350100M000100Y43", "91110000600037341L", "91512081MA62K0260E", "11320000MB151840XJ"}) {
    const auto read = parse_social_credit_code(code);
    ASSERT_TRUE(read) << code;
    EXPECT_TRUE(read->warnings.empty()) << code;
  }
  EXPECT_EQ(parse_social_credit_code("91350100m000100y43")->code, "91350100M000100Y43");
  EXPECT_EQ(parse_social_credit_code("91350100M000100Y43")->division, "350100");
}

TEST(SocialCreditCode, a_wrong_check_is_a_warning_and_a_wrong_shape_a_refusal) {
  EXPECT_EQ(parse_social_credit_code("91350100M000100Y44")->warnings.front().code, "uscc_check_wrong");
  for (const auto* bad : {"", "91350100M000100Y4", "91350100M000100Y4Z", "9135010OM000100Y43", "91ABCDEFM000100Y43"}) {
    const auto read = parse_social_credit_code(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.violations.front().code, ErrorCode::field_malformed);
  }
}

}  // namespace
}  // namespace frostkeep::domain
