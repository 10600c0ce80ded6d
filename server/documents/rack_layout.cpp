#include "documents/rack_layout.hpp"

#include <algorithm>

#include "documents/bad_document.hpp"
#include "documents/csv.hpp"

namespace frostkeep::documents {
namespace {

constexpr std::size_t kLinesAboveHeader = 20;
constexpr std::size_t kLinesToJudgeBy = 200;

using Cells = std::vector<std::string>;

std::size_t count_filled(const Cells& cells) {
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); }));
}

struct Mark {
  std::string name;  ///< comparable
  std::string value;
};

/// `name: value`, `name = value`; with `loose` also the two cells `name, value`.
std::optional<Mark> mark_of(const Cells& cells, bool loose) {
  const std::string& first = cells.front();
  const auto sign = std::min({first.find(':'), first.find('='), first.find("：")});
  const auto next = std::find_if(cells.begin() + 1, cells.end(), [](const auto& c) { return !c.empty(); });
  if (sign == std::string::npos) {
    if (!loose || next == cells.end() || count_filled(cells) != 2) return std::nullopt;
    return Mark{comparable_name(first), *next};
  }
  const std::size_t length = first.compare(sign, 3, "：") == 0 ? 3 : 1;
  std::string value(trim_cell(std::string_view(first).substr(sign + length)));
  if (value.empty() && next != cells.end()) value = *next;
  return Mark{comparable_name(first.substr(0, sign)), value};
}

bool is_mark(const RackProfile& profile, const Mark& mark) {
  return profile.rack_marks.contains(mark.name) || profile.time_marks.contains(mark.name);
}

/// Reads what stands above the table.
void read_marks(const std::vector<TextLine>& lines, RackLayout& layout) {
  const RackProfile& profile = *layout.profile;
  for (std::size_t i = 0; i < layout.first_row; ++i) {
    const auto cells = cells_of(lines[i].text, layout.separator);
    if (!cells) continue;
    const auto mark = mark_of(*cells, !profile.header.empty());
    if (mark && profile.rack_marks.contains(mark->name)) {
      layout.rack_line = lines[i];
      layout.rack = mark->value;
    } else if (mark && profile.time_marks.contains(mark->name)) {
      layout.scanned_at = parse_scan_time(mark->value, profile.time_formats);
    } else if (i == 0 && profile.first_line_is_rack && count_filled(*cells) == 1) {
      layout.rack_line = lines[i];
      layout.rack = cells->front();
    }
  }
}

std::optional<RackLayout> match_header(const TextLine& line, const RackProfile& profile, char separator) {
  const auto cells = cells_of(line.text, separator);
  if (!cells) return std::nullopt;
  RackLayout layout;
  layout.profile = &profile;
  layout.separator = separator;
  layout.columns = cells->size();
  for (std::size_t i = 0; i < cells->size(); ++i) {
    const std::string name = comparable_name((*cells)[i]);
    for (const auto& [role, names] : profile.header) {
      const bool ours = names.contains(name);
      if (ours && !layout.column_of.emplace(role, i).second) return std::nullopt;
    }
  }
  const auto has = [&layout](RackRole role) { return layout.column_of.contains(role); };
  const bool complete = std::all_of(profile.required.begin(), profile.required.end(), has);
  const bool placed = has(RackRole::position) || (has(RackRole::row) && has(RackRole::column));
  if (!complete || !placed) return std::nullopt;
  return layout;
}

std::optional<RackLayout> find_header(const std::vector<TextLine>& lines, const RackProfile& profile) {
  for (std::size_t i = 0; i < std::min(lines.size(), kLinesAboveHeader); ++i) {
    for (const char separator : profile.separators) {
      auto layout = match_header(lines[i], profile, separator);
      if (!layout) continue;
      layout->first_row = i + 1;
      return layout;
    }
  }
  return std::nullopt;
}

bool has_shape(const std::string& cell, RackRole role) {
  switch (role) {
    case RackRole::position:
      return parse_position(cell).has_value();
    case RackRole::row:
      return parse_row_letters(cell).has_value();
    case RackRole::column:
    case RackRole::index:
      return parse_number(cell).has_value();
    case RackRole::rack:
      return is_rack_code(cell);
    case RackRole::code:
    case RackRole::scanned_at:
      return true;
  }
  return false;
}

/// Whether a line can belong to a table of these columns; its code may be missing.
bool may_belong(const Cells& cells, const std::vector<RackRole>& columns) {
  if (count_filled(cells) > columns.size() || cells.size() + 1 < columns.size()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& cell = i < cells.size() ? cells[i] : std::string();
    if (!has_shape(cell, columns[i])) return false;
  }
  return true;
}

