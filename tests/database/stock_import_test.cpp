// Existing stock by file: codes, families, people, times, amounts, boxes and positions.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "support/import_house.hpp"

namespace frostkeep::tests {
namespace {

using domain::ErrorCode;
using domain::ImportKind;
using domain::ImportState;

class StockImportTest : public ::testing::Test {
 protected:
  ImportHouse house;

  static std::vector<std::string> told(const services::ImportView& view) {
    std::vector<std::string> seen;
    for (const auto& error : view.errors) {
      seen.push_back(fmt::format("{} {} {}", error.row, error.heading, name_of(error.violation.code)));
    }
    return seen;
  }
  void a_participant(const std::string& code) {
    const auto checked = house.checked(ImportKind::participants, "study_code,name\n" + code + ",Wang\n");
    ASSERT_EQ(house.applied(checked.file.id).file.rows_applied, 1u);
  }
};

TEST_F(StockImportTest, TubesComeWithFamilyTimesAmountsAndPlaces) {
  a_participant("P-1");
  const auto box = house.small.a_box(9, 9);
  const std::string csv =
      "条码,其他条码,样本类型,参与者编号,母管条码,量,单位,采集时间,冻存时间,冻融次数,盒码,孔位\n"
      "C-1,,SER,,M-1,500,µL,,2019/5/1 10:00,1," + box.code + ",B2\n"
      "M-1,MAKER-9,血清,P-1,,1.5,mL,2019-05-01 08:05,,,,\n"
      "C-2,,SER,,C-1,0.2,mL,,,," + box.code + ",A01\n";
  const auto checked = house.checked(ImportKind::samples, csv);
  EXPECT_EQ(told(checked), std::vector<std::string>{});
  EXPECT_EQ(house.count("sample"), 0);
  EXPECT_EQ(house.applied(checked.file.id).file.rows_applied, 3u);
  EXPECT_EQ(house.count("sample_parent"), 2) << "a child may stand above its parent";
  EXPECT_EQ(house.count("sample_donor"), 3) << "a child comes from whom its parent comes";
  EXPECT_EQ(house.count("scan_code where code = 'MAKER-9'"), 1);
  EXPECT_EQ(house.count("sample where code = 'C-1' and volume_nl = 500000 and thaw_count = 1 and frozen_at = " +
                        std::to_string(base::parse_timestamp("2019-05-01T02:00:00Z")->microseconds)),
            1);
  EXPECT_EQ(house.count("sample where code = 'C-2' and frozen_at is null"), 1) << "what isn't told isn't invented";
  const auto cells =
      house.database->read([&](const database::ReadTransaction& tx) { return database::read_cells(tx, box.id); });
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[0].code, "C-2");
  EXPECT_EQ(cells[0].position, 1);
  EXPECT_EQ(cells[1].code, "C-1");
  EXPECT_TRUE(house.is_sound());
}

TEST_F(StockImportTest, EachRowSaysWhatIsWrongWithIt) {
  const auto box = house.small.a_box(2, 2);
  const auto tube = house.small.a_tube();
  const std::string csv =
      "code,material,parent,participant,amount,collected_at,box,position\n"
      "A-1,SER,,,1 mL,,,\n"
      "A-1,SER,,,1 mL,,,\n" +
      tube.code + ",SER,,,,,,\n"
      "A-2,jam,,,1,yesterday,,\n"
      "A-3,SER,NONE,P-9,,,,\n"
      "A-4,SER,,,,," + box.code + ",A1\n"
      "A-5,SER,,,,," + box.code + ",a 1\n"
      "A-6,SER,,,,," + box.code + ",C3\n"
      "A-7,SER,,,,,BX-NONE,A1\n"
      "A-8,SER,,,,," + box.code + ",\n"
      "A-9,SER,A-2,,,,,\n"
      "B-1,SER,B-2,,,,,\n"
      "B-2,SER,B-1,,,,,\n"
      "B-3,BLD,A-1,,,,,\n";
  const auto checked = house.checked(ImportKind::samples, csv);
  const auto seen = told(checked);
  const std::vector<std::string> expected = {"3 code row_repeated",
                                             "4 code code_taken",
                                             "5 collected_at field_malformed",
                                             "5 material field_malformed",
                                             "5 amount field_malformed",
                                             "6 parent code_unknown",
                                             "6 participant code_unknown",
                                             "8 position row_repeated",
                                             "9 position position_outside",
                                             "10 box code_unknown",
                                             "11 position field_missing",
                                             "12 parent code_unknown",
                                             "13 parent code_unknown",
                                             "14 parent code_unknown",
                                             "15 material material_not_derivable"};
  for (const std::string& error : expected) {
    EXPECT_EQ(std::count(seen.begin(), seen.end(), error), 1) << error;
  }
  EXPECT_EQ(checked.file.rows_bad, 12u) << fmt::format("{}", fmt::join(seen, "\n"));
  EXPECT_EQ(house.applied(checked.file.id, true).file.rows_applied, 2u);
  EXPECT_TRUE(house.is_sound());
}

TEST_F(StockImportTest, ACellThatIsTakenMeanwhileIsTold) {
  const auto box = house.small.a_box(2, 2);
  const auto file = [&](const std::string& code, const std::string& cell) {
    return "code,material,box,position\n" + code + ",SER," + box.code + "," + cell + "\n";
  };
  const auto first = house.checked(ImportKind::samples, file("T-1", "A1"));
  const auto second = house.checked(ImportKind::samples, file("T-2", "A1"));
  EXPECT_EQ(house.applied(first.file.id).file.rows_applied, 1u);
  const auto refused = house.applied(second.file.id);
  EXPECT_EQ(refused.file.state, ImportState::checked);
  EXPECT_EQ(told(refused), std::vector<std::string>{"2 position position_occupied"});
}

TEST_F(StockImportTest, TenThousandTubesGoIntoTheirBoxesInSeconds) {
  constexpr int kTubes = 10'000;
  std::vector<domain::Container> boxes;
  for (int i = 0; i <= kTubes / 100; ++i) boxes.push_back(house.small.a_box(10, 10));
  std::string csv = "code,material,amount,frozen_at,box,position\n";
  for (int i = 0; i < kTubes; ++i) {
    csv += fmt::format("STOCK-{:05},PL1,0.5 mL,2018-01-02,{},{}{}\n", i, boxes[static_cast<std::size_t>(i / 100)].code,
                       static_cast<char>('A' + i / 10 % 10), i % 10 + 1);
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const auto checked = house.checked(ImportKind::samples, csv);
  EXPECT_EQ(told(checked), std::vector<std::string>{});
  const double check_seconds = seconds();
  EXPECT_EQ(house.applied(checked.file.id).file.rows_applied, static_cast<std::uint32_t>(kTubes));
  fmt::print("10,000 tubes with positions: checked in {:.1f} s, written in {:.1f} s\n", check_seconds,
             seconds() - check_seconds);
  EXPECT_EQ(house.count("occupancy"), kTubes);
  EXPECT_TRUE(house.is_sound());
}

/// Manifests of another bank, as they came.
class RealManifestTest : public StockImportTest {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("FROSTKEEP_REAL_DATA");
    if (folder == nullptr) GTEST_SKIP() << "FROSTKEEP_REAL_DATA isn't set: real manifests are not tried";
    folder_ = std::string(folder) + "/manifests/";
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ + name, std::ios::binary);
    EXPECT_TRUE(file) << folder_ + name;
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string folder_;
};

TEST_F(RealManifestTest, StoredSamplesLoadByAMappingOfTheirHeadings) {
  for (const char* code : {"T100100017", "T100100048", "T100100079"}) a_participant(code);
  const std::string mapping =
      "code=Sample Id;material=Sample Type;amount=Sample Quantity;parent=Parent Sample Id;"
      "collected_at=Sample Family Collection Date";
  const std::string file = read("bank-stored-samples.tsv");
  EXPECT_EQ(house.checked(ImportKind::samples, file).file.state, ImportState::refused) << "its headings aren't ours";
  const auto checked = house.checked(ImportKind::samples, file, mapping);
  EXPECT_EQ(checked.file.rows_total, 14u);
  for (const auto& error : checked.errors) {
    EXPECT_EQ(error.heading, "Sample Type") << "only materials that have no code here: "
                                            << name_of(error.violation.code);
  }
  const auto applied = house.applied(checked.file.id, true);
  EXPECT_EQ(applied.file.rows_applied + applied.file.rows_bad, 14u);
  EXPECT_GT(applied.file.rows_applied, 0u);
  EXPECT_TRUE(house.is_sound());
}

TEST_F(RealManifestTest, BrokenOnesAreRefusedAndLoadNothing) {
  for (const char* name : {"bank-missing-fields.csv", "bank-wrong-delimiter.csv"}) {
    const auto checked = house.checked(ImportKind::samples, read(name),
                                       "code=Sample Id;material=Sample Type;participant=External Participant Id;"
                                       "role=Sample Family Id");
    EXPECT_EQ(checked.file.state, ImportState::refused) << name;
    EXPECT_FALSE(checked.errors.empty());
  }
  const auto unclosed = house.checked(ImportKind::samples, read("genomic-shipment-extra-field.csv"),
                                      "code=Matrix Id;material=Sample Type");
  EXPECT_EQ(unclosed.file.state, ImportState::refused);
  EXPECT_EQ(unclosed.errors.at(0).line, 3u);
  EXPECT_EQ(house.count("sample"), 0);
}

TEST_F(RealManifestTest, AnInventoryKeepsLeadingZerosAndTellsZeroFromUnknown) {
  const std::string file = "material," + read("nightly-inventory.csv");
  std::string with_material;
  std::size_t line = 0;
  for (std::size_t at = 0; at < file.size(); ++line) {
    const auto end = std::min(file.find('\n', at), file.size());
    with_material += (line == 0 ? "" : "SER,") + file.substr(at, end - at) + "\n";
    at = end + 1;
  }
  const auto checked = house.checked(ImportKind::samples, with_material,
                                     "material=material;code=SAMPLE_ID;amount=SPECIMEN_VOLUME_UL;"
                                     "thaw_count=FREEZE_THAW_COUNT;received_at=MOD_DATE");
  // A number without its unit is refused, not guessed.
  EXPECT_EQ(told(checked), (std::vector<std::string>{"3 SPECIMEN_VOLUME_UL field_malformed"}));
  EXPECT_EQ(house.applied(checked.file.id, true).file.rows_applied, 1u);
  EXPECT_EQ(house.count("sample where code = '00005' and volume_nl is null and thaw_count = 2"), 1);
}

}  // namespace
}  // namespace frostkeep::tests
