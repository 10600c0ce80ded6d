#pragma once
/// What a scanner's file looks like: data from schema/reference/rack_profiles, compiled in. Inner part of
/// rack_file.hpp.
///
/// Fields of a profile:
///   id, name, order      order: the first profile that fits wins
///   automatic            false: only by its id, because nothing in the file tells it from another profile
///   separators           which may be tried; default , ; tab
/// and one of
///   header, required     names of columns for each role; a role that `required` doesn't name may be absent
///   columns, index_order roles of the columns of a file without a header; index_order says how a number is a position
///   stream               {begin, order}: all readings in one line, without positions
/// and what may stand around the table
///   rack_marks, time_marks   `name: value` or `name = value` before the table
///   first_line_is_rack   the only cell of the first line is the rack's code
///   recognised_by        the profile fits only if such a line is there
///   ignored_lines, failed_lines   no readings; the second are errors that the scanner reports. `*` at the end of one
///                        of these three: a line that begins so
///   time_formats         of strptime, tried before ISO 8601
///   empty, unread        the device's words, beside the shared ones of words/words.json

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.hpp"

namespace frostkeep::documents {

enum class RackRole { rack, position, row, column, index, code, scanned_at };
enum class CellOrder { by_row, by_column };

struct RackProfile {
  std::string id;
  std::string name;
  int order = 0;
  bool automatic = true;
  std::vector<char> separators;

  std::map<RackRole, std::set<std::string>> header;  ///< comparable names
  std::set<RackRole> required;
  std::vector<RackRole> columns;
  std::string stream_begin;
  CellOrder cell_order = CellOrder::by_row;

  std::set<std::string> rack_marks;  ///< comparable names
  std::set<std::string> time_marks;
  bool first_line_is_rack = false;
  std::vector<std::string> recognised_by;
  std::vector<std::string> ignored_lines;
  std::vector<std::string> failed_lines;
  std::vector<std::string> time_formats;
  std::set<std::string> empty;  ///< comparable words
  std::set<std::string> unread;
};

/// schema/reference/rack_profiles/*.json and words/words.json, as compiled in.
std::span<const base::EmbeddedFile> rack_profile_files();
std::span<const base::EmbeddedFile> rack_word_files();

/// All profiles, by order. Read once; safe from any thread.
std::span<const RackProfile> rack_profiles();
/// Null if there is none of that id.
const RackProfile* find_rack_profile(std::string_view id);
/// Whether a line is one of a profile's fixed lines.
bool is_fixed_line(std::string_view line, const std::vector<std::string>& patterns);

}  // namespace frostkeep::documents
