#include "domain/code_text.hpp"

#include <algorithm>
#include <array>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kNumberDigits = 8;
constexpr int kModulus = 97;

constexpr std::array<std::string_view, 15> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY",  "JUN",  "JUL", "AUG",
                                                      "SEP", "OCT", "NOV", "DEC", "JUNE", "JULY", "SEPT"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

int value_of(char c) {
  if (is_digit(c)) return c - '0';
  return is_upper(c) ? c - 'A' + 10 : 36;
}

/// Σ value × 10^i modulo 97, by Horner's rule from the left.
int weighted_sum(std::string_view text) {
  int sum = 0;
  for (const char c : text) sum = (sum * 10 + value_of(c)) % kModulus;
  return sum;
}

bool begins_like_a_month(std::string_view text) {
  const auto border = std::ranges::find_if_not(text, is_letter);
  const std::string word = base::to_upper(text.substr(0, static_cast<std::size_t>(border - text.begin())));
  return std::ranges::find(kMonths, word) != kMonths.end();
}

bool is_number_text(std::string_view text) {
  const bool digits_and_marks = std::ranges::all_of(text, [](char c) {
    return is_digit(c) || c == '.' || c == ',' || c == '-' || c == '+' || c == '/' || c == ':' || c == '%';
  });
  return digits_and_marks && std::ranges::any_of(text, is_digit);
}

bool is_exponent_text(std::string_view text) {
  const auto mark = text.find_first_of("eE");
  if (mark == std::string_view::npos || mark == 0) return false;
  return is_number_text(text.substr(0, mark)) && is_number_text(text.substr(mark + 1));
}

std::string_view without_aim_prefix(std::string_view text) {
  const bool has_one =
      text.size() > 3 && text[0] == ']' && is_letter(text[1]) && (is_digit(text[2]) || is_letter(text[2]));
  return has_one ? text.substr(3) : text;
}

/// At most as many bytes as a code has, cut between two characters.
std::string shortened(std::string_view utf8) {
  std::size_t length = std::min(utf8.size(), kMaxCodeBytes);
  while (length < utf8.size() && (static_cast<unsigned char>(utf8[length]) & 0xC0) == 0x80) --length;
  return std::string(utf8.substr(0, length));
}

}  // namespace

bool is_code_text(std::string_view text) {
  const bool printable = std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7E; });
  return printable && !text.empty() && text.size() <= kMaxCodeBytes && base::trim(text) == text;
}

bool is_code_prefix(std::string_view prefix) {
  if (prefix.empty() || prefix.size() > kMaxPrefixBytes || !is_upper(prefix.front()) || is_digit(prefix.back())) {
    return false;
  }
  const bool known = std::ranges::all_of(prefix, [](char c) { return is_upper(c) || is_digit(c) || c == '-'; });
  return known && !begins_like_a_month(prefix);
}

std::string make_code(std::string_view prefix, std::uint64_t number) {
  FROSTKEEP_INVARIANT(is_code_prefix(prefix));
  std::string digits = std::to_string(number);
  if (digits.size() < kNumberDigits) digits.insert(0, kNumberDigits - digits.size(), '0');
  const std::string body = std::string(prefix) + digits;
  const int check = kModulus + 1 - weighted_sum(body + "00");
  return body + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
}

bool has_own_shape(std::string_view text) {
  const auto last_other = text.find_last_not_of("0123456789");
  if (last_other == std::string_view::npos || text.size() > kMaxCodeBytes) return false;
  const std::size_t digits = text.size() - last_other - 1;
  return digits >= kNumberDigits + 2 && is_code_prefix(text.substr(0, last_other + 1));
}

bool is_own_code(std::string_view text) {
  return has_own_shape(text) && weighted_sum(text) == 1;
}

bool is_spreadsheet_safe(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) return false;
  const bool month = begins_like_a_month(text) && std::ranges::any_of(text, is_digit);
  const std::string upper = base::to_upper(text);
  return !month && !is_number_text(text) && !is_exponent_text(text) && upper != "TRUE" && upper != "FALSE";
}

Checked<std::string> normalise_scanned_code(std::string_view text, AimPrefix aim_prefix) {
  const bool readable = base::is_utf8(text) && !base::has_forbidden_character(text);
  const std::string plain = readable ? base::nfkc(text) : std::string();
  std::string_view code = base::trim(plain);
  if (aim_prefix == AimPrefix::strip) code = base::trim(without_aim_prefix(code));
  if (is_code_text(code)) return std::string(code);
  return Violation{ErrorCode::code_malformed, {{"code", shortened(code)}}};
}

}  // namespace frostkeep::domain
