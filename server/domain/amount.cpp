#include "domain/amount.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

__extension__ typedef __int128 Wide;

struct Unit {
  AmountKind kind;
  int exponent;  ///< one of it is 10^exponent nL, pg or cells
  std::string_view ucum;
  std::string_view shown;
  std::array<std::string_view, 6> spellings;  ///< NFKC, lower case, without spaces
};

constexpr std::array<Unit, 13> kUnits = {{
    {AmountKind::volume, 9, "L", "L", {"l", "升", "litre", "liter"}},
    {AmountKind::volume, 6, "mL", "mL", {"ml", "毫升", "cc"}},
    {AmountKind::volume, 3, "uL", "µL", {"ul", "μl", "微升"}},
    {AmountKind::volume, 0, "nL", "nL", {"nl", "纳升"}},
    {AmountKind::mass, 12, "g", "g", {"g", "克"}},
    {AmountKind::mass, 9, "mg", "mg", {"mg", "毫克"}},
    {AmountKind::mass, 6, "ug", "µg", {"ug", "μg", "微克"}},
    {AmountKind::mass, 3, "ng", "ng", {"ng", "纳克"}},
    {AmountKind::mass, 0, "pg", "pg", {"pg", "皮克"}},
    {AmountKind::cells,
     6,
     "10*6{cells}",
     "",
     {"10*6{cells}", "10^6cells", "x10^6cells", "×10^6cells", "百万个", "百万个细胞"}},
    {AmountKind::cells,
     4,
     "10*4{cells}",
     "",
     {"10*4{cells}", "10^4cells", "x10^4cells", "×10^4cells", "万个", "万个细胞"}},
    {AmountKind::cells,
     3,
     "10*3{cells}",
     "",
     {"10*3{cells}", "10^3cells", "x10^3cells", "×10^3cells", "千个", "千个细胞"}},
    {AmountKind::cells, 0, "{cells}", "cells", {"cells", "cell", "{cells}", "个", "个细胞"}},
}};

constexpr std::array<std::string_view, 10> kSuperscripts = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

const Unit* find_unit(std::string_view text) {
  std::string plain = base::to_lower(text);
  std::erase(plain, ' ');
  if (plain.empty()) return nullptr;
  const auto found = std::ranges::find_if(kUnits, [&](const Unit& unit) {
    return std::ranges::find(unit.spellings, std::string_view(plain)) != unit.spellings.end();
  });
  return found != kUnits.end() ? &*found : nullptr;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Violation out_of_range(std::string_view field, std::string_view text, std::string limit) {
  return {ErrorCode::field_out_of_range,
          {{"field", std::string(field)}, {"value", std::string(text)}, {"limit", std::move(limit)}}};
}

Violation malformed(std::string_view field, std::string_view text) {
  return {ErrorCode::field_malformed,
          {{"field", std::string(field)}, {"value", std::string(text)}, {"limit", "1.5 mL"}}};
}

/// NFKC would turn 10⁶ into 106.
bool has_superscript(std::string_view text) {
  return std::ranges::any_of(kSuperscripts, [&](auto mark) { return text.find(mark) != std::string_view::npos; });
}

/// The number in units of 10^-exponent; `fits` says whether all its decimals are held.
struct Scaled {
  std::int64_t value = 0;
  bool fits = true;
  bool too_large = false;
};

Scaled scale(std::string_view whole, std::string_view decimals, int exponent) {
  while (decimals.ends_with('0')) decimals.remove_suffix(1);
  if (decimals.size() > static_cast<std::size_t>(exponent)) return {.fits = false};
  Scaled out;
  std::string digits = std::string(whole) + std::string(decimals);
  digits.append(static_cast<std::size_t>(exponent) - decimals.size(), '0');
  for (const char c : digits) {
    out.value = out.value * 10 + (c - '0');
    if (out.value > kMaxAmount) return {.too_large = true};
  }
  return out;
}

Checked<Measure> read(std::string_view number, std::string_view unit_text, std::string_view entered,
                      std::string_view field) {
  const Unit* unit = find_unit(unit_text);
  const bool negative = number.starts_with('-');
  const std::string_view digits = number.substr(negative ? 1 : 0);
  const auto point = std::min(digits.find('.'), digits.size());
  const std::string_view whole = digits.substr(0, point);
  const std::string_view decimals = digits.substr(std::min(point + 1, digits.size()));
  const bool has_decimals = point < digits.size();
  if (!unit || !all_digits(whole) || (has_decimals && !all_digits(decimals))) return malformed(field, entered);
  if (negative) return out_of_range(field, entered, "≥ 0");
  const Scaled scaled = scale(whole, decimals, unit->exponent);
  if (!scaled.fits) return out_of_range(field, entered, "≥ " + to_text(unit->kind, 1));
  if (scaled.too_large) return out_of_range(field, entered, "≤ " + to_text(unit->kind, kMaxAmount));
  return Measure{unit->kind, scaled.value, std::string(entered), std::string(unit->ucum)};
}

/// The kinds of an amount, to treat them alike.
using Part = std::optional<std::int64_t> Amount::*;
struct KindPart {
  AmountKind kind;
  Part part;
};
constexpr std::array<KindPart, 3> kParts = {{{AmountKind::volume, &Amount::volume_nl},
                                             {AmountKind::mass, &Amount::mass_pg},
                                             {AmountKind::cells, &Amount::cells}}};

Part part_of(AmountKind kind) {
  return kParts[static_cast<std::size_t>(kind)].part;
}

}  // namespace

