#include "domain/refusal_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr Language kBoth[] = {Language::zh_cn, Language::en};

std::vector<ErrorCode> all_codes() {
  return {
#define FROSTKEEP_CODE(name, kind) ErrorCode::name,
      FROSTKEEP_ERROR_CODES(FROSTKEEP_CODE)
#undef FROSTKEEP_CODE
  };
}

std::set<std::string> names_in(std::string text) {
  std::set<std::string> names;
  for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    names.insert(text.substr(open + 1, text.find('}', open) - open - 1));
  }
  return names;
}

std::size_t words_in(const std::string& text) {
  std::size_t words = 0;
  for (const auto word : base::split(text, ' ')) words += word.empty() ? 0 : 1;
  return words;
}

bool has_chinese(const std::string& text) {
  return text.size() > base::length_in_characters(text);
}

void expect_sound_row(const ReferenceTable& table, std::size_t row) {
  const std::string& code = table.cell(row, "code");
  for (const auto& [zh, en] : {std::pair{"zh_cn", "en"}, {"remedy_zh_cn", "remedy_en"}}) {
    EXPECT_TRUE(has_chinese(table.cell(row, zh))) << code;
    EXPECT_FALSE(table.cell(row, en).empty()) << code;
    EXPECT_EQ(names_in(table.cell(row, zh)), names_in(table.cell(row, en))) << code << ": " << zh << ", " << en;
    EXPECT_TRUE(table.cell(row, zh).ends_with("。")) << code;
    EXPECT_TRUE(table.cell(row, en).ends_with(".")) << code;
    EXPECT_LE(words_in(table.cell(row, en)), 25U) << code;
    EXPECT_LE(base::length_in_characters(table.cell(row, zh)), 75U) << code;
    for (const auto* column : {zh, en}) {
      const std::string& text = table.cell(row, column);
      EXPECT_EQ(std::ranges::count(text, '['), std::ranges::count(text, ']')) << code;
      EXPECT_EQ(std::ranges::count(text, '{'), std::ranges::count(text, '}')) << code;
    }
  }
}

TEST(RefusalText, every_error_code_has_both_languages_with_the_same_values) {
  const auto& table = reference_table("refusals");
  for (const ErrorCode code : all_codes()) {
    const auto row = table.find(name_of(code));
    ASSERT_TRUE(row) << name_of(code) << " is missing in refusals.csv";
    expect_sound_row(table, *row);
  }
  EXPECT_EQ(table.size(), all_codes().size()) << "a row names no code, or a code stands twice";
}

TEST(RefusalText, every_warning_has_both_languages_with_the_same_values) {
  const auto& table = reference_table("warnings");
  for (std::size_t row = 0; row < table.size(); ++row) expect_sound_row(table, row);
}

TEST(RefusalText, a_code_with_its_required_values_leaves_no_brace) {
  for (const ErrorCode code : all_codes()) {
    Violation violation{code};
    for (const std::string& name : required_values(code)) violation.values[name] = "x";
    for (const Language language : kBoth) {
      const Sentence sentence = sentence_of(violation, language);
      EXPECT_EQ((sentence.text + sentence.remedy).find_first_of("{}[]|"), std::string::npos)
          << name_of(code) << ": " << sentence.text << " " << sentence.remedy;
    }
  }
}

TEST(RefusalText, what_is_known_is_told) {
  const Violation bare{ErrorCode::position_occupied, {{"position", "C5"}}};
  EXPECT_EQ(sentence_of(bare, Language::en).text, "Position C5 is taken; nothing was placed.");
  EXPECT_EQ(sentence_of(bare, Language::zh_cn).text, "位置 C5 已有其他物品，未存放。");
  const Violation full{ErrorCode::position_occupied, {{"position", "C5"}, {"occupant", "FK1"}, {"offered", "C6"}}};
  EXPECT_EQ(sentence_of(full, Language::en).text, "Position C5 is taken by FK1; nothing was placed.");
  EXPECT_EQ(sentence_of(full, Language::en).remedy, "Use the next free position C6 or check the box.");
}

TEST(RefusalText, words_of_code_lists_are_shown_by_name) {
  const Violation state{ErrorCode::state_forbids, {{"state", "checked_out"}, {"activity", "aliquot"}, {"code", "FK1"}}};
  EXPECT_EQ(sentence_of(state, Language::en).text, "Sample FK1 is checked out, which forbids aliquoting.");
  EXPECT_EQ(sentence_of(state, Language::zh_cn).text, "样本 FK1 当前状态为“已取出”，不能分装。");
  const Violation field{ErrorCode::field_missing, {{"field", "birth_date"}, {"row", "7"}}};
  EXPECT_EQ(sentence_of(field, Language::zh_cn).text, "第 7 行：“出生日期”未填写。");
  const Violation unknown{ErrorCode::field_missing, {{"field", "answers/3"}}};
  EXPECT_EQ(sentence_of(unknown, Language::en).text, "\"answers/3\" is missing.");
}

TEST(RefusalText, values_are_shown_as_they_are_whatever_stands_in_them) {
  const Violation violation{ErrorCode::code_unknown, {{"code", "[{code}|x]"}}};
  EXPECT_EQ(sentence_of(violation, Language::en).text, "The code [{code}|x] is not known here.");
}

TEST(RefusalText, options_show_their_other_text_where_a_value_is_missing_or_empty) {
  EXPECT_EQ(fill_with_options("a[ {x}|b]c", {{"x", "1"}}), "a 1c");
  EXPECT_EQ(fill_with_options("a[ {x}|b]c", {{"x", ""}}), "abc");
  EXPECT_EQ(fill_with_options("a[ {x} {y}]c", {{"x", "1"}}), "ac");
  EXPECT_EQ(fill_with_options("", {}), "");
}

TEST(RefusalText, a_warning_is_told_in_both_languages) {
  const Warning warning{"thaw_limit_near", {{"limit", "3"}}};
  EXPECT_EQ(sentence_of(warning, Language::en).text, "The sample reaches its thaw limit (3) with the next thaw.");
  EXPECT_EQ(sentence_of(warning, Language::zh_cn).text, "样本再冻融一次即达上限（3 次）。");
}

}  // namespace
}  // namespace frostkeep::domain
