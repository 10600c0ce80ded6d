#pragma once
/// Which profile a file follows, and where its table begins. Inner part of rack_file.hpp.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/rack_profile.hpp"
#include "documents/rack_text.hpp"

namespace frostkeep::documents {

struct RackLayout {
  const RackProfile* profile = nullptr;
  char separator = ',';
  std::map<RackRole, std::size_t> column_of;  ///< 0-based
  std::size_t columns = 0;                    ///< how many the table has
  std::size_t first_row = 0;                  ///< index of the first line of the table, the header not counted
  std::optional<TextLine> rack_line;          ///< the line above the table that names the rack, and its code
  std::string rack;
  std::optional<std::string> scanned_at;
};

/// The first profile that fits, or the one of `wanted`; nothing if none does.
std::optional<RackLayout> find_rack_layout(const std::vector<TextLine>& lines, const RackProfile* wanted);

/// The cells of a line, trimmed; nothing if its quotes are broken.
std::optional<std::vector<std::string>> cells_of(std::string_view line, char separator);

}  // namespace frostkeep::documents
