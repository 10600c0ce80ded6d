#include "domain/reference_table.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

std::string_view take_line(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// No cell of our lists holds a line end, so a line is a row.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool doubled = quoted && line.substr(i, 2) == "\"\"";
    if (doubled) {
      cells.back() += line[i++];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  FROSTKEEP_INVARIANT(!quoted);
  return cells;
}

std::map<std::string, ReferenceTable, std::less<>> read_all() {
  std::map<std::string, ReferenceTable, std::less<>> tables;
  for (const auto& file : reference_files()) {
    if (!file.name.ends_with(".csv")) continue;
    tables.emplace(file.name.substr(0, file.name.size() - 4), ReferenceTable(file.bytes));
  }
  return tables;
}

}  // namespace

std::optional<std::string_view> reference_file(std::string_view name) {
  const auto files = reference_files();
  const auto found = std::ranges::find(files, name, &base::EmbeddedFile::name);
  return found != files.end() ? std::optional(found->bytes) : std::nullopt;
}

ReferenceTable::ReferenceTable(std::string_view csv) {
  while (!csv.empty()) {
    const std::string_view line = take_line(csv);
    if (line.starts_with('#')) {
      read_remark(base::trim(line.substr(1)));
    } else if (columns_.empty()) {
      columns_ = cells_of(line);
    } else {
      rows_.push_back(cells_of(line));
      FROSTKEEP_INVARIANT(rows_.back().size() == columns_.size());
    }
  }
  FROSTKEEP_INVARIANT(!columns_.empty());
}

void ReferenceTable::read_remark(std::string_view line) {
  constexpr std::string_view kVersion = "version: ";
  constexpr std::string_view kSource = "source: ";
  if (line.starts_with(kVersion)) version_ = line.substr(kVersion.size());
  if (line.starts_with(kSource)) source_ = line.substr(kSource.size());
}

const std::string& ReferenceTable::cell(std::size_t row, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  FROSTKEEP_INVARIANT(found != columns_.end() && row < rows_.size());
  return rows_[row][static_cast<std::size_t>(found - columns_.begin())];
}

std::optional<std::size_t> ReferenceTable::find(std::string_view key) const {
  const auto found = std::ranges::find(rows_, key, [](const auto& row) -> std::string_view { return row.front(); });
  return found != rows_.end() ? std::optional(static_cast<std::size_t>(found - rows_.begin())) : std::nullopt;
}

std::string ReferenceTable::name_of(std::string_view key, Language language) const {
  const auto row = find(key);
  return row ? cell(*row, language == Language::zh_cn ? "zh_cn" : "en") : std::string(key);
}

std::optional<long long> ReferenceTable::number(std::size_t row, std::string_view column) const {
  const std::string& text = cell(row, column);
  if (text.empty()) return std::nullopt;
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  FROSTKEEP_INVARIANT(error == std::errc{} && end == text.data() + text.size());
  return value;
}

const ReferenceTable& reference_table(std::string_view name) {
  static const auto kTables = read_all();
  const auto found = kTables.find(name);
  FROSTKEEP_INVARIANT(found != kTables.end());
  return found->second;
}

}  // namespace frostkeep::domain
