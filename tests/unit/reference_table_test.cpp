#include "domain/reference_table.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace frostkeep::domain {
namespace {

TEST(ReferenceTable, a_list_has_version_source_columns_and_quoted_cells) {
  const ReferenceTable table("# version: 7\n# source: a book\ncode,zh_cn,en\na,甲,\"x, \"\"y\"\"\"\nb,乙,\n");
  EXPECT_EQ(table.version(), "7");
  EXPECT_EQ(table.source(), "a book");
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.cell(0, "en"), "x, \"y\"");
  EXPECT_EQ(table.cell(1, "en"), "");
  EXPECT_EQ(table.name_of("b", Language::zh_cn), "乙");
  EXPECT_EQ(table.name_of("c", Language::zh_cn), "c");
  EXPECT_FALSE(table.find("c"));
}

TEST(ReferenceTable, all_shipped_lists_say_version_and_source_and_are_complete) {
  int lists = 0;
  for (const auto& file : reference_files()) {
    EXPECT_TRUE(base::is_utf8(file.bytes)) << file.name;
    EXPECT_TRUE(file.bytes.ends_with('\n')) << file.name;
    if (!file.name.ends_with(".csv")) continue;
    ++lists;
    const auto& table = reference_table(file.name.substr(0, file.name.size() - 4));
    EXPECT_FALSE(table.version().empty()) << file.name;
    EXPECT_FALSE(table.source().empty()) << file.name;
    EXPECT_GT(table.size(), 0U) << file.name;
    const bool keyed = table.columns().front() == "code" && !file.name.starts_with("sprec_");
    std::set<std::string> keys;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (!keyed) continue;
      EXPECT_TRUE(keys.insert(table.cell(row, "code")).second) << file.name << ": " << table.cell(row, "code");
      EXPECT_FALSE(table.cell(row, "zh_cn").empty()) << file.name << ": " << table.cell(row, "code");
      EXPECT_FALSE(table.cell(row, "en").empty()) << file.name << ": " << table.cell(row, "code");
    }
  }
  EXPECT_GE(lists, 20);
  EXPECT_FALSE(reference_file("nothing.csv"));
}

TEST(ReferenceTable, zhejiang_has_eleven_cities_and_ninety_counties_today) {
  const auto& table = reference_table("zhejiang_divisions");
  int cities = 0;
  int counties = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    cities += table.cell(row, "level") == "city";
    counties += table.cell(row, "level") == "county" && table.cell(row, "valid_to").empty();
    const std::string& parent = table.cell(row, "parent");
    EXPECT_TRUE(parent.empty() || table.find(parent)) << table.cell(row, "code");
  }
  EXPECT_EQ(cities, 11);
  EXPECT_EQ(counties, 90);
}

TEST(ReferenceTable, holidays_are_runs_of_real_days_in_order) {
  const auto& table = reference_table("holidays");
  int days_off = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto from = base::parse_date(table.cell(row, "from"));
    const auto to = base::parse_date(table.cell(row, "to"));
    ASSERT_TRUE(from && to) << row;
    EXPECT_LE(*from, *to);
    const auto before = row > 0 ? base::parse_date(table.cell(row - 1, "to")) : base::Date{};
    EXPECT_GT(*from, *before) << table.cell(row, "from");
    const bool holiday = table.cell(row, "kind") == "holiday";
    if (holiday && from->year == 2025)
      days_off += static_cast<int>(days_since_epoch(*to) - days_since_epoch(*from)) + 1;
  }
  EXPECT_EQ(days_off, 28) << "the notice for 2025 gave 28 days, weekends among them";
}

TEST(ReferenceTable, surnames_share_a_million_parts) {
  const auto& table = reference_table("surnames");
  long long sum = 0;
  for (std::size_t row = 0; row < table.size(); ++row) sum += *table.number(row, "share_ppm");
  EXPECT_EQ(table.size(), 300U);
  EXPECT_NEAR(static_cast<double>(sum), 1e6, 200);
}

}  // namespace
}  // namespace frostkeep::domain
