#include "domain/position.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr int kMaxAxisNumber = 3999;

constexpr std::array<std::pair<AxisScheme, std::string_view>, 4> kSchemeNames = {{
    {AxisScheme::numbers, "numbers"},
    {AxisScheme::letters, "letters"},
    {AxisScheme::roman, "roman"},
    {AxisScheme::running, "running"},
}};

constexpr std::array<std::pair<int, std::string_view>, 13> kRomanParts = {{
    {1000, "M"},
    {900, "CM"},
    {500, "D"},
    {400, "CD"},
    {100, "C"},
    {90, "XC"},
    {50, "L"},
    {40, "XL"},
    {10, "X"},
    {9, "IX"},
    {5, "V"},
    {4, "IV"},
    {1, "I"},
}};

std::string letters_of(int number) {
  std::string out;
  for (int rest = number; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
}

std::string roman_of(int number) {
  std::string out;
  for (const auto& [value, part] : kRomanParts) {
    for (; number >= value; number -= value) out.append(part);
  }
  return out;
}

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
    if (number > 1'000'000) return std::nullopt;
  }
  return number > 0 ? std::optional(number) : std::nullopt;
}

std::optional<int> parse_letters(std::string_view upper) {
  int number = 0;
  for (const char c : upper) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    number = number * 26 + (c - 'A' + 1);
    if (number > kMaxAxisNumber) return std::nullopt;
  }
  return number > 0 ? std::optional(number) : std::nullopt;
}

std::optional<int> parse_roman(std::string_view upper) {
  int number = 0;
  std::string_view rest = upper;
  for (const auto& [value, part] : kRomanParts) {
    for (; rest.starts_with(part) && number <= kMaxAxisNumber; rest.remove_prefix(part.size())) number += value;
  }
  // Only the one usual spelling counts: "IIII" reads as 4 but isn't written so.
  const bool usual = rest.empty() && number > 0 && number <= kMaxAxisNumber && roman_of(number) == upper;
  return usual ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string_view to_text(AxisScheme scheme) {
  const auto found = std::ranges::find(kSchemeNames, scheme, [](const auto& row) { return row.first; });
  FROSTKEEP_INVARIANT(found != kSchemeNames.end());
  return found->second;
}

std::optional<AxisScheme> parse_axis_scheme(std::string_view text) {
  const auto found = std::ranges::find(kSchemeNames, text, [](const auto& row) { return row.second; });
  return found != kSchemeNames.end() ? std::optional(found->first) : std::nullopt;
}

std::string axis_label(AxisScheme scheme, int number) {
  FROSTKEEP_INVARIANT(number >= 1);
  switch (scheme) {
    case AxisScheme::letters:
      return letters_of(number);
    case AxisScheme::roman:
      FROSTKEEP_INVARIANT(number <= kMaxAxisNumber);
      return roman_of(number);
    case AxisScheme::numbers:
    case AxisScheme::running:
      break;
  }
  return std::to_string(number);
}

std::optional<int> parse_axis_label(AxisScheme scheme, std::string_view text) {
  switch (scheme) {
    case AxisScheme::letters:
      return parse_letters(base::to_upper(text));
    case AxisScheme::roman:
      return parse_roman(base::to_upper(text));
    case AxisScheme::numbers:
    case AxisScheme::running:
      break;
  }
  return parse_number(text);
}

std::string to_text(const FillOrder& order) {
  std::string out = order.column_wise ? "columns_from_" : "rows_from_";
  out.append(order.from_bottom ? "bottom_" : "top_").append(order.from_right ? "right" : "left");
  return order.snaking ? out + "_snaking" : out;
}

std::optional<FillOrder> parse_fill_order(std::string_view text) {
  for (unsigned bits = 0; bits < 16; ++bits) {
    const FillOrder order{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
    if (to_text(order) == text) return order;
  }
  return std::nullopt;
}

}  // namespace frostkeep::domain
