#include "documents/csv.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <sstream>

#include "base/random.hpp"
#include "documents/bad_document.hpp"

namespace frostkeep::documents {
namespace {

using namespace std::string_literals;
using Rows = std::vector<std::vector<std::string>>;

Rows read(const std::string& bytes, CsvOptions options = {}) {
  MemorySource source(bytes);
  CsvReader reader(source, options);
  Rows rows;
  for (CsvRow row; reader.next(row);) rows.push_back(row.cells);
  return rows;
}

BadDocument refusal_of(const std::string& bytes, CsvOptions options = {}) {
  try {
    read(bytes, options);
  } catch (const BadDocument& bad) {
    return bad;
  }
  return {"accepted", {}, ""};
}

void expect_place(const BadDocument& bad, const std::string& code, std::uint64_t line, std::uint64_t row,
                  std::uint64_t column) {
  EXPECT_EQ(bad.code(), code);
  EXPECT_EQ(bad.place().line, line);
  EXPECT_EQ(bad.place().row, row);
  EXPECT_EQ(bad.place().column, column);
}

/// A file that is made while it is read: `head`, then `body` again and again.
class MadeSource final : public ByteSource {
 public:
  MadeSource(std::string head, const std::string& body, std::uint64_t bytes)
      : head_(std::move(head)), bytes_(bytes), left_(bytes) {
    while (body_.size() + body.size() <= kPieceBytes) body_ += body;
  }
  std::string_view next() override {
    if (!std::exchange(begun_, true)) return head_;
    const std::string_view piece = std::string_view(body_).substr(0, left_);
    left_ -= piece.size();
    return piece;
  }
  void rewind() override {
    begun_ = false;
    left_ = bytes_;
  }

 private:
  std::string head_;
  std::string body_;
  std::uint64_t bytes_;
  std::uint64_t left_;
  bool begun_ = false;
};

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(CsvReader, ReadsEachLineEndAlsoMixed) {
  const Rows expected = {{"a", "b"}, {"1", "2"}, {"3", ""}};
  EXPECT_EQ(read("a,b\n1,2\n3,\n"), expected);
  EXPECT_EQ(read("a,b\r1,2\r3,"), expected);
  EXPECT_EQ(read("a,b\r\n1,2\r\n3,\r\n"), expected);
  EXPECT_EQ(read("a,b\r\n1,2\r3,\n"), expected);
}

TEST(CsvReader, FindsTheSeparator) {
  const Rows expected = {{"code", "volume"}, {"T1", "1,5"}, {"T2", "2,5"}};
  EXPECT_EQ(read("code;volume\nT1;1,5\nT2;2,5\n"), expected);
  EXPECT_EQ(read("code\tvolume\nT1\t1,5\nT2\t2,5\n"), expected);
  EXPECT_EQ(read("code,volume\nT1,\"1,5\"\nT2,\"2,5\"\n"), expected);
  EXPECT_EQ(read("T1;1,5\nT2;2,5\n"), (Rows{{"T1", "1,5"}, {"T2", "2,5"}}));
  EXPECT_EQ(read("alone\nT1\n"), (Rows{{"alone"}, {"T1"}}));
}

TEST(CsvReader, TakesTheSeparatorThatTheFirstLineNames) {
  MemorySource source("sep=|\r\na|b\r\n");
  CsvReader reader(source);
  CsvRow row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.cells, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(row.line, 2u);
  EXPECT_EQ(reader.separator(), '|');
}

TEST(CsvReader, ASeparatorLineThatNamesNoSeparatorIsARow) {
  EXPECT_EQ(read("sep=x\na,b\n").front(), std::vector<std::string>{"sep=x"});
  EXPECT_EQ(read("sep=\0\na,b\n"s).size(), 2u);
}

TEST(CsvReader, ReadsQuotedCellsWithSeparatorsQuotesAndLineEnds) {
  EXPECT_EQ(read("a,b\n\"x, \"\"y\"\"\r\nz\" , \"\"\n"), (Rows{{"a", "b"}, {"x, \"y\"\r\nz", ""}}));
}

TEST(CsvReader, CountsRowsAsASpreadsheetAndLinesAsAnEditor) {
  MemorySource source("a,b\n\n\"1\n2\",x\nlast,y");
  CsvReader reader(source);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  for (CsvRow row; reader.next(row);) places.emplace_back(row.row, row.line);
  EXPECT_EQ(places, (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 1}, {3, 3}, {4, 5}}));
}

TEST(CsvReader, RefusesRaggedQuotesWithTheirPlace) {
  expect_place(refusal_of("a,b\n1,5\" tube\n"), "csv_quote_stray", 2, 2, 2);
  expect_place(refusal_of("a,b\n\"1\"x,2\n"), "csv_quote_stray", 2, 2, 1);
  expect_place(refusal_of("a,b\n1,\"2\n3,4\n"), "csv_quote_unclosed", 2, 2, 2);
}