/// How well lines fit columns. Only a line with all its cells tells one layout from another: `A1,B2` would also be
/// "rack, position, no code".
struct Score {
  std::size_t complete = 0;
  std::size_t fitting = 0;
  std::size_t judged = 0;
  bool operator<(const Score& other) const {
    return std::pair(complete, fitting) < std::pair(other.complete, other.fitting);
  }
};

Score score_columns(const std::vector<TextLine>& lines, const RackProfile& profile, char separator) {
  Score score;
  for (std::size_t i = 0; i < std::min(lines.size(), kLinesToJudgeBy); ++i) {
    const auto cells = cells_of(lines[i].text, separator);
    const auto mark = cells ? mark_of(*cells, false) : std::nullopt;
    if ((mark && is_mark(profile, *mark)) || is_fixed_line(lines[i].text, profile.ignored_lines)) continue;
    const std::size_t filled = cells ? count_filled(*cells) : 0;
    if (cells && filled == 0) continue;
    ++score.judged;
    if (!cells || !may_belong(*cells, profile.columns)) continue;
    ++score.fitting;
    if (filled == profile.columns.size() && cells->size() == filled) ++score.complete;
  }
  return score;
}

/// The table begins at the first line that is neither mark nor fixed.
std::size_t first_row_of(const std::vector<TextLine>& lines, const RackLayout& layout) {
  std::size_t i = 0;
  for (; i < lines.size(); ++i) {
    const auto cells = cells_of(lines[i].text, layout.separator);
    const auto mark = cells ? mark_of(*cells, false) : std::nullopt;
    const bool above =
        (mark && is_mark(*layout.profile, *mark)) || is_fixed_line(lines[i].text, layout.profile->ignored_lines);
    if (!above) break;
  }
  return i;
}

RackLayout layout_of_columns(const RackProfile& profile, char separator) {
  RackLayout layout;
  layout.profile = &profile;
  layout.separator = separator;
  layout.columns = profile.columns.size();
  for (std::size_t i = 0; i < profile.columns.size(); ++i) layout.column_of[profile.columns[i]] = i;
  return layout;
}

bool has_own_line(const std::vector<TextLine>& lines, const RackProfile& profile) {
  return std::any_of(lines.begin(),
                     lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kLinesToJudgeBy)),
                     [&profile](const TextLine& line) { return is_fixed_line(line.text, profile.recognised_by); });
}

std::optional<RackLayout> find_stream(const std::vector<TextLine>& lines, const RackProfile& profile) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!trim_cell(lines[i].text).starts_with(profile.stream_begin)) continue;
    RackLayout layout;
    layout.profile = &profile;
    layout.separator = profile.separators.front();
    layout.first_row = i;
    return layout;
  }
  return std::nullopt;
}

/// Among profiles without a header, the one that most lines fit; a broken line here and there must not hide it.
class BestColumns {
 public:
  void consider(const std::vector<TextLine>& lines, const RackProfile& profile, std::size_t least_share) {
    for (const char separator : profile.separators) {
      const Score score = score_columns(lines, profile, separator);
      if (!(best_ < score) || score.fitting * least_share < score.judged) continue;
      best_ = score;
      layout_ = layout_of_columns(profile, separator);
    }
  }
  const std::optional<RackLayout>& layout() const { return layout_; }

 private:
  Score best_;
  std::optional<RackLayout> layout_;
};

}  // namespace

std::optional<std::vector<std::string>> cells_of(std::string_view line, char separator) {
  try {
    auto cells = split_csv_line(line, separator);
    for (std::string& cell : cells) cell = std::string(trim_cell(cell));
    return cells;
  } catch (const BadDocument&) {
    return std::nullopt;
  }
}

std::optional<RackLayout> find_rack_layout(const std::vector<TextLine>& lines, const RackProfile* wanted) {
  BestColumns columns;
  std::optional<RackLayout> layout;
  for (const RackProfile& profile : rack_profiles()) {
    if (wanted != nullptr ? &profile != wanted : !profile.automatic) continue;
    if (!profile.header.empty()) {
      layout = find_header(lines, profile);
    } else if (!profile.stream_begin.empty()) {
      layout = find_stream(lines, profile);
    } else if (profile.recognised_by.empty() || wanted != nullptr || has_own_line(lines, profile)) {
      const std::size_t least_share = wanted != nullptr ? lines.size() : 2;
      columns.consider(lines, profile, least_share);
      if (!profile.recognised_by.empty()) layout = columns.layout();
    }
    if (layout) break;
  }
  if (!layout) layout = columns.layout();
  if (!layout) return std::nullopt;
  if (!layout->profile->columns.empty()) layout->first_row = first_row_of(lines, *layout);
  read_marks(lines, *layout);
  return layout;
}

}  // namespace frostkeep::documents
