#include "domain/position.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "domain/container_layout.hpp"

namespace frostkeep::domain {
namespace {

using enum AxisScheme;

ContainerLayout grid(int rows, int columns, AxisScheme row_scheme = letters, AxisScheme column_scheme = numbers) {
  return {.rows = rows, .columns = columns, .row_scheme = row_scheme, .column_scheme = column_scheme};
}

ErrorCode refusal(const ContainerLayout& layout, std::string_view text) {
  const auto read = parse_position(layout, text);
  EXPECT_FALSE(read) << text;
  return read ? ErrorCode::internal_error : read.violations.front().code;
}

std::string filled(FillOrder order, int rows = 2, int columns = 3) {
  ContainerLayout layout = grid(rows, columns);
  layout.fill_order = order;
  std::string out;
  for (const Position cell : cells_in_fill_order(layout)) out += label_of(layout, cell);
  return out;
}

TEST(Position, axis_names_go_out_and_come_back) {
  EXPECT_EQ(axis_label(letters, 1), "A");
  EXPECT_EQ(axis_label(letters, 26), "Z");
  EXPECT_EQ(axis_label(letters, 27), "AA");
  EXPECT_EQ(axis_label(letters, 32), "AF") << "the last row of a 1,536-well plate";
  EXPECT_EQ(axis_label(letters, 703), "AAA");
  EXPECT_EQ(axis_label(roman, 4), "IV");
  EXPECT_EQ(axis_label(roman, 1999), "MCMXCIX");
  for (const AxisScheme scheme : {numbers, letters, roman, running}) {
    for (int number = 1; number <= 1'000; ++number) {
      EXPECT_EQ(parse_axis_label(scheme, axis_label(scheme, number)), number);
    }
  }
}

TEST(Position, axis_names_are_read_with_zeros_and_in_lower_case_but_not_misspelt) {
  EXPECT_EQ(parse_axis_label(numbers, "007"), 7);
  EXPECT_EQ(parse_axis_label(letters, "af"), 32);
  EXPECT_EQ(parse_axis_label(roman, "xiv"), 14);
  for (const auto* bad : {"", "0", "A", "-1", "1.5", "99999999999999"}) {
    EXPECT_FALSE(parse_axis_label(numbers, bad)) << bad;
  }
  for (const auto* bad : {"", "1", "A1", "ZZZZZZZZZZZZ"}) EXPECT_FALSE(parse_axis_label(letters, bad)) << bad;
  for (const auto* bad : {"", "IIII", "IC", "VX", "A", "MMMMM"}) EXPECT_FALSE(parse_axis_label(roman, bad)) << bad;
}

TEST(Position, words_of_schemes_and_orders_come_back) {
  for (const AxisScheme scheme : {numbers, letters, roman, running}) {
    EXPECT_EQ(parse_axis_scheme(to_text(scheme)), scheme);
  }
  EXPECT_FALSE(parse_axis_scheme("greek"));
  EXPECT_EQ(to_text(FillOrder{}), "rows_from_top_left");
  const FillOrder all{.column_wise = true, .from_bottom = true, .from_right = true, .snaking = true};
  EXPECT_EQ(to_text(all), "columns_from_bottom_right_snaking");
  EXPECT_EQ(parse_fill_order(to_text(all)), all);
  EXPECT_FALSE(parse_fill_order("rows"));
}

TEST(Layout, the_cell_number_runs_row_by_row_from_1) {
  const auto plate = grid(8, 12);
  EXPECT_EQ(index_of(plate, {1, 1}), 1);
  EXPECT_EQ(index_of(plate, {2, 1}), 13) << "B01 is the thirteenth cell of 96";
  EXPECT_EQ(index_of(plate, {8, 12}), 96);
  for (int index = 1; index <= 96; ++index) EXPECT_EQ(index_of(plate, *position_of(plate, index)), index);
  EXPECT_FALSE(position_of(plate, 0));
  EXPECT_FALSE(position_of(plate, 97));
}

TEST(Layout, a_position_is_read_in_the_ways_people_and_files_write_it) {
  const auto plate = grid(8, 12);
  const Position c5{3, 5};
  for (const auto* text : {"C5", "c5", "C05", " C5\n", "C-5", "C/05", "C 5", "C:5", "C,5", "Ｃ５"}) {
    const auto read = parse_position(plate, text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, c5) << text;
  }
  EXPECT_EQ(label_of(plate, c5), "C5");
}

TEST(Layout, a_position_that_is_no_position_and_one_outside_are_different_refusals) {
  const auto plate = grid(8, 12);
  for (const auto* text : {"", "C", "5", "5C", "C5C", "C0", "C-", "-5", "管", "\xff"}) {
    EXPECT_EQ(refusal(plate, text), ErrorCode::position_malformed) << text;
  }
  EXPECT_EQ(refusal(plate, "I1"), ErrorCode::position_outside);
  EXPECT_EQ(refusal(plate, "A13"), ErrorCode::position_outside);
  EXPECT_EQ(parse_position(plate, "AA99").violations.front().values.at("limit"), "H12");
  EXPECT_EQ(refusal({}, "A1"), ErrorCode::container_has_no_grid);
}

TEST(Layout, every_scheme_pair_and_shape_reads_its_own_labels) {
  for (const AxisScheme row_scheme : {numbers, letters, roman}) {
    for (const AxisScheme column_scheme : {numbers, letters, roman}) {
      for (const auto& [rows, columns] : {std::pair{9, 9}, {1, 12}, {40, 1}, {1, 1}, {32, 48}}) {
        const auto layout = grid(rows, columns, row_scheme, column_scheme);
        for (const Position cell : cells_in_fill_order(layout)) {
          const auto read = parse_position(layout, label_of(layout, cell));
          ASSERT_TRUE(read) << label_of(layout, cell);
          EXPECT_EQ(*read, cell) << label_of(layout, cell);
        }
      }
    }
  }
}

TEST(Layout, names_that_would_run_together_are_parted) {
  EXPECT_EQ(label_of(grid(9, 9, numbers, numbers), {1, 12}), "1-12");
  EXPECT_EQ(label_of(grid(9, 9, letters, letters), {1, 2}), "A-B");
  EXPECT_EQ(label_of(grid(9, 9, numbers, letters), {3, 2}), "3B");
  EXPECT_EQ(label_of(grid(9, 9, roman, numbers), {4, 2}), "IV2");
}

TEST(Layout, a_container_of_one_line_names_only_the_long_axis) {
  const auto shelves = grid(4, 1, numbers, numbers);
  EXPECT_EQ(label_of(shelves, {3, 1}), "3");
  EXPECT_EQ(*parse_position(shelves, "03"), (Position{3, 1}));
  EXPECT_EQ(*parse_position(shelves, "3-1"), (Position{3, 1}));
  const auto strip = grid(1, 8);
  EXPECT_EQ(label_of(strip, {1, 8}), "8");
  EXPECT_EQ(*parse_position(strip, "A8"), (Position{1, 8}));
}

TEST(Layout, boxes_with_printed_numbers_count_from_1_to_the_last_cell) {
  const auto box = grid(9, 9, running, running);
  EXPECT_EQ(label_of(box, {1, 9}), "9");
  EXPECT_EQ(label_of(box, {2, 1}), "10");
  EXPECT_EQ(*parse_position(box, "081"), (Position{9, 9}));
  EXPECT_EQ(refusal(box, "82"), ErrorCode::position_outside);
  EXPECT_EQ(refusal(box, "A1"), ErrorCode::position_malformed);
}

TEST(Layout, eight_fill_orders_and_their_snakes) {
  EXPECT_EQ(filled({}), "A1A2A3B1B2B3");
  EXPECT_EQ(filled({.from_bottom = true}), "B1B2B3A1A2A3");
  EXPECT_EQ(filled({.from_right = true}), "A3A2A1B3B2B1");
  EXPECT_EQ(filled({.from_bottom = true, .from_right = true}), "B3B2B1A3A2A1");
  EXPECT_EQ(filled({.column_wise = true}), "A1B1A2B2A3B3");
  EXPECT_EQ(filled({.column_wise = true, .from_bottom = true}), "B1A1B2A2B3A3");
  EXPECT_EQ(filled({.column_wise = true, .from_right = true}), "A3B3A2B2A1B1");
  EXPECT_EQ(filled({.column_wise = true, .from_bottom = true, .from_right = true}), "B3A3B2A2B1A1");
  EXPECT_EQ(filled({.snaking = true}), "A1A2A3B3B2B1");
  EXPECT_EQ(filled({.column_wise = true, .from_right = true, .snaking = true}), "A3B3B2A2A1B1");
}

TEST(Layout, each_fill_order_visits_each_cell_once) {
  for (unsigned bits = 0; bits < 16; ++bits) {
    ContainerLayout layout = grid(5, 7);
    layout.fill_order = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
    std::set<int> seen;
    for (const Position cell : cells_in_fill_order(layout)) seen.insert(index_of(layout, cell));
    EXPECT_EQ(seen.size(), 35U) << to_text(layout.fill_order);
    EXPECT_EQ(*seen.rbegin(), 35);
  }
}

TEST(Layout, the_next_position_is_the_next_free_one_and_wraps_once) {
  const auto box = grid(2, 3);
  EXPECT_EQ(next_position(box, {}), (Position{1, 1}));
  EXPECT_EQ(next_position(box, {1, 2, 4}), (Position{1, 3}));
  EXPECT_EQ(next_position(box, {1, 2}, Position{1, 3}), (Position{2, 1}));
  EXPECT_EQ(next_position(box, {4, 5, 6}, Position{1, 3}), (Position{1, 1})) << "goes on at the first cell";
  EXPECT_EQ(next_position(box, {1, 2, 4, 5, 6}, Position{1, 3}), (Position{1, 3})) << "the cell itself comes last";
  EXPECT_FALSE(next_position(box, {1, 2, 3, 4, 5, 6}));
  EXPECT_FALSE(next_position({}, {})) << "a container without a grid has no cells";
}

TEST(Layout, a_wrong_layout_tells_everything_that_is_wrong) {
  EXPECT_TRUE(violations_of({}).empty()) << "no grid is right";
  EXPECT_TRUE(violations_of(grid(32, 48)).empty());
  EXPECT_EQ(violations_of(grid(0, 9)).size(), 1U);
  EXPECT_EQ(violations_of(grid(-1, 501, running, numbers)).size(), 3U);
  EXPECT_EQ(violations_of(grid(500, 500)).front().code, ErrorCode::field_out_of_range);
}

}  // namespace
}  // namespace frostkeep::domain
