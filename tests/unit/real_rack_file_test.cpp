/// Reads the rack scans of FROSTKEEP_REAL_DATA/rack-scans, files of real laboratories that don't belong to this tree,
/// and compares them with the truth that stands beside them.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "documents/csv.hpp"
#include "documents/rack_file.hpp"

namespace frostkeep::documents {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The folder of real files; empty where there is none, which is said and recorded.
std::filesystem::path real_scans() {
  const char* const folder = std::getenv("FROSTKEEP_REAL_DATA");
  if (folder != nullptr && *folder != '\0') return std::filesystem::path(folder) / "rack-scans";
  std::cout << "FROSTKEEP_REAL_DATA isn't set: real rack scans not read\n";
  ::testing::Test::RecordProperty("real_rack_scans", "not read");
  return {};
}

std::vector<std::map<std::string, std::string>> table_of(const std::filesystem::path& path) {
  const std::string bytes = bytes_of(path);
  MemorySource source(bytes);
  CsvReader reader(source);
  CsvRow header;
  std::vector<std::map<std::string, std::string>> rows;
  if (!reader.next(header)) return rows;
  for (CsvRow row; reader.next(row);) {
    auto& cells = rows.emplace_back();
    for (std::size_t i = 0; i < row.cells.size(); ++i) cells[header.cells.at(i)] = row.cells[i];
  }
  return rows;
}

std::string counts_of(const RackScan& scan) {
  std::map<WellState, int> count;
  for (const RackWell& well : scan.wells) ++count[well.state];
  std::ostringstream out;
  out << count[WellState::code] << " " << count[WellState::empty] << " " << count[WellState::unread];
  return out.str();
}

std::string errors_of(const RackScan& scan) {
  std::string out;
  for (const RackError& error : scan.errors) out += std::to_string(error.line) + ": " + error.detail + "\n";
  return out;
}

TEST(RealRackFiles, ThePositionAndTubeFilesGiveWhatTheirReadmeSays) {
  const struct {
    const char* file;
    const char* counts;  ///< code, empty, unread; null where the rack is refused
    const char* errors;
  } kExpected[] = {
      {"tube_rack_scan_valid.csv", "16 0 0", ""},
      {"tube_rack_scan_with_bom.csv", "16 0 0", ""},
      {"tube_rack_scan_with_duplicate_positions.csv", nullptr, "10: A2 again (line 9)\n14: E2 again (line 13)\n"},
      {"tube_rack_scan_with_duplicate_tubes.csv", "14 0 2",
       "10: AB10000009 again (line 9)\n12: AB10000011 again (line 11)\n"},
      {"tube_rack_scan_with_invalid_positions.csv", nullptr, "9: I1 lies outside the rack of 8 rows and 12 columns\n"},
      {"tube_rack_scan_with_missing_tubes.csv", "13 1 2", ""},
      {"tube_rack_scan_with_missing_values.csv", nullptr, "3: no tube code for C1\n"},
  };
  const auto folder = real_scans();
  if (folder.empty()) return;
  for (const auto& expected : kExpected) {
    SCOPED_TRACE(expected.file);
    const RackScan scan = parse_rack_file(bytes_of(folder / expected.file), {});
    if (expected.counts != nullptr) {
      EXPECT_EQ(counts_of(scan), expected.counts);
    }
    EXPECT_EQ(errors_of(scan), expected.errors);
    EXPECT_EQ(scan.rack, std::nullopt);
    EXPECT_EQ(scan.wells.front().position, "A1");
  }
}

void expect_wells(const RackScan& scan, const std::filesystem::path& truth) {
  std::map<std::string, std::string> expected;
  for (auto& row : table_of(truth)) expected[row["position"]] = row["state"] == "tube" ? row["tube"] : row["state"];
  std::map<std::string, std::string> read;
  for (const RackWell& well : scan.wells) {
    read[well.position] = well.state == WellState::code ? well.code : std::string(to_text(well.state));
  }
  EXPECT_EQ(read, expected);
}

TEST(RealRackFiles, TheOtherFilesGiveWhatTheirTruthSays) {
  const auto folder = real_scans();
  if (folder.empty()) return;
  auto rows = table_of(folder / "more-scans.truth.csv");
  EXPECT_EQ(rows.size(), 9u);
  for (auto& row : rows) {
    SCOPED_TRACE(row["file"]);
    const RackScan scan = parse_rack_file(bytes_of(folder / row["file"]),
                                          {.rows = std::stoi(row["rows"]), .columns = std::stoi(row["columns"])});
    if (row["outcome"] == "accept") {
      EXPECT_EQ(scan.rack, row["rack"]);
      EXPECT_EQ(counts_of(scan), row["tubes"] + " " + row["empty"] + " " + row["unread"]);
      EXPECT_EQ(errors_of(scan), "");
      expect_wells(scan, folder / (row["file"] + ".truth.csv"));
    } else {
      ASSERT_EQ(scan.errors.size(), 1u);
      EXPECT_EQ(std::to_string(scan.errors.front().line), row["errors"].substr(0, row["errors"].find(':')));
    }
  }
  EXPECT_EQ(parse_rack_file(bytes_of(folder / "trakmate_different_line_breaks.txt"), {}).scanned_at,
            "2012-08-23 13:42:01");
}

TEST(RealRackFiles, EachFileOfTheFolderIsReadAsARack) {
  const auto folder = real_scans();
  if (folder.empty()) return;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".truth.csv") || name == "README.md") continue;
    EXPECT_NO_THROW(parse_rack_file(bytes_of(entry.path()), {})) << name;
    ++files;
  }
  EXPECT_GE(files, 16);
}

}  // namespace
}  // namespace frostkeep::documents
