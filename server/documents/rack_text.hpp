#pragma once
/// The small texts of rack scanner files: names, words, positions and codes as people and devices spell them. Inner
/// part of rack_file.hpp. All functions are pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::documents {

/// A line of text that isn't blank, with its number from 1. Ends: LF, CR, CRLF.
struct TextLine {
  std::uint64_t number = 0;
  std::string_view text;
};
std::vector<TextLine> lines_that_say_something(std::string_view utf8);

/// Without control characters, spaces, no-break and ideographic spaces, zero-width characters at both sides.
std::string_view trim_cell(std::string_view cell);

/// A column's or a mark's name for comparison: NFKC, lower case, letters and digits only ("Tube_ID" and "TUBE ID" are
/// "tubeid"); characters outside ASCII stay.
std::string comparable_name(std::string_view name);
/// A reading that is a word, for comparison: as a name, so "<No Read>" is "noread".
inline std::string comparable_word(std::string_view reading) {
  return comparable_name(reading);
}

/// A cell of the rack, counted from 1; not yet known to lie inside.
struct RackCell {
  int row = 0;
  int column = 0;
  auto operator<=>(const RackCell&) const = default;
};
/// "A1", "a01", "A/01", "A-1", "AA12": one or two letters, one to three digits.
std::optional<RackCell> parse_position(std::string_view text);
/// A row as letters ("A") or as a number ("1"), a column as a number ("01").
std::optional<int> parse_row_name(std::string_view text);
std::optional<int> parse_row_letters(std::string_view text);
std::optional<int> parse_number(std::string_view text);
/// "A1": no zero, no blank.
std::string position_name(const RackCell& cell);

/// Whether a scanner can have read this from a tube: 1 to 64 characters of ASCII without blanks, at least one digit
/// among them. A text without a digit is taken for a word that we don't know, so that "MISSING" never becomes a tube.
bool is_tube_code(std::string_view text);
/// Whether a rack can bear this: 1 to 64 printable characters of ASCII.
bool is_rack_code(std::string_view text);
/// Whether a spreadsheet made this of a long number: "1.03E+09".
bool is_rounded_number(std::string_view text);

/// The text for a message: at most 40 characters, control characters as "?".
std::string shown(std::string_view text);

/// `23 Aug 2012 01:42:01 PM` by formats of strptime in English, whatever the process's locale; as
/// `2012-08-23 13:42:01`. Nothing if no format takes the whole text or the date doesn't exist.
std::optional<std::string> parse_scan_time(std::string_view text, const std::vector<std::string>& formats);

}  // namespace frostkeep::documents
