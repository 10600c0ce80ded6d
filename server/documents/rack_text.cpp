#include "documents/rack_text.hpp"

#include <fmt/format.h>
#include <locale.h>
#include <time.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace frostkeep::documents {
namespace {

constexpr std::size_t kMaximumCodeBytes = 64;
constexpr std::size_t kShownCharacters = 40;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Length of the invisible character at the start (or end) of a text; 0 if there is a visible one.
std::size_t invisible_length(std::string_view text, bool at_end) {
  constexpr std::string_view kInvisible[] = {"\u00A0", "\u3000", "\uFEFF", "\u200B", "\u200C", "\u200D", "\u2060"};
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(at_end ? text.back() : text.front()) <= 0x20) return 1;
  for (const std::string_view character : kInvisible) {
    if (at_end ? text.ends_with(character) : text.starts_with(character)) return character.size();
  }
  return 0;
}

/// The text as ordinary characters, if it is short enough to be worth it.
std::string ordinary(std::string_view text) {
  constexpr std::size_t kLongestName = 256;
  return base::nfkc(trim_cell(text.substr(0, kLongestName)));
}

locale_t english() {
  static const locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return locale;
}

}  // namespace

std::vector<TextLine> lines_that_say_something(std::string_view utf8) {
  std::vector<TextLine> lines;
  for (std::uint64_t number = 1; !utf8.empty(); ++number) {
    const auto end = std::min(utf8.find_first_of("\r\n"), utf8.size());
    const std::string_view text = utf8.substr(0, end);
    if (!trim_cell(text).empty()) lines.push_back({number, text});
    utf8.remove_prefix(end);
    utf8.remove_prefix(utf8.starts_with("\r\n") ? 2 : utf8.empty() ? 0 : 1);
  }
  return lines;
}

std::string_view trim_cell(std::string_view cell) {
  while (const std::size_t length = invisible_length(cell, false)) cell.remove_prefix(length);
  while (const std::size_t length = invisible_length(cell, true)) cell.remove_suffix(length);
  return cell;
}

std::string comparable_name(std::string_view name) {
  std::string out;
  for (const char c : base::to_lower(ordinary(name))) {
    if (is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80) out.push_back(c);
  }
  return out;
}

std::optional<int> parse_number(std::string_view text) {
  const std::string digits = ordinary(text);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!whole || digits.empty() || digits.size() > 4 || !is_digit(digits.front()) || number == 0) return std::nullopt;
  return number;
}

std::optional<int> parse_row_letters(std::string_view text) {
  const std::string letters = base::to_upper(ordinary(text));
  if (letters.empty() || letters.size() > 2 || !std::all_of(letters.begin(), letters.end(), is_letter)) {
    return std::nullopt;
  }
  int row = 0;
  for (const char c : letters) row = row * 26 + (c - 'A' + 1);
  return row;
}

std::optional<int> parse_row_name(std::string_view text) {
  const auto letters = parse_row_letters(text);
  return letters ? letters : parse_number(text);
}

std::optional<RackCell> parse_position(std::string_view text) {
  const std::string name = ordinary(text);
  const auto letters = static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), is_letter) - name.begin());
  std::string_view digits = std::string_view(name).substr(letters);
  if (!digits.empty() && std::string_view("/-:. ").find(digits.front()) != std::string_view::npos) {
    digits.remove_prefix(1);
  }
  const auto row = parse_row_letters(std::string_view(name).substr(0, letters));
  if (!row || digits.size() > 3) return std::nullopt;
  const auto column = parse_number(digits);
  if (!column) return std::nullopt;
  return RackCell{*row, *column};
}

std::string position_name(const RackCell& cell) {
  std::string letters;
  for (int row = cell.row; row > 0; row = (row - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (row - 1) % 26));
  }
  return letters + std::to_string(cell.column);
}

bool is_rack_code(std::string_view text) {
  return !text.empty() && text.size() <= kMaximumCodeBytes && text == trim_cell(text) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_tube_code(std::string_view text) {
  return is_rack_code(text) && text.find_first_of(" \"") == std::string_view::npos &&
         std::any_of(text.begin(), text.end(), is_digit);
}

bool is_rounded_number(std::string_view text) {
  const auto exponent = text.find_first_of("eE");
  if (exponent == std::string_view::npos || exponent == 0) return false;
  const std::string_view mantissa = text.substr(0, exponent);
  const std::string_view power = text.substr(exponent + 1);
  const auto number_like = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  return std::all_of(mantissa.begin(), mantissa.end(), number_like) && power.size() > 1 && power.front() == '+' &&
         std::all_of(power.begin() + 1, power.end(), is_digit);
}

std::string shown(std::string_view text) {
  std::string out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t characters = 0;
  for (std::int64_t i = 0; i < length; ++characters) {
    if (characters == kShownCharacters) return out + "…";
    const std::int64_t from = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    const bool visible = c >= 0x20 && !(c >= 0x7F && c < 0xA0);
    out += visible ? text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(i - from)) : "?";
  }
  return out;
}

std::optional<std::string> parse_scan_time(std::string_view text, const std::vector<std::string>& formats) {
  const std::string value = ordinary(text);
  for (const std::string& format : formats) {
    struct tm time {};
    const char* const end = strptime_l(value.c_str(), format.c_str(), &time, english());
    if (end == nullptr || *end != '\0') continue;
    const base::Date date{time.tm_year + 1900, time.tm_mon + 1, time.tm_mday};
    if (!base::is_valid(date) || date.year < 1970 || date.year > 9999 || time.tm_sec > 59) continue;
    return fmt::format("{} {:02}:{:02}:{:02}", base::to_text(date), time.tm_hour, time.tm_min, time.tm_sec);
  }
  return std::nullopt;
}

}  // namespace frostkeep::documents
