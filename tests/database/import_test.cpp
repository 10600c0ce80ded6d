// Files in two phases: what is wrong is told by row and column, and what goes in goes in once.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "documents/charset.hpp"
#include "documents/csv.hpp"
#include "support/import_house.hpp"

namespace frostkeep::tests {
namespace {

using domain::ErrorCode;
using domain::ImportKind;
using domain::ImportState;

class ImportTest : public ::testing::Test {
 protected:
  ImportHouse house;

  static std::string people(int count, int first = 0) {
    std::string csv = "study_code,name,resident_id,stratum,stratum_since\n";
    for (int i = first; i < first + count; ++i) {
      csv += fmt::format("S-{:06},Person {},{},healthy,2020-01-02\n", i, i, a_resident_id(i));
    }
    return csv;
  }
  static ErrorCode refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const domain::Refused& refused) {
      return refused.code();
    }
    ADD_FAILURE() << "it wasn't refused";
    return ErrorCode::internal_error;
  }
  std::int64_t left_behind() {
    return house.count("import_chunk") + house.count("import_row where number > 0") + house.count("import_key");
  }
};

TEST_F(ImportTest, PeopleAreCheckedThenWrittenWithStrataAndCodes) {
  const std::string csv =
      "姓名,身份证号,出生日期,性别,分层,分层日期,研究编号\r\n"
      "王芳," + a_resident_id(1) + ",,,高危,2021/3/4,\r\n"
      "\r\n"
      "阿不都·热合曼,,1968-05,男,,,ZJ-GIVEN\r\n";
  const auto checked = house.checked(ImportKind::participants, csv);
  EXPECT_EQ(checked.file.state, ImportState::checked);
  EXPECT_EQ(checked.file.rows_total, 2u);
  EXPECT_TRUE(checked.errors.empty()) << name_of(checked.errors.front().violation.code);
  EXPECT_EQ(house.count("participant"), 0) << "nothing is written by the check";
  const auto applied = house.applied(checked.file.id);
  EXPECT_EQ(applied.file.state, ImportState::applied);
  EXPECT_EQ(applied.file.rows_applied, 2u);
  EXPECT_EQ(house.count("participant where sex = 1 and birth_from is not null"), 2) << "of one by the resident ID";
  EXPECT_EQ(house.count("enrolment where study_code = 'ZJ-GIVEN'"), 1);
  EXPECT_EQ(house.count("stratum where stratum = 2"), 1);
  EXPECT_EQ(house.count("participant_identity where name_sealed like '%王芳%'"), 0) << "sealed";
  EXPECT_EQ(left_behind(), 0);
  EXPECT_TRUE(house.is_sound());
}

