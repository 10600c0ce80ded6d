#include "domain/people_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/// Whether each digit follows the one before by the same step of 0, 1 or −1.
bool is_run(std::string_view digits) {
  for (const int step : {-1, 0, 1}) {
    const auto breaks = [&](char a, char b) { return b - a != step; };
    if (std::adjacent_find(digits.begin(), digits.end(), breaks) == digits.end()) return true;
  }
  return false;
}

}  // namespace

std::string user_name_of(std::string_view typed) {
  return base::to_lower(base::trim(base::nfkc(typed)));
}

std::optional<Violation> problem_of_house_code(const std::string& field, std::string_view code) {
  const bool sound = !code.empty() && code.size() <= kLongestHouseCode && is_capital(code.front()) &&
                     std::ranges::all_of(code, [](char c) { return is_capital(c) || is_digit(c) || c == '-'; });
  if (sound) return std::nullopt;
  return Violation{ErrorCode::field_malformed, {{"field", field}, {"value", std::string(code)}, {"limit", "HZ-2"}}};
}

std::optional<Violation> problem_of_name(const std::string& field, std::string_view name, std::size_t longest) {
  if (base::trim(name).empty()) return Violation{ErrorCode::field_missing, {{"field", field}}};
  if (!base::is_utf8(name) || base::has_forbidden_character(name) || name.find_first_of("\r\n\t") != name.npos) {
    return Violation{ErrorCode::field_malformed, {{"field", field}}};
  }
  if (base::length_in_characters(name) > longest) {
    return Violation{ErrorCode::field_too_long, {{"field", field}, {"limit", std::to_string(longest)}}};
  }
  return std::nullopt;
}

std::optional<Violation> problem_of_user_name(std::string_view name) {
  if (auto problem = problem_of_name("user_name", name, kLongestUserName)) return problem;
  const bool sound = base::length_in_characters(name) >= 2 && name.find_first_of(" @") == name.npos;
  if (sound) return std::nullopt;
  return Violation{ErrorCode::field_malformed,
                   {{"field", "user_name"}, {"value", std::string(name)}, {"limit", "wang.min"}}};
}

std::optional<Violation> problem_of_pin(std::string_view pin) {
  const bool digits = std::ranges::all_of(pin, is_digit);
  if (digits && pin.size() >= kShortestPin && pin.size() <= kLongestPin && !is_run(pin)) return std::nullopt;
  return Violation{ErrorCode::pin_too_weak, {{"field", "pin"}, {"limit", std::to_string(kShortestPin)}}};
}

}  // namespace frostkeep::domain
