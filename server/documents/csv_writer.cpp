#include "base/invariant.hpp"
#include "documents/csv.hpp"

namespace frostkeep::documents {
namespace {

using namespace std::string_view_literals;

bool needs_guard(std::string_view cell) {
  const auto first = cell.find_first_not_of('\'');
  return first != std::string_view::npos && "=+-@\t\r\0"sv.find(cell[first]) != std::string_view::npos;
}

bool needs_quotes(std::string_view cell, char separator, bool alone) {
  if (cell.empty()) return alone;
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  return is_blank(cell.front()) || is_blank(cell.back()) || cell.find(separator) != std::string_view::npos ||
         cell.find_first_of("\"\r\n") != std::string_view::npos || cell.starts_with("\xEF\xBB\xBF"sv) ||
         cell.starts_with("sep="sv);
}

void append_quoted(std::string& out, std::string_view cell) {
  out.push_back('"');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace

std::string guard_formula(std::string cell) {
  if (needs_guard(cell)) cell.insert(cell.begin(), '\'');
  return cell;
}

std::string restore_guarded(std::string cell) {
  if (cell.starts_with('\'') && needs_guard(cell)) cell.erase(cell.begin());
  return cell;
}

CsvWriter::CsvWriter(std::ostream& out, CsvKind kind, char separator) : out_(out), kind_(kind), separator_(separator) {
  if (kind == CsvKind::for_excel) out_ << "\xEF\xBB\xBF";
}

void CsvWriter::row(std::span<const std::string> cells) {
  FROSTKEEP_INVARIANT(!cells.empty());
  buffer_.clear();
  for (const std::string& cell : cells) {
    if (&cell != cells.data()) buffer_.push_back(separator_);
    if (kind_ == CsvKind::for_excel) {
      append_quoted(buffer_, guard_formula(cell));
    } else if (needs_quotes(cell, separator_, cells.size() == 1)) {
      append_quoted(buffer_, cell);
    } else {
      buffer_ += cell;
    }
  }
  buffer_ += "\r\n";
  out_ << buffer_;
}

}  // namespace frostkeep::documents
