#pragma once
/// Codes that nobody bears yet.

#include <string>
#include <vector>

#include "base/random.hpp"
#include "database/transaction.hpp"

namespace frostkeep::services {

/// Digits of a participant's number: a million people leave 99 of 100 numbers free.
constexpr int kParticipantDigits = 8;
/// Digits of a tube's number: with two letters and two check digits they fill a Data Matrix of 14×14 modules.
constexpr int kTubeDigits = 10;

/// Codes of ours (domain/code_text.hpp) under `prefix`, drawn at random: numbers given in a row would need a counter
/// that every registration waits for, and would tell who came when. None names anything yet; should another
/// transaction be faster with one, insert_scan_codes refuses.
std::vector<std::string> fresh_codes(const database::ReadTransaction& tx, base::Random& random,
                                     const std::string& prefix, int digits, std::size_t count);

/// A study's code as the prefix of its codes; `otherwise` if it can't be one.
std::string prefix_of(const std::string& study_code, const std::string& otherwise);

}  // namespace frostkeep::services