Checked<Measure> parse_measure(std::string_view text, std::string_view field) {
  const std::string_view entered = base::trim(text);
  if (entered.empty()) return Violation{ErrorCode::field_missing, {{"field", std::string(field)}}};
  if (entered.size() > kMaxAmountText) {
    return Violation{ErrorCode::field_too_long,
                     {{"field", std::string(field)}, {"limit", std::to_string(kMaxAmountText)}}};
  }
  if (!base::is_utf8(entered) || has_superscript(entered)) return malformed(field, entered);
  const std::string plain = base::nfkc(entered);
  const auto border = std::min(plain.find_first_not_of("+-.,0123456789"), plain.size());
  return read(base::trim(std::string_view(plain).substr(0, border)), std::string_view(plain).substr(border), entered,
              field);
}

Checked<Measure> parse_measure(std::string_view number, std::string_view unit, std::string_view field) {
  if (base::trim(number).empty()) return Violation{ErrorCode::field_missing, {{"field", std::string(field)}}};
  if (base::trim(unit).empty()) return Violation{ErrorCode::field_missing, {{"field", "unit"}}};
  return parse_measure(std::string(base::trim(number)) + " " + std::string(base::trim(unit)), field);
}

std::string to_text(AmountKind kind, std::int64_t value, Language language) {
  if (kind == AmountKind::cells) {
    return std::to_string(value) + (language == Language::zh_cn ? " 个细胞" : value == 1 ? " cell" : " cells");
  }
  const Unit* unit = nullptr;
  for (const Unit& candidate : kUnits) {
    if (candidate.kind != kind) continue;
    unit = &candidate;
    if (value >= power_of_ten(candidate.exponent)) break;
  }
  const std::int64_t one = power_of_ten(unit->exponent);
  std::string decimals = std::to_string(one + value % one).substr(1);
  while (decimals.ends_with('0')) decimals.pop_back();
  return std::to_string(value / one) + (decimals.empty() ? "" : "." + decimals) + " " + std::string(unit->shown);
}

Amount amount_of(const Measure& measure) {
  Amount amount;
  amount.*part_of(measure.kind) = measure.value;
  return amount;
}

Checked<Draw> draw(const Amount& held, const Measure& wanted) {
  const auto& known = held.*part_of(wanted.kind);
  if (known && wanted.value > *known) {
    return Violation{ErrorCode::amount_too_small,
                     {{"amount", to_text(wanted.kind, wanted.value)}, {"limit", to_text(wanted.kind, *known)}}};
  }
  Draw out{amount_of(wanted), held};
  if (!known) return out;
  for (const auto& [kind, part] : kParts) {
    if (!(held.*part)) continue;
    const std::int64_t there = *(held.*part);
    const std::int64_t taken =
        *known == 0 ? 0 : static_cast<std::int64_t>(static_cast<Wide>(there) * wanted.value / *known);
    out.taken.*part = taken;
    out.left.*part = there - taken;
  }
  return out;
}

std::vector<Violation> check_division(const Amount& parent, const std::vector<Amount>& parts) {
  std::vector<Violation> out;
  for (const auto& [kind, part] : kParts) {
    Wide sum = 0;
    for (const Amount& one : parts) sum += (one.*part).value_or(0);
    if (!(parent.*part) || sum <= *(parent.*part)) continue;
    const auto shown = static_cast<std::int64_t>(std::min<Wide>(sum, INT64_MAX));
    out.push_back({ErrorCode::amounts_do_not_add_up,
                   {{"amount", to_text(kind, shown)}, {"limit", to_text(kind, *(parent.*part))}}});
  }
  return out;
}

}  // namespace frostkeep::domain
