#pragma once
/// Turns the lines of a recognised file into wells and errors. Inner part of rack_file.hpp.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/rack_file.hpp"
#include "documents/rack_layout.hpp"

namespace frostkeep::documents {

class RackReadings {
 public:
  RackReadings(const RackLayout& layout, int rows, int columns) : layout_(layout), rows_(rows), columns_(columns) {}

  void read_lines(const std::vector<TextLine>& lines);
  /// The scan: rack codes compared, wells in order, errors by line.
  RackScan finish();

 private:
  using Cells = std::vector<std::string>;
  struct Named {
    std::uint64_t line;
    std::string code;
  };

  void read_row(const TextLine& line);
  void read_stream(const TextLine& line);
  void read_rack(const TextLine& line, const std::string& cell);
  bool is_broken(const TextLine& line, const Cells& cells);
  std::optional<RackCell> place_of(const TextLine& line, const Cells& cells);
  RackCell cell_of_index(int index) const;
  std::string place_text(const Cells& cells) const;
  void add_reading(std::uint64_t line, const RackCell& cell, const std::string& reading);
  void add_code(std::uint64_t line, RackWell well, const std::string& reading);
  void compare_racks(RackScan& scan);
  const std::string& cell(const Cells& cells, RackRole role) const;
  void error(std::uint64_t line, std::string code, std::string detail);

  const RackLayout& layout_;
  int rows_;
  int columns_;
  std::map<RackCell, RackWell> wells_;
  std::map<RackCell, std::uint64_t> line_of_cell_;
  std::map<std::string, std::uint64_t> line_of_code_;
  std::vector<Named> racks_;
  std::optional<std::string> scanned_at_;
  std::uint64_t first_line_ = 1;
  std::vector<RackError> errors_;
};

}  // namespace frostkeep::documents
