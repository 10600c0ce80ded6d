#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "documents/bad_document.hpp"
#include "documents/csv.hpp"

namespace frostkeep::documents {
namespace {

constexpr std::size_t kRecordsToCompare = 20;
/// What `sep=` may name.
constexpr std::string_view kSeparators = ",;\t|";

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// Cells in each of the first records, as far as they are complete in `text`.
std::vector<std::size_t> count_cells(std::string_view text, char separator) {
  std::vector<std::size_t> counts;
  std::size_t cells = 1;
  bool quoted = false;
  bool any = false;
  for (std::size_t i = 0; i <= text.size() && counts.size() < kRecordsToCompare; ++i) {
    const bool ends = i == text.size() || (!quoted && is_line_end(text[i]));
    if (ends) {
      if (any) counts.push_back(cells);
      cells = 1;
      any = false;
      continue;
    }
    any = true;
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && text[i] == separator) ++cells;
  }
  return counts;
}

/// How many of the first records have as many cells as the first one; 0 if that has one cell.
std::size_t agreement(std::string_view text, char separator) {
  const std::vector<std::size_t> counts = count_cells(text, separator);
  if (counts.empty() || counts.front() < 2) return 0;
  return static_cast<std::size_t>(std::count(counts.begin(), counts.end(), counts.front()));
}

}  // namespace

char find_separator(std::string_view start_of_text) {
  char best = ',';
  std::size_t most = 0;
  for (const char separator : {'\t', ';', ','}) {
    const std::size_t count = agreement(start_of_text, separator);
    if (count > most) {
      most = count;
      best = separator;
    }
  }
  return best;
}

CsvReader::CsvReader(ByteSource& source, CsvOptions options)
    : text_(std::in_place, source, options.limits.file_bytes), options_(options) {
  begin();
}

CsvReader::CsvReader(std::string_view utf8, CsvOptions options) : options_(options), piece_(utf8) {
  begin();
}

void CsvReader::begin() {
  char c = 0;
  if (!peek(c)) {
    if (options_.separator == '\0') options_.separator = ',';
    return;
  }
  if (options_.separator != '\0') return;
  constexpr std::string_view kDirective = "sep=";
  const std::string_view start = piece_.substr(0, kDirective.size() + 2);
  const bool named = start.size() == kDirective.size() + 2 && start.starts_with(kDirective) &&
                     is_line_end(start.back()) && kSeparators.find(start[kDirective.size()]) != kSeparators.npos;
  if (named) {
    options_.separator = start[kDirective.size()];
    for (std::size_t i = 0; i <= kDirective.size(); ++i) take();
    CsvRow directive;
    read_record(directive);
    return;
  }
  options_.separator = find_separator(piece_);
}

bool CsvReader::peek(char& c) {
  if (at_ == piece_.size()) {
    if (!text_) return false;
    piece_ = text_->next();
    at_ = 0;
    if (piece_.empty()) return false;
  }
  c = piece_[at_];
  return true;
}

void CsvReader::take() {
  ++at_;
}

bool CsvReader::next(CsvRow& row) {
  while (read_record(row)) {
    const bool blank = row.cells.size() == 1 && row.cells.front().empty() && !cell_was_quoted_;
    if (!blank) return true;
  }
  return false;
}

bool CsvReader::read_record(CsvRow& row) {
  char c = 0;
  if (!peek(c)) return false;
  row.cells.clear();
  row.row = ++rows_;
  row.line = line_;
  row_bytes_ = 0;
  state_ = State::cell_start;
  cell_was_quoted_ = false;
  while (peek(c)) {
    take();
    const bool ends_line = is_line_end(c);
    if (ends_line) {
      ++line_;
      char following = 0;
      const bool pair = c == '\r' && peek(following) && following == '\n';
      if (pair) take();
      if (state_ != State::quoted) break;
      append(c, row);
      if (pair) append('\n', row);
      continue;
    }
    step(c, row);
  }
  if (state_ == State::quoted) {
    refuse("csv_quote_unclosed", row, fmt::format("the quote opened on line {} is never closed", quote_line_));
  }
  end_cell(row);
  return true;
}

void CsvReader::step(char c, CsvRow& row) {
  switch (state_) {
    case State::cell_start:
    case State::unquoted:
      if (c == options_.separator) {
        end_cell(row);
        cell_was_quoted_ = false;
      } else if (c == '"') {
        const bool only_blanks = std::all_of(cell_.begin(), cell_.end(), is_blank);
        if (!only_blanks) refuse("csv_quote_stray", row, "a quote stands inside a cell that doesn't begin with one");
        cell_.clear();
        state_ = State::quoted;
        quote_line_ = line_;
        cell_was_quoted_ = true;
      } else {
        append(c, row);
        if (!is_blank(c)) state_ = State::unquoted;
      }
      return;
    case State::quoted:
      if (c == '"') {
        state_ = State::quote_in_quoted;
      } else {
        append(c, row);
      }
      return;
    case State::quote_in_quoted:
    case State::after_quoted:
      step_after_quote(c, row);
      return;
  }
}

void CsvReader::step_after_quote(char c, CsvRow& row) {
  if (c == '"' && state_ == State::quote_in_quoted) {
    append(c, row);
    state_ = State::quoted;
  } else if (c == options_.separator) {
    end_cell(row);
    cell_was_quoted_ = false;
  } else if (is_blank(c)) {
    state_ = State::after_quoted;
  } else {
    refuse("csv_quote_stray", row, "text follows the closing quote of a cell");
  }
}

void CsvReader::append(char c, const CsvRow& row) {
  if (cell_.size() == options_.limits.cell_bytes) {
    if (state_ == State::quoted) {
      refuse("csv_cell_too_long", row,
             fmt::format("a cell has more than {} bytes; its quote was opened on line {}", options_.limits.cell_bytes,
                         quote_line_));
    }
    refuse("csv_cell_too_long", row, fmt::format("a cell has more than {} bytes", options_.limits.cell_bytes));
  }
  if (++row_bytes_ > options_.limits.row_bytes) {
    refuse("csv_row_too_long", row, fmt::format("a row has more than {} bytes", options_.limits.row_bytes));
  }
  cell_.push_back(c);
}

void CsvReader::end_cell(CsvRow& row) {
  if (row.cells.size() == options_.limits.columns) {
    refuse("csv_too_many_columns", row, fmt::format("a row has more than {} columns", options_.limits.columns));
  }
  row.cells.push_back(options_.restore_guarded ? restore_guarded(std::move(cell_)) : std::move(cell_));
  cell_.clear();
  state_ = State::cell_start;
}

void CsvReader::refuse(std::string code, const CsvRow& row, std::string detail) const {
  throw BadDocument(std::move(code), {row.line, row.row, row.cells.size() + 1, 0}, std::move(detail));
}

std::vector<std::string> split_csv_line(std::string_view line, char separator) {
  CsvOptions options;
  options.separator = separator;
  options.restore_guarded = false;
  CsvReader reader(line, options);
  CsvRow row;
  if (!reader.next(row)) row.cells.assign(1, "");
  return std::move(row.cells);
}

}  // namespace frostkeep::documents
