#include "domain/container_layout.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::string_view kSeparators = "-/:.,_ ";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool runs_on(const ContainerLayout& layout) {
  return layout.row_scheme == AxisScheme::running;
}

/// Two names need no mark between them if exactly one of them is made of digits.
bool needs_separator(const ContainerLayout& layout) {
  return (layout.row_scheme == AxisScheme::numbers) == (layout.column_scheme == AxisScheme::numbers);
}

struct AxisTexts {
  std::string_view row;
  std::string_view column;
};

std::optional<AxisTexts> divide(const ContainerLayout& layout, std::string_view text) {
  const auto mark = text.find_first_of(kSeparators);
  if (mark != std::string_view::npos) {
    const auto rest = text.find_first_not_of(kSeparators, mark);
    if (rest == std::string_view::npos) return std::nullopt;
    return AxisTexts{text.substr(0, mark), text.substr(rest)};
  }
  if (needs_separator(layout)) return std::nullopt;
  const bool digits_first = layout.row_scheme == AxisScheme::numbers;
  const auto border = std::ranges::find_if(text, [&](char c) { return is_digit(c) != digits_first; });
  const auto length = static_cast<std::size_t>(border - text.begin());
  return AxisTexts{text.substr(0, length), text.substr(length)};
}

std::optional<Position> read_cell(const ContainerLayout& layout, std::string_view text) {
  if (runs_on(layout)) {
    const auto number = parse_axis_label(AxisScheme::running, text);
    if (!number) return std::nullopt;
    return Position{(*number - 1) / layout.columns + 1, (*number - 1) % layout.columns + 1};
  }
  if (layout.columns == 1) {
    if (const auto row = parse_axis_label(layout.row_scheme, text)) return Position{*row, 1};
  } else if (layout.rows == 1) {
    if (const auto column = parse_axis_label(layout.column_scheme, text)) return Position{1, *column};
  }
  const auto texts = divide(layout, text);
  if (!texts) return std::nullopt;
  const auto row = parse_axis_label(layout.row_scheme, texts->row);
  const auto column = parse_axis_label(layout.column_scheme, texts->column);
  if (!row || !column) return std::nullopt;
  return Position{*row, *column};
}

void check_axis(std::string field, int length, std::vector<Violation>& out) {
  if (length >= 1 && length <= kMaxAxisLength) return;
  out.push_back(
      {ErrorCode::field_out_of_range, {{"field", std::move(field)}, {"limit", "1-" + std::to_string(kMaxAxisLength)}}});
}

/// The cell at place `line`, `step` of the order, both from 0.
Position cell_at(const ContainerLayout& layout, int line, int step) {
  const FillOrder& order = layout.fill_order;
  const int length = order.column_wise ? layout.rows : layout.columns;
  const int along = order.snaking && line % 2 == 1 ? length - 1 - step : step;
  const int down = order.column_wise ? along : line;
  const int right = order.column_wise ? line : along;
  return {order.from_bottom ? layout.rows - down : down + 1, order.from_right ? layout.columns - right : right + 1};
}

}  // namespace

std::vector<Violation> violations_of(const ContainerLayout& layout) {
  std::vector<Violation> out;
  if (layout.rows == 0 && layout.columns == 0) return out;
  check_axis("rows", layout.rows, out);
  check_axis("columns", layout.columns, out);
  if (out.empty() && layout.cells() > kMaxCells) {
    out.push_back({ErrorCode::field_out_of_range, {{"field", "rows × columns"}, {"limit", std::to_string(kMaxCells)}}});
  }
  if (runs_on(layout) != (layout.column_scheme == AxisScheme::running)) {
    out.push_back({ErrorCode::field_malformed, {{"field", runs_on(layout) ? "column_scheme" : "row_scheme"}}});
  }
  return out;
}

int index_of(const ContainerLayout& layout, Position position) {
  FROSTKEEP_INVARIANT(layout.contains(position));
  return (position.row - 1) * layout.columns + position.column;
}

std::optional<Position> position_of(const ContainerLayout& layout, int index) {
  if (index < 1 || index > layout.cells()) return std::nullopt;
  return Position{(index - 1) / layout.columns + 1, (index - 1) % layout.columns + 1};
}

std::string label_of(const ContainerLayout& layout, Position position) {
  if (runs_on(layout)) return std::to_string(index_of(layout, position));
  const std::string row = axis_label(layout.row_scheme, position.row);
  const std::string column = axis_label(layout.column_scheme, position.column);
  if (layout.columns == 1) return row;
  if (layout.rows == 1) return column;
  return needs_separator(layout) ? row + "-" + column : row + column;
}

Checked<Position> parse_position(const ContainerLayout& layout, std::string_view text) {
  if (!layout.has_grid()) return Violation{ErrorCode::container_has_no_grid, {{"position", std::string(text)}}};
  const std::string plain = base::is_utf8(text) ? base::nfkc(text) : std::string();
  const std::string shown(base::trim(plain));
  const auto cell = read_cell(layout, shown);
  if (!cell) return Violation{ErrorCode::position_malformed, {{"position", shown}}};
  if (layout.contains(*cell)) return *cell;
  return Violation{ErrorCode::position_outside,
                   {{"position", shown}, {"limit", label_of(layout, {layout.rows, layout.columns})}}};
}

std::vector<Position> cells_in_fill_order(const ContainerLayout& layout) {
  const int lines = layout.fill_order.column_wise ? layout.columns : layout.rows;
  const int steps = layout.fill_order.column_wise ? layout.rows : layout.columns;
  std::vector<Position> out;
  out.reserve(static_cast<std::size_t>(layout.cells()));
  for (int line = 0; line < lines; ++line) {
    for (int step = 0; step < steps; ++step) out.push_back(cell_at(layout, line, step));
  }
  return out;
}

std::optional<Position> next_position(const ContainerLayout& layout, const std::set<int>& taken,
                                      std::optional<Position> after) {
  std::vector<Position> cells = cells_in_fill_order(layout);
  if (after) {
    const auto here = std::ranges::find(cells, *after);
    if (here != cells.end()) std::rotate(cells.begin(), here + 1, cells.end());
  }
  const auto free = std::ranges::find_if(cells, [&](Position cell) { return !taken.contains(index_of(layout, cell)); });
  return free != cells.end() ? std::optional(*free) : std::nullopt;
}

}  // namespace frostkeep::domain