TEST_F(ImportTest, ABadRowKeepsAllOutUnlessTheGoodOnesAreAskedFor) {
  constexpr int kRows = 10'000;
  std::string csv = people(kRows);
  // Line 9,999 is record 9,999: the heading is the first.
  const auto at = csv.find("S-009997,");
  csv.replace(at, csv.find('\n', at) - at, "S-009997,Person,330106197001011234,healthy,2020-01-02");
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const auto checked = house.checked(ImportKind::participants, csv);
  const double check_seconds = seconds();
  EXPECT_EQ(checked.file.rows_total, 10'000u);
  EXPECT_EQ(checked.file.rows_bad, 1u);
  ASSERT_EQ(checked.errors.size(), 1u);
  EXPECT_EQ(checked.errors[0].line, 9'999u);
  EXPECT_EQ(checked.errors[0].row, 9'999u);
  EXPECT_EQ(checked.errors[0].column, 3u);
  EXPECT_EQ(checked.errors[0].heading, "resident_id");
  EXPECT_EQ(checked.errors[0].violation.code, ErrorCode::resident_id_invalid);
  EXPECT_EQ(refusal([&] { house.applied(checked.file.id); }), ErrorCode::rows_have_errors);
  EXPECT_EQ(house.count("participant"), 0);
  const double before = seconds();
  const auto applied = house.applied(checked.file.id, true);
  fmt::print("10,000 participants: checked in {:.1f} s, written in {:.1f} s\n", check_seconds, seconds() - before);
  EXPECT_EQ(applied.file.rows_applied, 9'999u);
  EXPECT_EQ(house.count("participant"), 9'999);
  EXPECT_EQ(house.count("import_row where number > 0"), 1) << "the bad row stays, to be sent back";
  EXPECT_EQ(refusal([&] { house.applied(checked.file.id, true); }), ErrorCode::import_not_ready);
  EXPECT_TRUE(house.is_sound());
}

TEST_F(ImportTest, EveryErrorIsToldAtOnceByRowAndColumn) {
  const std::string csv =
      "study_code,name,resident_id,birth_date,sex,stratum\n"
      "A-1,Wang,,1968-05-31,female,healthy\n"
      "A-1,Li," + a_resident_id(5) + ",1849-01-01,?,rich\n"
      "," + std::string(101, 'x') + "," + a_resident_id(5) + ",,,\n"
      "A-2,Zhao,,,,,\n"
      "A-3,Sun,,,,,too much\n";
  const auto checked = house.checked(ImportKind::participants, csv);
  std::vector<std::string> seen;
  for (const auto& error : checked.errors) {
    seen.push_back(fmt::format("{}/{} {}", error.row, error.column, name_of(error.violation.code)));
  }
  const std::vector<std::string> expected = {"3/1 row_repeated",    "3/5 field_malformed", "3/6 field_malformed",
                                             "3/4 field_out_of_range", "4/3 row_repeated", "4/2 field_too_long",
                                             "6/0 row_too_long"};
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(checked.file.rows_bad, 3u);
}

TEST_F(ImportTest, KnowsPeopleAndCodesThatAreThereAlready) {
  ASSERT_EQ(house.applied(house.checked(ImportKind::participants, people(2)).file.id).file.rows_applied, 2u);
  const auto checked = house.checked(ImportKind::participants, "study_code,resident_id\nS-000001," + a_resident_id(9) +
                                                                   "\n," + a_resident_id(1) + "\n");
  ASSERT_EQ(checked.errors.size(), 2u);
  EXPECT_EQ(checked.errors[0].violation.code, ErrorCode::code_taken);
  EXPECT_EQ(checked.errors[1].violation.code, ErrorCode::participant_double);
  EXPECT_EQ(checked.errors[1].violation.values.at("code"), "S-000001");
}

TEST_F(ImportTest, AFileInGb18030WithChineseNamesIsReadAndItsBadRowsComeBackForASpreadsheet) {
  const std::string text = "姓名,身份证号,地址\r\n𠮷野家,330106197001011234,=1+1\r\n王芳," + a_resident_id(1) + ",杭州\r\n";
  const auto checked =
      house.checked(ImportKind::participants, documents::from_utf8(text, documents::Charset::gb18030));
  EXPECT_EQ(checked.file.charset, "GB 18030");
  EXPECT_EQ(checked.file.rows_bad, 1u);
  const std::string back =
      house.services.imports.errors_csv(house.everywhere(), checked.file.id, domain::Language::zh_cn);
  EXPECT_TRUE(back.starts_with("\xEF\xBB\xBF")) << "a mark, by which spreadsheets know UTF-8";
  EXPECT_NE(back.find("\"𠮷野家\""), std::string::npos);
  EXPECT_NE(back.find("\"'=1+1\""), std::string::npos) << "no formula runs";
  EXPECT_NE(back.find("身份证号码有误"), std::string::npos);
  EXPECT_EQ(back.find("王芳"), std::string::npos) << "only bad rows";
  house.applied(checked.file.id, true);
  // Corrected and sent back with its column of errors; the guard is taken off again.
  std::string corrected = back;
  corrected.replace(corrected.find("330106197001011234"), 18, a_resident_id(2));
  const auto again = house.checked(ImportKind::participants, corrected);
  EXPECT_EQ(again.file.rows_bad, 0u);
  EXPECT_EQ(house.applied(again.file.id).file.rows_applied, 1u);
  EXPECT_EQ(house.count("participant"), 2);
}

TEST_F(ImportTest, TheSameFileTwiceIsOneImport) {
  const auto first = house.checked(ImportKind::participants, people(3));
  const services::UploadOrder order{ImportKind::participants, house.small.study, {}, "other name.csv", {}};
  const auto again = house.services.imports.upload(house.by_loader(), order, people(3));
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.file.id, first.file.id);
  house.applied(first.file.id);
  EXPECT_TRUE(house.services.imports.upload(house.by_loader(), order, people(3)).replayed);
  EXPECT_EQ(house.count("import_file"), 1);
  EXPECT_EQ(house.count("participant"), 3);
  std::vector<std::thread> uploads;
  std::vector<domain::ImportId> ids(8);
  for (domain::ImportId& id : ids) {
    uploads.emplace_back([&] { id = house.upload(ImportKind::participants, people(5, 100)); });
  }
  for (std::thread& upload : uploads) upload.join();
  for (const domain::ImportId id : ids) EXPECT_EQ(id, ids.front()) << "at the same moment too";
  house.work();
  EXPECT_TRUE(house.is_sound());
}

TEST_F(ImportTest, IsGivenUpAndLeavesNothingBehind) {
  const auto checked = house.checked(ImportKind::participants, people(3) + ",,1,,\n");
  const auto discarded = house.services.imports.discard(house.by_loader(), checked.file.id);
  EXPECT_EQ(discarded.file.state, ImportState::discarded);
  EXPECT_EQ(left_behind(), 0);
  EXPECT_EQ(refusal([&] { house.applied(checked.file.id, true); }), ErrorCode::import_not_ready);
  EXPECT_EQ(refusal([&] { house.services.imports.discard(house.by_loader(), checked.file.id); }),
            ErrorCode::import_not_ready);
  const auto waiting = house.upload(ImportKind::participants, people(3, 50));
  house.services.jobs.cancel(house.by_loader(), house.view(waiting).job->job.id);
  house.work();
  EXPECT_EQ(house.view(waiting).file.state, ImportState::discarded);
  EXPECT_EQ(left_behind(), 0);
  EXPECT_NE(house.upload(ImportKind::participants, people(3, 50)), waiting) << "it may come again";
  EXPECT_TRUE(house.is_sound());
}

TEST_F(ImportTest, AFileThatIsNoneIsRefusedWithItsPlace) {
  const auto unclosed = house.checked(ImportKind::participants, "name,phone\nWang,1\nLi,\"2\n");
  EXPECT_EQ(unclosed.file.state, ImportState::refused);
  ASSERT_EQ(unclosed.errors.size(), 1u);
  EXPECT_EQ(unclosed.errors[0].violation.code, ErrorCode::file_unreadable);
  EXPECT_EQ(unclosed.errors[0].violation.values.at("row"), "3");
  const auto endless = house.checked(ImportKind::participants, "name\nWang\n" + std::string(5'000, 'x') + "\n");
  EXPECT_EQ(endless.errors.at(0).violation.code, ErrorCode::file_unreadable);
  EXPECT_EQ(endless.errors.at(0).line, 3u);
  const auto mixed = house.checked(ImportKind::participants, "name\n王芳\n\xcd\xf5\xb7\xbc\n");
  EXPECT_EQ(mixed.errors.at(0).violation.code, ErrorCode::charset_unknown);
  const auto headings = house.checked(ImportKind::samples, "code,colour\nA,red\n");
  ASSERT_EQ(headings.errors.size(), 2u);
  EXPECT_EQ(headings.errors[0].violation.values.at("field"), "colour");
  EXPECT_EQ(headings.errors[0].column, 2u);
  EXPECT_EQ(headings.errors[1].violation.values.at("field"), "material");
  EXPECT_EQ(house.checked(ImportKind::samples, "code,material\n").file.state, ImportState::refused) << "no rows";
  EXPECT_EQ(refusal([&] { house.upload(ImportKind::samples, ""); }), ErrorCode::file_unreadable);
  EXPECT_EQ(left_behind(), 0);
}

TEST_F(ImportTest, ThatDiesAmidItsBatchesGoesOnAndWritesEachRowOnce) {
  constexpr int kRows = 10'500;
  const auto checked = house.checked(ImportKind::participants, people(kRows));
  ASSERT_EQ(checked.file.rows_bad, 0u);
  const auto job = house.services.imports.apply(house.by_loader(), checked.file.id, false).job->job.id;
  // The worker is thrown away behind its second batch, as by a crash: no word to the job.
  const auto claimed = house.services.jobs.claim(job);
  ASSERT_TRUE(claimed);
  int checkpoints = 0;
  struct Crash {};
  services::JobRun run(house.house, *claimed, [&]() -> bool {
    if (++checkpoints == 3) throw Crash{};
    return false;
  });
  EXPECT_THROW(house.services.imports.run_application(run), Crash);
  const auto half = house.view(checked.file.id);
  EXPECT_EQ(half.file.rows_applied, 4'000u);
  EXPECT_EQ(half.file.state, ImportState::applying);
  house.work();
  EXPECT_EQ(house.view(checked.file.id).file.rows_applied, 4'000u) << "the lease still holds";
  house.database.clock.advance(services::kJobLease + base::kSecond);
  house.work();
  const auto whole = house.view(checked.file.id);
  EXPECT_EQ(whole.file.state, ImportState::applied);
  EXPECT_EQ(whole.file.rows_applied, static_cast<std::uint32_t>(kRows));
  EXPECT_EQ(house.count("participant"), kRows);
  EXPECT_EQ(left_behind(), 0);
}

TEST_F(ImportTest, ARowThatTurnedBadMeanwhileKeepsAllOut) {
  const auto checked = house.checked(ImportKind::participants, people(5));
  house.applied(house.checked(ImportKind::participants, people(1, 3)).file.id);
  const auto refused = house.applied(checked.file.id);
  EXPECT_EQ(refused.file.state, ImportState::checked);
  EXPECT_EQ(refused.file.rows_applied, 0u);
  EXPECT_EQ(refused.file.rows_bad, 1u);
  EXPECT_EQ(refused.errors.at(0).row, 5u);
  EXPECT_EQ(refused.job->job.error_code, "rows_have_errors");
  EXPECT_EQ(house.applied(checked.file.id, true).file.rows_applied, 4u);
  EXPECT_EQ(house.count("participant"), 5);
  EXPECT_TRUE(house.is_sound());
}

TEST_F(ImportTest, OfAPersonWhoLostTheRightStops) {
  const auto id = house.upload(ImportKind::participants, people(2));
  house.database.root().run_text("update user_account set disabled = 1 where id = 4000001");
  house.work();
  EXPECT_EQ(house.view(id).file.state, ImportState::refused);
  EXPECT_EQ(house.view(id).job->job.error_code, "permission_missing");
  EXPECT_EQ(left_behind(), 0);
}

}  // namespace
}  // namespace frostkeep::tests