TEST(CsvReader, RefusesWhatIsTooLarge) {
  expect_place(refusal_of("a,b\n1," + std::string(1'000'000, 'x')), "csv_cell_too_long", 2, 2, 2);
  expect_place(refusal_of("a,b\n1,\"" + std::string(1'000'000, 'x')), "csv_cell_too_long", 2, 2, 2);
  expect_place(refusal_of("a,b\n" + std::string(4'999, ',')), "csv_too_many_columns", 2, 2, 1025);
  std::string wide = "a,b\n";
  for (int i = 0; i < 17; ++i) wide += std::string(64 * 1024, 'x') + ",";
  expect_place(refusal_of(wide), "csv_row_too_long", 2, 2, 17);
  EXPECT_EQ(refusal_of("a,b\n1,2\n", {.limits = {.file_bytes = 7}}).code(), "file_too_large");
}

TEST(CsvReader, RefusesAnOpenQuoteInA64MiBFileAtOnce) {
  MadeSource source("a,b\n1,\"", "x,y\n", 64ull * 1024 * 1024 - 7);
  CsvReader reader(source);
  CsvRow row;
  ASSERT_TRUE(reader.next(row));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW(reader.next(row), BadDocument);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
}

TEST(CsvReader, Reads64MiBInFlatMemoryAndRefusesOneByteMore) {
  const std::string line = "T000000001,A1,血浆,\"0,5\"\n";
  const std::uint64_t rows = (64ull * 1024 * 1024 - 8) / line.size();
  MadeSource source("c,p,m,v\n", line, rows * line.size());
  const long before = peak_kib();
  CsvReader reader(source);
  std::uint64_t count = 0;
  for (CsvRow row; reader.next(row); ++count) ASSERT_EQ(row.cells.size(), 4u);
  EXPECT_EQ(count, rows + 1);
  EXPECT_LT(peak_kib() - before, 4 * 1024);

  MadeSource larger("c,p,m,v\n", line, 64ull * 1024 * 1024 - 7);
  EXPECT_THROW(CsvReader{larger}, BadDocument);
}

TEST(CsvReader, ReadsGb18030WhoseTrailBytesLookLikeAscii) {
  const std::string text = "姓名;x\n㛃|𠮷;1\n";
  EXPECT_EQ(read(from_utf8(text, Charset::gb18030)), (Rows{{"姓名", "x"}, {"㛃|𠮷", "1"}}));
}

TEST(CsvReader, SplitsOneLine) {
  EXPECT_EQ(split_csv_line("\"A1\" ; x ", ';'), (std::vector<std::string>{"A1", " x "}));
  EXPECT_EQ(split_csv_line("", ','), std::vector<std::string>{""});
  EXPECT_THROW(split_csv_line("\"A1", ','), BadDocument);
}

TEST(CsvWriter, WritesForExcelWithMarkQuotesAndGuard) {
  std::ostringstream out;
  CsvWriter writer(out, CsvKind::for_excel);
  writer.row(std::vector<std::string>{"=cmd|' /C calc'!A0", "say \"hi\"", "血浆"});
  EXPECT_EQ(out.str(), "\xEF\xBB\xBF\"'=cmd|' /C calc'!A0\",\"say \"\"hi\"\"\",\"血浆\"\r\n");
}

TEST(CsvWriter, WritesForProgramsWithoutMarkAndExactly) {
  std::ostringstream out;
  CsvWriter writer(out, CsvKind::for_programs);
  writer.row(std::vector<std::string>{"-1.5", "a,b", " x", ""});
  writer.row(std::vector<std::string>{""});
  EXPECT_EQ(out.str(), "-1.5,\"a,b\",\" x\",\r\n\"\"\r\n");
}

TEST(CsvWriter, GuardsEachFormulaStartAndTakesTheGuardBack) {
  for (const std::string& cell : {"=1+1"s, "+1"s, "-1"s, "@x"s, "\tx"s, "\rx"s, "\0x"s, "'=1"s, "''-"s}) {
    EXPECT_EQ(guard_formula(cell), "'" + cell);
    EXPECT_EQ(restore_guarded(guard_formula(cell)), cell);
  }
  for (const std::string& cell : {""s, "a=b"s, "'text"s, "1-2"s, "'"s}) {
    EXPECT_EQ(guard_formula(cell), cell);
    EXPECT_EQ(restore_guarded(cell), cell);
  }
}

TEST(CsvWriter, WhatIsWrittenIsReadBackUnchanged) {
  base::SeededRandom random(20260224);
  const std::vector<std::string> parts = {"a",  "'",  "=", "-",   "@",  "\"", ",",    ";",      "\t",
                                          "\r", "\n", " ", "\0"s, "血", "𠮷", "sep=", "\uFEFF", "7"};
  for (int round = 0; round < 400; ++round) {
    Rows rows(1 + random.below(5), std::vector<std::string>(1 + random.below(4)));
    for (auto& row : rows) {
      for (auto& cell : row) {
        for (auto length = random.below(6); length > 0; --length) cell += parts[random.below(parts.size())];
      }
    }
    const char separator = ",;\t"[random.below(3)];
    for (const CsvKind kind : {CsvKind::for_excel, CsvKind::for_programs}) {
      std::ostringstream out;
      CsvWriter writer(out, kind, separator);
      for (const auto& row : rows) writer.row(row);
      CsvOptions options;
      options.separator = separator;
      options.restore_guarded = kind == CsvKind::for_excel;
      ASSERT_EQ(read(out.str(), options), rows) << "round " << round << ":\n" << out.str();
    }
  }
}

}  // namespace
}  // namespace frostkeep::documents
