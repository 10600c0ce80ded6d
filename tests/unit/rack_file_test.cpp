#include "documents/rack_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "documents/charset.hpp"
#include "documents/rack_parse_command.hpp"
#include "documents/rack_profile.hpp"
#include "documents/rack_text.hpp"

namespace frostkeep::documents {
namespace {

std::string own_file(const std::string& name) {
  std::ifstream file(FROSTKEEP_SOURCE_DIR "/tests/unit/rack_files/" + name, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

RackScan scan_of(const std::string& bytes, RackFileOptions options = {}) {
  return parse_rack_file(bytes, options);
}

/// "A1=T1 B1=empty C1=unread": what a scan says, in one line.
std::string wells_of(const RackScan& scan) {
  std::string out;
  for (const RackWell& well : scan.wells) {
    const std::string says = well.state == WellState::code ? well.code : std::string(to_text(well.state));
    out += (out.empty() ? "" : " ") + well.position + "=" + says;
  }
  return out;
}

/// "2 code_missing, 7 position_repeated".
std::string errors_of(const RackScan& scan) {
  std::string out;
  for (const RackError& error : scan.errors) {
    out += (out.empty() ? "" : ", ") + std::to_string(error.line) + " " + error.code;
  }
  return out;
}

std::string refusal_of(const std::string& bytes, RackFileOptions options = {}) {
  try {
    return "accepted as " + parse_rack_file(bytes, options).profile;
  } catch (const UnreadableRackFile& unreadable) {
    return unreadable.code();
  }
}

struct OwnFile {
  std::string name;
  std::string profile;
  std::string rack;
  std::string scanned_at;
  std::string wells;
};

const std::vector<OwnFile>& own_files() {
  static const std::vector<OwnFile> files = {
      {"visionmate.csv", "visionmate", "RK00000417", "2026-03-03 07:05:09",
       "A1=T000000101 A2=empty A3=unread H12=T000000102"},
      {"visionmate-location.csv", "visionmate", "", "", "A1=T000000103 B1=unread"},
      {"intellicode.txt", "fluidx-intellicode", "", "", "A1=T000000301 A2=empty B1=unread B2=T000000302"},
      {"position-code.csv", "fluidx-position-code", "", "", "A1=T000000401 A2=T000000402 B1=unread C1=unread D1=empty"},
      {"rack-position-code.csv", "fluidx-rack-position-code", "RK00000418", "", "A1=T000000501 B1=empty C1=unread"},
      {"traxcer.csv", "traxcer", "RK00000419", "", "A1=T000000601 A2=empty A3=unread"},
      {"traxcer-bare.csv", "traxcer", "RK00000420", "", "A1=T000000602"},
      {"trakmate.txt", "trakmate", "00041723", "2026-02-05 00:00:30", "A1=2034998087 A2=empty A3=unread"},
      {"rack-tube-location.csv", "rack-tube-location", "RK00000421", "", "A1=T000000701 A2=empty"},
      {"rack-tube-worklist.csv", "rack-tube-worklist", "RK00000422", "", "A1=T000000801 B1=unread"},
      {"ziath-datapaq.txt", "ziath-datapaq", "", "", "A1=T000000901 A2=empty A3=unread"},
      {"row-column-code.csv", "row-column-code", "", "", "A1=T000001001 A2=empty B1=unread"},
      {"rack-row-column-code.csv", "rack-row-column-code", "RK00000423", "", "A1=T000001101 A2=empty"},
      {"table-gb18030.csv", "table", "RK00000424", "", "A1=T000001201 A2=empty A3=unread"},
  };
  return files;
}

void expect_scan(const RackScan& scan, const OwnFile& file, const std::string& how) {
  SCOPED_TRACE(file.name + " " + how);
  EXPECT_EQ(scan.profile, file.profile);
  EXPECT_EQ(scan.rack.value_or(""), file.rack);
  EXPECT_EQ(scan.scanned_at.value_or(""), file.scanned_at);
  EXPECT_EQ(wells_of(scan), file.wells);
  EXPECT_EQ(errors_of(scan), "");
}

std::string with_line_ends(const std::string& text, const std::string& end) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i] == '\n' ? end : std::string(1, text[i]);
  }
  return out;
}

TEST(RackFile, EachLayoutIsRecognised) {
  for (const OwnFile& file : own_files()) expect_scan(scan_of(own_file(file.name)), file, "as it is");
}

TEST(RackFile, EachLayoutIsReadInEachCharset) {
  for (const OwnFile& file : own_files()) {
    const std::string text = to_utf8(own_file(file.name));
    expect_scan(scan_of("\uFEFF" + text), file, "with a byte order mark");
    for (const Charset charset : {Charset::utf16_le, Charset::utf16_be, Charset::gb18030}) {
      expect_scan(scan_of(from_utf8(text, charset)), file, std::string(to_text(charset)));
      expect_scan(scan_of(from_utf8("\uFEFF" + text, charset)), file, "with a mark, " + std::string(to_text(charset)));
    }
  }
}

TEST(RackFile, EachLayoutIsReadWithEachLineEndAndBlankLines) {
  for (const OwnFile& file : own_files()) {
    const std::string text = to_utf8(own_file(file.name));
    for (const std::string end : {"\n", "\r", "\r\n", "  \r\n", "\n\n", "\r\n \t\r\n"}) {
      expect_scan(scan_of(with_line_ends(text, end) + end + end), file, "with other line ends");
    }
  }
}

TEST(RackFile, EachTableIsReadWithEachSeparatorSpacesAndQuotes) {
  for (const OwnFile& file : own_files()) {
    if (file.profile == "trakmate") continue;
    const std::string text = to_utf8(own_file(file.name));
    const char used = file.name == "row-column-code.csv" ? ';' : ',';
    for (const std::string separator : {";", "\t", " , ", " ;\t", "\u00A0,\u3000"}) {
      std::string other;
      for (const char c : text) other += c == used ? separator : std::string(1, c);
      expect_scan(scan_of(other), file, "separated by " + separator);
    }
    std::string quoted;
    std::istringstream lines(with_line_ends(text, "\n"));
    for (std::string line; std::getline(lines, line);) {
      quoted += "\"";
      for (const char c : line) quoted += c == used ? "\",\"" : std::string(1, c);
      quoted += "\"\n";
    }
    expect_scan(scan_of(quoted), file, "in quotes");
  }
}

TEST(RackFile, HeadersAreReadInAnyCaseAndSpelling) {
  EXPECT_EQ(wells_of(scan_of("rackid,LOCATIONROW,location column,Tube_Code\nR1,h,01,T1\n")), "H1=T1");
  EXPECT_EQ(wells_of(scan_of("BARCODE;WELL\nT1;h12\n")), "H12=T1");
  EXPECT_EQ(scan_of("Tube Code,Row,Col\nT1,1,2\n").wells.front().position, "A2");
}

TEST(RackFile, AStreamOfReadingsGoesColumnByColumnUnlessItsProfileSaysRowByRow) {
  const std::string bytes = own_file("visionmate-tcp.txt");
  const RackScan by_column = scan_of(bytes, {.rows = 4, .columns = 6});
  EXPECT_EQ(by_column.profile, "visionmate-tcp");
  EXPECT_EQ(by_column.wells.size(), 24u);
  EXPECT_EQ(wells_of(by_column).substr(0, 44), "A1=T000000200 A2=T000000204 A3=unread A4=unr");
  EXPECT_EQ(errors_of(by_column), "");
  const RackScan by_row = scan_of(bytes, {.rows = 4, .columns = 6, .profile = "visionmate-tcp-by-row"});
  EXPECT_EQ(wells_of(by_row).substr(0, 27), "A1=T000000200 A2=T000000201");
  EXPECT_EQ(errors_of(scan_of(bytes)), "2 readings_miscounted");
  EXPECT_EQ(errors_of(scan_of("OKDT1,,T2,No Tube", {.rows = 2, .columns = 2})), "1 code_missing");
}

TEST(RackFile, NumberedPositionsNeedTheirProfile) {
  const std::string bytes = own_file("index.csv");
  EXPECT_EQ(refusal_of(bytes), "no_profile");
  EXPECT_EQ(wells_of(scan_of(bytes, {.profile = "index-by-row"})), "A1=T000001301 A2=empty B1=unread");
  EXPECT_EQ(wells_of(scan_of(bytes, {.profile = "index-by-column"})), "A1=T000001301 B1=empty E2=unread");
  EXPECT_EQ(errors_of(scan_of("1,T1\n97,T2\n0,T3\n", {.profile = "index-by-row"})),
            "2 position_outside, 3 position_malformed");
}

TEST(RackFile, OtherRackSizesAreReadAndKept) {
  EXPECT_EQ(wells_of(scan_of("D6,T1\nA1,T2\n", {.rows = 4, .columns = 6})), "A1=T2 D6=T1");
  EXPECT_EQ(errors_of(scan_of("D7,T1\nE1,T2\nA1,T3\n", {.rows = 4, .columns = 6})),
            "1 position_outside, 2 position_outside");
  EXPECT_EQ(wells_of(scan_of("P24,T1\nA1,T2\n", {.rows = 16, .columns = 24})), "A1=T2 P24=T1");
  EXPECT_EQ(wells_of(scan_of("AF48,T1\nAA01,T2\n", {.rows = 32, .columns = 48})), "AA1=T2 AF48=T1");
  EXPECT_EQ(refusal_of("A1,T1\n", {.rows = 0, .columns = 12}), "rack_size");
  EXPECT_EQ(refusal_of("A1,T1\n", {.rows = 8, .columns = 49}), "rack_size");
}

TEST(RackFile, APositionNamedTwiceIsRefusedInEachSpelling) {
  EXPECT_EQ(errors_of(scan_of("A1,T1\nA01,T2\n")), "2 position_repeated");
  EXPECT_EQ(errors_of(scan_of("A1,T1\na1,T1\nA/01,EMPTY\nB1,T3\n")), "2 position_repeated, 3 position_repeated");
  EXPECT_EQ(errors_of(scan_of("A1,EMPTY\nA1,EMPTY\n")), "2 position_repeated");
  EXPECT_EQ(errors_of(scan_of("A1,T1\nＡ１,T2\n")), "2 position_repeated");
}

TEST(RackFile, ATubeReadTwiceIsRefusedButItsCaseIsKept) {
  const RackScan scan = scan_of("A1,T1\nA2,T1\nA3,NO READ\nA4,NO READ\nA5,t1\n");
  EXPECT_EQ(errors_of(scan), "2 code_repeated");
  EXPECT_EQ(wells_of(scan), "A1=T1 A2=T1 A3=unread A4=unread A5=t1");
}

TEST(RackFile, EmptyAndUnreadAreNeverMixed) {
  for (const std::string word :
       {"EMPTY", "empty", "No Tube", "NO_TUBE", "notube", "<No Tube>", "No TrakMate", "无管"}) {
    EXPECT_EQ(wells_of(scan_of("A1,T1\nA2," + word + "\n")), "A1=T1 A2=empty") << word;
  }
  for (const std::string word : {"NO READ", "NOREAD", "No-Read", "NOSCAN", "no scan", "[NO READ]", "ERROR", "未读出"}) {
    EXPECT_EQ(wells_of(scan_of("A1,T1\nA2," + word + "\n")), "A1=T1 A2=unread") << word;
  }
}

TEST(RackFile, WhatIsNeitherCodeNorKnownWordIsAnError) {
  for (const std::string reading : {"---", "N/A", "MISSING", "?", "T 1", "null", "Ｔ１２３", "T1\x01X", "管1", "*"}) {
    EXPECT_EQ(errors_of(scan_of("A1,T1\nA2," + reading + "\n")), "2 code_malformed") << reading;
  }
  EXPECT_EQ(errors_of(scan_of("A1,T1\nA2," + std::string(65, '1') + "\n")), "2 code_malformed");
  EXPECT_EQ(errors_of(scan_of("A1,T1\nA2,1.03E+09\nA3,1E+10\n")), "2 code_rounded, 3 code_rounded");
  EXPECT_EQ(errors_of(scan_of("A1,T1\nA2,12E5\nA3,0012\n")), "");
}

TEST(RackFile, EachBrokenLineIsNamed) {
  const RackScan scan = scan_of(
      "A1,T1\n"
      "B1;T2\n"
      "C1,\n"
      ",T4\n"
      "ZZZ,T5\n"
      "F1,\"T6\n"
      "G1,T7,T8\n"
      "H1\n"
      "A0,T9\n"
      "A2,T10\n"
      "A3,T11\n"
      "A4,T12\n"
      "A5,T13\n"
      ",,,\n");
  EXPECT_EQ(errors_of(scan),
            "2 separator_wrong, 3 code_missing, 4 position_missing, 5 position_malformed, 6 quote_broken, "
            "7 cells_too_many, 8 code_missing, 9 position_malformed");
  EXPECT_EQ(wells_of(scan), "A1=T1 A2=T10 A3=T11 A4=T12 A5=T13");
}

TEST(RackFile, ABrokenFirstLineDoesNotHideTheLayout) {
  EXPECT_EQ(errors_of(scan_of("A1 T1\nB1,T2\nC1,T3\n")), "1 position_malformed");
  EXPECT_EQ(errors_of(scan_of("what,is,this\nR1,B1,T2\nR1,C1,T3\n")), "1 position_malformed, 1 rack_different");
}

TEST(RackFile, ManyMissingCodesDoNotHideTheLayout) {
  EXPECT_EQ(errors_of(scan_of("A1,T1\nA2,\nA3,\nA4,\nA5\n")),
            "2 code_missing, 3 code_missing, 4 code_missing, 5 code_missing");
  EXPECT_EQ(scan_of("R1,A1,T1\nR1,A2,\nR1,A3,\n").profile, "fluidx-rack-position-code");
}

TEST(RackFile, LinesOfAnotherRackAreRefused) {
  const RackScan scan = scan_of("R1,A1,T1\nR1,A2,T2\nR2,A3,T3\n,A4,T4\nR1,A5,T5\n");
  EXPECT_EQ(errors_of(scan), "3 rack_different, 4 rack_missing");
  EXPECT_EQ(scan.rack, "R1");
  EXPECT_EQ(errors_of(scan_of("Rack: R9,,\nRackID,LocationRow,LocationColumn,TubeCode\nR1,A,1,T1\n")),
            "3 rack_different");
}

TEST(RackFile, ARackWhoseOwnCodeWasNotReadHasNone) {
  const RackScan scan = scan_of("RackID,LocationRow,LocationColumn,TubeCode\nNo Read,A,1,T1\nNo Read,A,2,T2\n");
  EXPECT_EQ(scan.rack, std::nullopt);
  EXPECT_EQ(errors_of(scan), "");
  EXPECT_EQ(errors_of(scan_of("架1,A1,T1\nR1,A2,T2\nR1,A3,T3\n")), "1 rack_malformed");
}

TEST(RackFile, TheFilesNameIsTheRackOnlyIfAsked) {
  RackFileOptions options{.file_name = "scans/2026.02/RK00000500.csv"};
  EXPECT_EQ(scan_of("A1,T1\n", options).rack, std::nullopt);
  options.rack_from_name = true;
  EXPECT_EQ(scan_of("A1,T1\n", options).rack, "RK00000500");
  EXPECT_EQ(scan_of("RK7,A1,T1\n", options).rack, "RK7");
  options.file_name = "血浆.csv";
  EXPECT_EQ(errors_of(scan_of("A1,T1\n", options)), "0 rack_malformed");
}

TEST(RackFile, AScanWithoutAnyReadingIsRefused) {
  EXPECT_EQ(errors_of(scan_of("A1,NO READ\nA2,NOSCAN\n")), "1 all_unread");
  EXPECT_EQ(errors_of(scan_of("A1,EMPTY\nA2,EMPTY\n")), "");
  EXPECT_EQ(errors_of(scan_of("Position,Tube ID\n")), "1 no_wells");
}

TEST(RackFile, ADeviceThatReportsAnErrorGivesNoScan) {
  EXPECT_EQ(errors_of(scan_of("Reading...\r\nA01, T1\r\nERR07\r\n")), "3 reader_failed");
}

TEST(RackFile, FilesThatAreNoRackScanAreNotTakenForOne) {
  EXPECT_EQ(refusal_of(""), "no_profile");
  EXPECT_EQ(refusal_of("\n\n \r\n"), "no_profile");
  EXPECT_EQ(refusal_of("some text\nof a person\n"), "no_profile");
  EXPECT_EQ(refusal_of("<html><body>A1</body></html>"), "no_profile");
  EXPECT_EQ(refusal_of("Position,Barcode,Code\nA1,T000000001,T000000002\n"), "no_profile");
  EXPECT_EQ(refusal_of(own_file("tube-moves.csv")), "no_profile");
  EXPECT_EQ(refusal_of("A1,T1\xFF\n"), "charset_unknown");
  EXPECT_EQ(refusal_of(std::string(kMaximumRackFileBytes + 1, '\n')), "file_too_large");
  EXPECT_EQ(refusal_of("A1,T1\n", {.profile = "none"}), "profile_unknown");
  EXPECT_EQ(refusal_of("A1,T1\n", {.profile = "visionmate"}), "no_profile");
  EXPECT_EQ(refusal_of("A1,T1\n", {.profile = "fluidx-position-code"}), "accepted as fluidx-position-code");
}

TEST(RackFile, TimesThatDoNotExistAreNotTold) {
  const std::string table = "\nRack Base Name: R1\nA01;\tT1\n";
  const auto time_of = [&table](const std::string& time) {
    return scan_of("Date & time of Trace = " + time + table).scanned_at.value_or("");
  };
  EXPECT_EQ(time_of("23 Aug 2012 12:00:00 AM"), "2012-08-23 00:00:00");
  EXPECT_EQ(time_of("23 Aug 2012 12:00:00 PM"), "2012-08-23 12:00:00");
  EXPECT_EQ(time_of("2012-08-23 23:59:59"), "2012-08-23 23:59:59");
  EXPECT_EQ(time_of("30 Feb 2012 01:00:00 PM"), "");
  EXPECT_EQ(time_of("soon"), "");
}

TEST(RackFile, ItsJsonHasNullsForWhatIsNotKnown) {
  const RackScan scan = scan_of("A1,T1\nA2,EMPTY\nA3,NO READ\nA4,\"\"\n");
  EXPECT_EQ(nlohmann::json::parse(to_json(scan)), nlohmann::json::parse(R"({
    "rack": null, "profile": "fluidx-position-code", "scanned_at": null,
    "wells": [{"position": "A1", "state": "code", "code": "T1"}, {"position": "A2", "state": "empty", "code": null},
              {"position": "A3", "state": "unread", "code": null}],
    "errors": [{"line": 4, "code": "code_missing", "detail": "no tube code for A4"}]})"));
}

TEST(RackProfiles, EveryFileOfTheFolderIsCompiledInAndWellFormed) {
  std::set<std::string> ids;
  for (const RackProfile& profile : rack_profiles()) {
    EXPECT_TRUE(ids.insert(profile.id).second) << profile.id;
    for (const std::string& word : profile.empty) EXPECT_FALSE(profile.unread.contains(word)) << word;
  }
  const std::filesystem::path folder = FROSTKEEP_SOURCE_DIR "/schema/reference/rack_profiles";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_TRUE(ids.contains(entry.path().stem())) << entry.path();
  }
  EXPECT_EQ(files, ids.size());
}

TEST(RackParse, ExitsWithWhatItFound) {
  const std::string folder = FROSTKEEP_SOURCE_DIR "/tests/unit/rack_files/";
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(run_rack_parse({.path = folder + "visionmate.csv", .json = true}, out, err), 0);
  EXPECT_EQ(nlohmann::json::parse(out.str()).at("rack"), "RK00000417");
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(run_rack_parse({.path = folder + "position-code.csv", .rows = 1}, out, err), 1);
  EXPECT_NE(err.str().find("position-code.csv:2: B1 lies outside"), std::string::npos);
  EXPECT_EQ(run_rack_parse({.path = folder + "tube-moves.csv"}, out, err), 2);
  EXPECT_EQ(run_rack_parse({.path = folder + "absent.csv"}, out, err), 2);
  EXPECT_EQ(run_rack_parse({.path = folder}, out, err), 2);
}

}  // namespace
}  // namespace frostkeep::documents
