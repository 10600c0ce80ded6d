#include "domain/national_id.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::array<int, 17> kIdWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kIdCheck = "10X98765432";
constexpr std::array<int, 17> kCreditWeights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char id_check_of(std::string_view seventeen) {
  int sum = 0;
  for (std::size_t i = 0; i < kIdWeights.size(); ++i) sum += (seventeen[i] - '0') * kIdWeights[i];
  return kIdCheck[static_cast<std::size_t>(sum % 11)];
}

int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// As it is written on a card: upper case, without what an input method or a copy adds.
std::string plain_text(std::string_view text) {
  if (!base::is_utf8(text)) return {};
  std::string plain = base::to_upper(base::nfkc(text));
  std::erase(plain, ' ');
  return std::string(base::trim(plain));
}

bool division_is_listed(std::string_view division) {
  if (!reference_table("provinces").find(division.substr(0, 2))) return false;
  return !division.starts_with("33") || reference_table("zhejiang_divisions").find(division);
}

}  // namespace

Checked<ResidentId> parse_resident_id(std::string_view text) {
  std::string number = plain_text(text);
  const bool old_form = number.size() == 15;
  if (old_form && std::ranges::all_of(number, is_digit)) {
    number.insert(6, "19");
    number += id_check_of(number);
  }
  const bool shaped = number.size() == 18 && std::all_of(number.begin(), number.end() - 1, is_digit);
  if (!shaped || number.back() != id_check_of(number)) return Violation{ErrorCode::resident_id_invalid};
  const std::string_view view = number;
  const base::Date birth{number_of(view.substr(6, 4)), number_of(view.substr(10, 2)), number_of(view.substr(12, 2))};
  if (!base::is_valid(birth)) {
    const std::string shown = number.substr(6, 4) + "-" + number.substr(10, 2) + "-" + number.substr(12, 2);
    return Violation{ErrorCode::date_invalid, {{"value", shown}, {"field", "resident_id"}}};
  }
  ResidentId id{number, number.substr(0, 6), birth, number[16] % 2 == 1 ? Sex::male : Sex::female};
  if (old_form) id.warnings.push_back({"resident_id_15_digits", {}});
  if (!division_is_listed(id.division))
    id.warnings.push_back({"resident_id_division_unknown", {{"value", id.division}}});
  return id;
}

std::string masked_resident_id(std::string_view number) {
  if (number.size() < 10) return std::string(number.size(), '*');
  return std::string(number.substr(0, 6)) + std::string(number.size() - 10, '*') +
         std::string(number.substr(number.size() - 4));
}

std::string division_name(std::string_view division, Language language) {
  const auto& counties = reference_table("zhejiang_divisions");
  if (counties.find(division)) return counties.name_of(division, language);
  const auto& provinces = reference_table("provinces");
  const std::string_view province = division.substr(0, 2);
  return provinces.find(province) ? provinces.name_of(province, language) : std::string();
}

Checked<SocialCreditCode> parse_social_credit_code(std::string_view text) {
  const std::string code = plain_text(text);
  const bool known =
      std::ranges::all_of(code, [](char c) { return kCreditAlphabet.find(c) != std::string_view::npos; });
  const bool shaped = code.size() == 18 && known && std::all_of(code.begin() + 2, code.begin() + 8, is_digit);
  if (!shaped) {
    return Violation{ErrorCode::field_malformed,
                     {{"field", "uscc"}, {"value", std::string(base::trim(text))}, {"limit", "91350100M000100Y43"}}};
  }
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kCreditWeights.size(); ++i) {
    sum += kCreditAlphabet.find(code[i]) * static_cast<std::size_t>(kCreditWeights[i]);
  }
  SocialCreditCode out{code, code.substr(2, 6)};
  const std::size_t check = (31 - sum % 31) % 31;
  if (code.back() != kCreditAlphabet[check]) out.warnings.push_back({"uscc_check_wrong", {{"value", code}}});
  return out;
}

}  // namespace frostkeep::domain
