#pragma once
/// CSV in and out: streamed, with row and column in every error and limits on everything.
///
/// Read: charset by documents/charset.hpp; separator `,` `;` or tab, found from the first records or given by a first
/// line `sep=;` (which may also name `|`); cells quoted as RFC 4180 says, blanks allowed around the quotes; LF, CR and
/// CRLF end a row, also mixed. Refused, each by BadDocument with line, row and column:
///   csv_quote_stray      a quote inside an unquoted cell, or text after a closing quote
///   csv_quote_unclosed   a quoted cell that never ends
///   csv_cell_too_long, csv_row_too_long, csv_too_many_columns
///   file_too_large and the charset codes (before the first row)
/// Nothing is repaired: a file is read as it stands or refused. Memory is bounded by the limits, not by the file.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/charset.hpp"

namespace frostkeep::documents {

struct CsvLimits {
  std::uint64_t file_bytes = 64ull * 1024 * 1024;
  std::size_t cell_bytes = 64 * 1024;  ///< 32,767 characters is a spreadsheet's own limit
  std::size_t row_bytes = 1024 * 1024;
  std::size_t columns = 1024;
};

struct CsvOptions {
  char separator = '\0';        ///< '\0': find it
  bool restore_guarded = true;  ///< take back the apostrophe that CsvKind::for_excel puts before formulas
  CsvLimits limits;
};

/// One record. `row` counts records from 1 as a spreadsheet does, blank ones included; `line` is where it begins.
struct CsvRow {
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::vector<std::string> cells;
};

class CsvReader {
 public:
  /// Reads the whole source once to know its charset. The source must outlive the reader.
  explicit CsvReader(ByteSource& source, CsvOptions options = {});
  /// Reads text that is UTF-8 already and has no byte order mark; it must outlive the reader.
  explicit CsvReader(std::string_view utf8, CsvOptions options = {});

  /// The next record that isn't blank; false at the end. After an exception the reader is done.
  bool next(CsvRow& row);

  char separator() const { return options_.separator; }
  DetectedCharset charset() const { return text_ ? text_->detected() : DetectedCharset{}; }

 private:
  enum class State { cell_start, unquoted, quoted, quote_in_quoted, after_quoted };

  void begin();
  bool peek(char& c);
  void take();
  void step(char c, CsvRow& row);
  void step_after_quote(char c, CsvRow& row);
  void append(char c, const CsvRow& row);
  void end_cell(CsvRow& row);
  bool read_record(CsvRow& row);
  [[noreturn]] void refuse(std::string code, const CsvRow& row, std::string detail) const;

  std::optional<TextSource> text_;
  CsvOptions options_;
  std::string_view piece_;
  std::size_t at_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t line_ = 1;
  State state_ = State::cell_start;
  std::string cell_;
  std::size_t row_bytes_ = 0;
  std::uint64_t quote_line_ = 0;
  bool cell_was_quoted_ = false;
};

/// The separator that gives the first records the same number of cells, more than one; `,` if none does. A tab wins
/// over `;`, and `;` over `,`, since a decimal comma stands inside cells far oftener than a semicolon does.
char find_separator(std::string_view start_of_text);

/// One line as cells, without any table around it: the grammar of CsvReader. BadDocument has only the column.
std::vector<std::string> split_csv_line(std::string_view line, char separator);

enum class CsvKind {
  for_excel,     ///< byte order mark, every cell quoted, formulas guarded
  for_programs,  ///< no mark, quotes where needed, every byte as it is
};

/// Writes RFC 4180 (CRLF). Reading back with the same separator gives equal cells in both kinds.
class CsvWriter {
 public:
  /// The stream must outlive the writer.
  CsvWriter(std::ostream& out, CsvKind kind, char separator = ',');
  /// Cells are well-formed UTF-8. A row has at least one cell.
  void row(std::span<const std::string> cells);

 private:
  std::ostream& out_;
  CsvKind kind_;
  char separator_;
  std::string buffer_;
};

/// Puts an apostrophe before a cell that a spreadsheet would run as a formula: one that begins with = + - @ TAB CR NUL,
/// or with apostrophes and then one of these, so that taking one apostrophe back always gives the cell again.
std::string guard_formula(std::string cell);
/// Takes that apostrophe back; all other cells stay as they are.
std::string restore_guarded(std::string cell);

}  // namespace frostkeep::documents
