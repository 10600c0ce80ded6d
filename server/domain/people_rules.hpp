#pragma once
/// What names, codes and PINs of the house and its people may be. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "domain/refusal.hpp"

namespace frostkeep::domain {

/// Length bounds of texts, in characters; those of the columns that hold them.
constexpr std::size_t kLongestHouseCode = 16;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestUserName = 64;
constexpr std::size_t kLongestInitials = 8;
/// A PIN is asked only at a workstation where somebody is signed in already, and failures lock it as a password's do.
constexpr std::size_t kShortestPin = 6;
constexpr std::size_t kLongestPin = 12;

/// A user name as it is kept and looked up: NFKC, no spaces around, ASCII letters small.
std::string user_name_of(std::string_view typed);

/// The code of a site or study: a letter A–Z, then A–Z, 0–9 and '-'. Violation: field_malformed {field, value, limit}.
std::optional<Violation> problem_of_house_code(const std::string& field, std::string_view code);
/// A name to be read by people: not blank, no control characters. Violations: field_missing, field_malformed,
/// field_too_long.
std::optional<Violation> problem_of_name(const std::string& field, std::string_view name,
                                         std::size_t longest = kLongestName);
/// A user name in the form of user_name_of: two characters at least, none of them blank, '@' or a control character.
std::optional<Violation> problem_of_user_name(std::string_view name);
/// Violation: pin_too_weak {field, limit} unless 6 to 12 digits, neither all the same nor counting up or down.
std::optional<Violation> problem_of_pin(std::string_view pin);

}  // namespace frostkeep::domain
