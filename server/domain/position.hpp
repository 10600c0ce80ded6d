#pragma once
/// One cell of a container, the names of its row and column, and the order in which cells are filled.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::domain {

/// A cell. Rows count from the top, columns from the left, both from 1.
struct Position {
  int row = 1;
  int column = 1;
  auto operator<=>(const Position&) const = default;
};

/// How the cells of one axis are named.
enum class AxisScheme {
  numbers,  ///< 1, 2, … ; "01" is read as 1
  letters,  ///< A … Z, AA, AB … ; lower case is read too
  roman,    ///< I, II, III, IV … ; lower case is read too
  running,  ///< cells are numbered 1 to rows × columns, row by row; stands on both axes or on neither
};

/// The word that the database and the wire use ("numbers"), and back.
std::string_view to_text(AxisScheme scheme);
std::optional<AxisScheme> parse_axis_scheme(std::string_view text);

/// Name of the n-th cell of an axis, n from 1 (up to 3999 for roman). `running` is named like numbers.
std::string axis_label(AxisScheme scheme, int number);
/// The number that a name stands for; nothing if it is no name of that scheme.
std::optional<int> parse_axis_label(AxisScheme scheme, std::string_view text);

/// The order in which a container is filled: line by line from a corner. A snaking order turns round at the end of
/// each line, so that each cell touches the one before it.
struct FillOrder {
  bool column_wise = false;  ///< lines are columns instead of rows
  bool from_bottom = false;  ///< starts in the bottom row instead of the top row
  bool from_right = false;   ///< starts in the last column instead of the first
  bool snaking = false;
  auto operator<=>(const FillOrder&) const = default;
};

/// "rows_from_top_left", "columns_from_bottom_right_snaking": sixteen words, and back.
std::string to_text(const FillOrder& order);
std::optional<FillOrder> parse_fill_order(std::string_view text);

}  // namespace frostkeep::domain
