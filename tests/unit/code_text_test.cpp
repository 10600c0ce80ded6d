#include "domain/code_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace frostkeep::domain {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

TEST(CodeText, our_codes_are_prefix_number_and_two_check_digits) {
  // Computed by another program from the formula in the header.
  EXPECT_EQ(make_code("FK", 1), "FK0000000110");
  EXPECT_EQ(make_code("BX", 17), "BX0000001724");
  EXPECT_EQ(make_code("HZ-A-", 42), "HZ-A-0000004273");
  EXPECT_EQ(make_code("S", 123456789012), "S12345678901215");
}

TEST(CodeText, every_made_code_is_accepted_as_ours) {
  for (std::uint64_t number = 0; number < 20'000; ++number) {
    EXPECT_TRUE(is_own_code(make_code("FK", number))) << number;
  }
  EXPECT_TRUE(is_own_code(make_code("ABCDEFGHIJK-", UINT64_MAX)));
}

TEST(CodeText, every_single_substitution_and_every_exchange_of_neighbours_is_found) {
  for (const std::string prefix : {"FK", "HZ-A-", "P0Z"}) {
    for (std::uint64_t number = 1; number < 3'000'000'000; number = number * 7 + 1) {
      const std::string code = make_code(prefix, number);
      for (std::size_t i = 0; i < code.size(); ++i) {
        for (const char c : kAlphabet) {
          std::string wrong = code;
          wrong[i] = c;
          EXPECT_TRUE(c == code[i] || !is_own_code(wrong)) << wrong << " passes for " << code;
        }
        if (i + 1 == code.size() || code[i] == code[i + 1]) continue;
        std::string wrong = code;
        std::swap(wrong[i], wrong[i + 1]);
        EXPECT_FALSE(is_own_code(wrong)) << wrong << " passes for " << code;
      }
    }
  }
}

TEST(CodeText, prefixes_begin_with_a_letter_and_are_no_month) {
  for (const auto* good : {"FK", "A", "BX-", "K9Z", "MARS", "HZ-A-", "DECK", "ABCDEFGHIJKL"}) {
    EXPECT_TRUE(is_code_prefix(good)) << good;
  }
  for (const auto* bad : {"", "1E", "fk", "A1", "-A", "A_", "ABCDEFGHIJKLM", "MAR", "MAR-", "DEC-A", "SEPT"}) {
    EXPECT_FALSE(is_code_prefix(bad)) << bad;
  }
}

TEST(CodeText, a_spreadsheet_keeps_our_codes_as_they_are) {
  EXPECT_TRUE(is_spreadsheet_safe(make_code("FK", 1)));
  EXPECT_TRUE(is_spreadsheet_safe("BB-000123"));
  for (const auto* unsafe :
       {"12E5", "1e10", "0012345678", "1034998087", "MAR1", "Sep-02", "=A1", "-5", "+8", "@x", "1/2", "TRUE", ""}) {
    EXPECT_FALSE(is_spreadsheet_safe(unsafe)) << unsafe;
  }
}

TEST(CodeText, a_code_of_another_issuer_is_any_printable_text_up_to_64_bytes) {
  EXPECT_TRUE(is_code_text("1034998087"));
  EXPECT_TRUE(is_code_text("TS 0012/a"));
  EXPECT_TRUE(is_code_text(std::string(64, 'x')));
  EXPECT_FALSE(is_code_text(std::string(65, 'x')));
  EXPECT_FALSE(is_code_text(""));
  EXPECT_FALSE(is_code_text(" 1"));
  EXPECT_FALSE(is_code_text("管1"));
  EXPECT_FALSE(
      is_code_text("A\x1d"
                   "B"));
}

TEST(CodeText, what_a_scanner_or_an_input_method_adds_is_dropped) {
  EXPECT_EQ(*normalise_scanned_code("]d2FK0000000110\r\n"), "FK0000000110");
  EXPECT_EQ(*normalise_scanned_code("\t]C1 BB-000123 "), "BB-000123");
  EXPECT_EQ(*normalise_scanned_code("ＦＫ０００１－２　"), "FK0001-2");
  EXPECT_EQ(*normalise_scanned_code("aBc"), "aBc") << "case is kept";
  EXPECT_EQ(*normalise_scanned_code("]d2X1", AimPrefix::keep), "]d2X1");
  EXPECT_EQ(*normalise_scanned_code("]d2"), "]d2") << "a prefix alone is all there is";
}

TEST(CodeText, what_is_no_code_is_refused_with_the_text) {
  const auto refused = normalise_scanned_code(" 试管 ");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.violations.front().code, ErrorCode::code_malformed);
  EXPECT_EQ(refused.violations.front().values.at("code"), "试管");
  EXPECT_FALSE(normalise_scanned_code(""));
  EXPECT_FALSE(
      normalise_scanned_code("A\x1d"
                             "B"));
  EXPECT_FALSE(normalise_scanned_code("\xff\xfe"));
  EXPECT_EQ(normalise_scanned_code(std::string(63, 'x') + "管").violations.front().values.at("code"),
            std::string(63, 'x'));
}

}  // namespace
}  // namespace frostkeep::domain
