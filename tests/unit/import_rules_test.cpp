// What headings and cells of a file mean.

#include "domain/import_rules.hpp"

#include <gtest/gtest.h>

namespace frostkeep::domain {
namespace {

constexpr const char* kShanghai = "Asia/Shanghai";

std::string code_of(const std::vector<Violation>& violations) {
  return violations.empty() ? "none" : std::string(name_of(violations.front().code));
}

TEST(ImportHeading, IsReadInEitherLanguageAndAnyCase) {
  const auto chinese = read_heading(ImportKind::participants, {"研究编号", "姓名", "身份证号", " 性别 "}, "");
  ASSERT_TRUE(chinese);
  EXPECT_EQ(*chinese, (ImportHeading{"study_code", "name", "resident_id", "sex"}));
  const auto english =
      read_heading(ImportKind::samples, {"Code", "SAMPLE TYPE", "collected_at", "Box", "Position"}, "");
  ASSERT_TRUE(english);
  EXPECT_EQ(*english, (ImportHeading{"code", "material", "collected_at", "box", "position"}));
}

TEST(ImportHeading, NamesWhatItDoesNotKnowWhatIsMissingAndWhatIsThereTwice) {
  const auto unknown = read_heading(ImportKind::samples, {"code", "material", "Colour"}, "");
  EXPECT_EQ(code_of(unknown.violations), "field_unknown");
  EXPECT_EQ(unknown.violations.front().values.at("field"), "Colour");
  const auto missing = read_heading(ImportKind::samples, {"code"}, "");
  EXPECT_EQ(code_of(missing.violations), "field_missing");
  EXPECT_EQ(missing.violations.front().values.at("field"), "material");
  EXPECT_EQ(code_of(read_heading(ImportKind::samples, {"code", "barcode", "material"}, "").violations), "row_repeated");
  EXPECT_EQ(code_of(read_heading(ImportKind::participants, {"", ""}, "").violations), "field_missing");
}

TEST(ImportHeading, TakesTheColumnOfAFileThatWasSentBack) {
  const auto heading = read_heading(
      ImportKind::samples, {"code", "material", std::string(error_heading(Language::zh_cn))}, "");
  ASSERT_TRUE(heading);
  EXPECT_EQ(heading->back(), "");
}

TEST(ImportHeading, IsMappedAndIgnoresTheRest) {
  const std::vector<std::string> cells = {"Sample Id", "Sample Type", "Kit"};
  const auto heading = read_heading(ImportKind::samples, cells, "code=Sample Id; material = sample type");
  ASSERT_TRUE(heading);
  EXPECT_EQ(*heading, (ImportHeading{"code", "material", ""}));
  EXPECT_EQ(code_of(read_heading(ImportKind::samples, cells, "colour=Kit").violations), "field_malformed");
  EXPECT_EQ(code_of(read_heading(ImportKind::samples, cells, "code=Id;material=Sample Type").violations),
            "field_missing");
}

TEST(ImportCells, RefuseTextBehindTheLastHeading) {
  const ImportHeading heading = {"code", "material"};
  EXPECT_EQ(cells_of(heading, {" A-1 ", ""})->size(), 1u);
  EXPECT_EQ(cells_of(heading, {" A-1 "})->at("code"), "A-1");
  EXPECT_TRUE(cells_of(heading, {"A-1", "SER", " "}));
  EXPECT_EQ(code_of(cells_of(heading, {"A-1", "SER", "x"}).violations), "row_too_long");
}

TEST(ImportTimes, AreReadAsSpreadsheetsWriteThem) {
  const auto eight = base::parse_timestamp("2026-11-24T00:05:00Z");
  for (const char* text : {"2026-11-24 08:05", "2026/11/24 8:05", "2026.11.24 08:05:00", "2026-11-24T08:05:00+08:00",
                           "2026-11-24T00:05:00Z", "20261124 08:05", "２０２６-11-24 08:05"}) {
    EXPECT_EQ(read_time(text, kShanghai), eight) << text;
  }
  EXPECT_EQ(read_time("2026/3/2", kShanghai), base::parse_timestamp("2026-03-01T16:00:00Z"));
  EXPECT_EQ(read_date("2026/3/2"), (base::Date{2026, 3, 2}));
  for (const char* text : {"", "24.11.2026", "2026-13-01", "2026-02-30", "11/24/2026", "2026-11-24 25:00", "yesterday",
                           "2026-11", "45620"}) {
    EXPECT_FALSE(read_time(text, kShanghai)) << text;
  }
}

TEST(ImportRows, ReadAPersonInWordsOfBothLanguages) {
  std::vector<Violation> violations;
  const auto row = read_participant_row({{"name", "王芳"},
                                         {"sex", "女"},
                                         {"birth_date", "1968/5/31"},
                                         {"stratum", "高危"},
                                         {"stratum_since", "2025-01-02"},
                                         {"study_code", "ＺＪ-0001"}},
                                        violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(row.person.sex, Sex::female);
  EXPECT_EQ(row.person.birth->from, (base::Date{1968, 5, 31}));
  EXPECT_EQ(row.stratum, Stratum::high_risk);
  EXPECT_EQ(row.study_code, "ZJ-0001");
  read_participant_row({{"sex", "?"}, {"birth_date", "May"}, {"stratum", "rich"}, {"stratum_since", "x"}}, violations);
  ASSERT_EQ(violations.size(), 4u);
  for (const Violation& violation : violations) EXPECT_EQ(violation.values.count("value"), 0u) << "identity stays away";
}

TEST(ImportRows, ReadATubeAndWhereItLies) {
  std::vector<Violation> violations;
  const auto row = read_sample_row({{"code", "T-1"},
                                    {"codes", "M-1; B-1"},
                                    {"material", "血清"},
                                    {"thaw_count", "2"},
                                    {"frozen_at", "2020-01-02 03:04"},
                                    {"box", "BX-1"},
                                    {"position", "A1"}},
                                   kShanghai, violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(row.tube.more_codes, (std::vector<std::string>{"M-1", "B-1"}));
  EXPECT_EQ(row.tube.thaw_count, 2);
  EXPECT_EQ(row.box, "BX-1");
  read_sample_row({{"box", "BX-1"}, {"thaw_count", "two"}, {"frozen_at", "soon"}}, kShanghai, violations);
  ASSERT_EQ(violations.size(), 3u);
  EXPECT_EQ(violations.back().values.at("field"), "position");
}

TEST(ImportRows, KnowWhatNoTwoMayHaveInCommon) {
  const auto values = unique_values(ImportKind::samples,
                                    {{"code", "T-1"}, {"codes", "M-1 M-2"}, {"box", "BX-1"}, {"position", "a01"}});
  ASSERT_EQ(values.size(), 4u);
  const auto same = unique_values(ImportKind::samples, {{"box", "BX-1"}, {"position", "A 1"}});
  EXPECT_EQ(values.back().value, same.back().value);
  EXPECT_NE(unique_values(ImportKind::samples, {{"box", "BX-1"}, {"position", "A10"}}).back().value,
            same.back().value);
  const auto person = unique_values(ImportKind::participants, {{"resident_id", "11010519491231002x"}});
  ASSERT_EQ(person.size(), 1u);
  EXPECT_EQ(person.front().value, "resident_id|11010519491231002X");
}

}  // namespace
}  // namespace frostkeep::domain
