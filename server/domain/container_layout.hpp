#pragma once
/// The grid of a container type: its size, the names of its cells and the order in which they are filled.
/// A container without a grid (a drawer of bags) has no rows and no columns; things lie in it without a position.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/checked.hpp"
#include "domain/position.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

/// Largest length of an axis and largest number of cells: a 1,536-well plate and a room of some hundred freezers fit,
/// and one transaction (20,000 rows) can always fill the container.
constexpr int kMaxAxisLength = 500;
constexpr int kMaxCells = 10'000;

struct ContainerLayout {
  int rows = 0;
  int columns = 0;
  AxisScheme row_scheme = AxisScheme::letters;
  AxisScheme column_scheme = AxisScheme::numbers;
  FillOrder fill_order = {};

  bool has_grid() const { return rows > 0 && columns > 0; }
  int cells() const { return has_grid() ? rows * columns : 0; }
  bool contains(Position position) const {
    return position.row >= 1 && position.row <= rows && position.column >= 1 && position.column <= columns;
  }
  bool operator==(const ContainerLayout&) const = default;
};

/// What is wrong with a layout: field_out_of_range for sizes (field "rows" or "columns"), field_malformed where
/// `running` stands on one axis only. Both sizes zero is a container without a grid and right.
std::vector<Violation> violations_of(const ContainerLayout& layout);

/// The number that the database stores: (row - 1) × columns + column, from 1. The position lies in the layout.
int index_of(const ContainerLayout& layout, Position position);
/// The cell of a stored number; nothing outside 1 to cells().
std::optional<Position> position_of(const ContainerLayout& layout, int index);

/// The name that is printed and shown: "A1"; "3-12" where the two names would run together; the one name of the long
/// axis where the other has a single cell ("3" for the third shelf of four); the running number where cells have one.
std::string label_of(const ContainerLayout& layout, Position position);
/// Reads what a person or a scanner file writes: "A1", "a01", "A-1", "A/01", "A 1", full-width characters too.
/// Violations: container_has_no_grid, position_malformed, position_outside {position, limit = label of the last cell}.
Checked<Position> parse_position(const ContainerLayout& layout, std::string_view text);

/// The cells in fill order.
std::vector<Position> cells_in_fill_order(const ContainerLayout& layout);
/// The first free cell behind `after` in fill order (from the first cell without it); behind the last cell the search
/// goes on at the first, so nothing means that every cell is taken. `taken` holds indexes: occupied, held or blocked.
std::optional<Position> next_position(const ContainerLayout& layout, const std::set<int>& taken,
                                      std::optional<Position> after = std::nullopt);

}  // namespace frostkeep::domain
