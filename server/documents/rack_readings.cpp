#include "documents/rack_readings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "documents/csv.hpp"

namespace frostkeep::documents {
namespace {

const char* name_of(char separator) {
  switch (separator) {
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    default:
      return "tab";
  }
}

bool all_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

}  // namespace

void RackReadings::read_lines(const std::vector<TextLine>& lines) {
  scanned_at_ = layout_.scanned_at;
  if (layout_.first_row < lines.size()) first_line_ = lines[layout_.first_row].number;
  const bool stream = !layout_.profile->stream_begin.empty();
  for (std::size_t i = stream ? 0 : layout_.first_row; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    if (is_fixed_line(line.text, layout_.profile->ignored_lines)) continue;
    if (is_fixed_line(line.text, layout_.profile->failed_lines)) {
      error(line.number, "reader_failed", fmt::format("the scanner reports {}", shown(trim_cell(line.text))));
    } else if (!stream) {
      read_row(line);
    } else if (i == layout_.first_row) {
      read_stream(line);
    } else {
      error(line.number, "line_unknown", fmt::format("\"{}\" is no reading", shown(trim_cell(line.text))));
    }
  }
}

void RackReadings::read_row(const TextLine& line) {
  const auto cells = cells_of(line.text, layout_.separator);
  if (!cells) {
    error(line.number, "quote_broken", "a quote that doesn't open or close a cell");
    return;
  }
  if (all_blank(*cells) || is_broken(line, *cells)) return;
  if (layout_.column_of.contains(RackRole::rack)) read_rack(line, cell(*cells, RackRole::rack));
  if (!scanned_at_ && layout_.column_of.contains(RackRole::scanned_at)) {
    scanned_at_ = parse_scan_time(cell(*cells, RackRole::scanned_at), layout_.profile->time_formats);
  }
  if (const auto place = place_of(line, *cells)) add_reading(line.number, *place, cell(*cells, RackRole::code));
}

void RackReadings::read_stream(const TextLine& line) {
  const std::string_view answer = trim_cell(line.text).substr(layout_.profile->stream_begin.size());
  auto readings = cells_of(answer, layout_.separator);
  if (!readings) {
    error(line.number, "quote_broken", "a quote that doesn't open or close a reading");
    return;
  }
  const auto positions = static_cast<std::size_t>(rows_ * columns_);
  if (readings->size() == positions + 1 && readings->back().empty()) readings->pop_back();
  if (readings->size() != positions) {
    error(line.number, "readings_miscounted", fmt::format("{} readings for {} positions", readings->size(), positions));
    return;
  }
  for (std::size_t i = 0; i < positions; ++i) {
    add_reading(line.number, cell_of_index(static_cast<int>(i) + 1), (*readings)[i]);
  }
}

bool RackReadings::is_broken(const TextLine& line, const Cells& cells) {
  if (cells.size() == 1) {
    for (const char other : {',', ';', '\t'}) {
      if (other == layout_.separator || cells.front().find(other) == std::string::npos) continue;
      error(line.number, "separator_wrong",
            fmt::format("a {} where the file has {}s", name_of(other), name_of(layout_.separator)));
      return true;
    }
  }
  for (std::size_t i = layout_.columns; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    error(line.number, "cells_too_many", fmt::format("\"{}\" has no column", shown(cells[i])));
    return true;
  }
  return false;
}

void RackReadings::read_rack(const TextLine& line, const std::string& text) {
  const std::string word = comparable_word(text);
  const bool unknown = text.empty() || layout_.profile->unread.contains(word) || layout_.profile->empty.contains(word);
  if (!unknown && (!is_rack_code(text) || is_rounded_number(text))) {
    error(line.number, "rack_malformed", fmt::format("\"{}\" is no rack code", shown(text)));
    return;
  }
  racks_.push_back({line.number, unknown ? std::string() : text});
}

std::string RackReadings::place_text(const Cells& cells) const {
  for (const RackRole role : {RackRole::position, RackRole::index}) {
    if (layout_.column_of.contains(role)) return cell(cells, role);
  }
  return cell(cells, RackRole::row) + cell(cells, RackRole::column);
}

std::optional<RackCell> RackReadings::place_of(const TextLine& line, const Cells& cells) {
  const std::string text = place_text(cells);
  if (text.empty()) {
    error(line.number, "position_missing", fmt::format("no position for \"{}\"", shown(cell(cells, RackRole::code))));
    return std::nullopt;
  }
  std::optional<RackCell> place;
  if (layout_.column_of.contains(RackRole::position)) {
    place = parse_position(text);
  } else if (layout_.column_of.contains(RackRole::index)) {
    const auto index = parse_number(text);
    if (index && *index > rows_ * columns_) {
      error(line.number, "position_outside", fmt::format("position {} of {}", *index, rows_ * columns_));
      return std::nullopt;
    }
    if (index) place = cell_of_index(*index);
  } else {
    const auto row = parse_row_name(cell(cells, RackRole::row));
    const auto column = parse_number(cell(cells, RackRole::column));
    if (row && column) place = RackCell{*row, *column};
  }
  if (!place) {
    error(line.number, "position_malformed", fmt::format("\"{}\" is no position", shown(text)));
  } else if (place->row > rows_ || place->column > columns_) {
    error(line.number, "position_outside",
          fmt::format("{} lies outside the rack of {} rows and {} columns", position_name(*place), rows_, columns_));
    place.reset();
  }
  return place;
}

RackCell RackReadings::cell_of_index(int index) const {
  const int at = index - 1;
  if (layout_.profile->cell_order == CellOrder::by_row) return RackCell{at / columns_ + 1, at % columns_ + 1};
  return RackCell{at % rows_ + 1, at / rows_ + 1};
}

void RackReadings::add_reading(std::uint64_t line, const RackCell& cell, const std::string& reading) {
  const auto [earlier, fresh] = line_of_cell_.emplace(cell, line);
  if (!fresh) {
    error(line, "position_repeated", fmt::format("{} again (line {})", position_name(cell), earlier->second));
    return;
  }
  RackWell well{cell.row, cell.column, position_name(cell), WellState::empty, ""};
  const std::string word = comparable_word(reading);
  if (reading.empty()) {
    error(line, "code_missing", fmt::format("no tube code for {}", well.position));
  } else if (layout_.profile->empty.contains(word)) {
    wells_.emplace(cell, std::move(well));
  } else if (layout_.profile->unread.contains(word)) {
    well.state = WellState::unread;
    wells_.emplace(cell, std::move(well));
  } else {
    add_code(line, std::move(well), reading);
  }
}

void RackReadings::add_code(std::uint64_t line, RackWell well, const std::string& reading) {
  if (is_rounded_number(reading)) {
    error(line, "code_rounded",
          fmt::format("\"{}\" at {} is a number that a spreadsheet has rounded", shown(reading), well.position));
    return;
  }
  if (!is_tube_code(reading)) {
    error(line, "code_malformed",
          fmt::format("\"{}\" at {} is neither a tube code nor a known word", shown(reading), well.position));
    return;
  }
  const auto [earlier, fresh] = line_of_code_.emplace(reading, line);
  if (!fresh) error(line, "code_repeated", fmt::format("{} again (line {})", reading, earlier->second));
  well.state = WellState::code;
  well.code = reading;
  wells_.emplace(RackCell{well.row, well.column}, std::move(well));
}

void RackReadings::compare_racks(RackScan& scan) {
  if (layout_.rack_line) {
    const std::string word = comparable_word(layout_.rack);
    const bool unknown = layout_.rack.empty() || layout_.profile->unread.contains(word);
    if (!unknown && !is_rack_code(layout_.rack)) {
      error(layout_.rack_line->number, "rack_malformed", fmt::format("\"{}\" is no rack code", shown(layout_.rack)));
    } else if (!unknown) {
      scan.rack = layout_.rack;
    }
  }
  if (!scan.rack) {
    std::map<std::string, std::size_t> count;
    for (const Named& named : racks_) {
      const std::size_t votes = named.code.empty() ? 0 : ++count[named.code];
      if (votes != 0 && (!scan.rack || votes > count[*scan.rack])) scan.rack = named.code;
    }
  }
  if (!scan.rack) return;
  for (const Named& named : racks_) {
    if (named.code.empty()) {
      error(named.line, "rack_missing", fmt::format("no rack code, other lines say {}", *scan.rack));
    } else if (named.code != *scan.rack) {
      error(named.line, "rack_different", fmt::format("rack {}, other lines say {}", named.code, *scan.rack));
    }
  }
}

RackScan RackReadings::finish() {
  RackScan scan;
  scan.profile = layout_.profile->id;
  scan.scanned_at = scanned_at_;
  compare_racks(scan);
  bool any_read = false;
  for (auto& [place, well] : wells_) {
    any_read = any_read || well.state != WellState::unread;
    scan.wells.push_back(std::move(well));
  }
  if (!scan.wells.empty() && !any_read) error(first_line_, "all_unread", "no position could be read");
  if (scan.wells.empty() && errors_.empty()) error(first_line_, "no_wells", "the file names no position");
  std::stable_sort(errors_.begin(), errors_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  scan.errors = std::move(errors_);
  return scan;
}

const std::string& RackReadings::cell(const Cells& cells, RackRole role) const {
  static const std::string kNothing;
  const auto column = layout_.column_of.find(role);
  return column == layout_.column_of.end() || column->second >= cells.size() ? kNothing : cells[column->second];
}

void RackReadings::error(std::uint64_t line, std::string code, std::string detail) {
  errors_.push_back({line, std::move(code), std::move(detail)});
}

}  // namespace frostkeep::documents
