#pragma once
/// The text of scan codes: what may be one, how ours are made and checked, and what a scanner adds that is no part
/// of it.
///
/// Any code: 1 to 64 bytes of printable ASCII, no space at either end; its case is kept. Tube makers' codes are that.
///
/// Our own codes: PREFIX, a number of at least eight digits, two check digits, e.g. `FK0000000110`. The prefix is 1 to
/// 12 of A–Z, 0–9 and '-', begins with a letter and ends with a letter or '-'. Beginning with a letter, no spreadsheet
/// takes such a code for a number (`12E5`) or strips its zeros; prefixes that are month names are refused, because
/// `MAR-1` becomes a date. Digits in pairs cost half a codeword in a Data Matrix, so two letters, eight digits and two
/// check digits fit 14×14 modules.
///
/// Check digits: the weights of ISO 7064 MOD 97-10 (10^i mod 97), each character counting as one value (0–9, A–Z = 10
/// to 35, '-' = 36); the weighted sum with both check digits is 1 modulo 97. Two values differ by at most 36 and two
/// neighbouring weights by a multiple of 9, neither of which 97 divides: every single substitution and every exchange
/// of neighbours is found. (MOD 37,36 with one character misses 1 exchange in 630.)

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/checked.hpp"

namespace frostkeep::domain {

constexpr std::size_t kMaxCodeBytes = 64;
constexpr std::size_t kMaxPrefixBytes = 12;

/// Whether the text can be a code of anybody.
bool is_code_text(std::string_view text);

/// Whether the text can be the prefix of our codes.
bool is_code_prefix(std::string_view prefix);
/// The code of a number under a prefix: "FK" and 1 give `FK0000000110`; numbers beyond eight digits make it longer.
/// The prefix is one (is_code_prefix).
std::string make_code(std::string_view prefix, std::uint64_t number);

/// Whether the text is built like one of our codes, be its check digits right or wrong.
bool has_own_shape(std::string_view text);
/// Whether the text is built like one of our codes and its check digits are right.
bool is_own_code(std::string_view text);

/// Whether a spreadsheet leaves the text as it is: no number, no leading zeros that it would strip, no exponent, no
/// month name with a number behind it, no formula.
bool is_spreadsheet_safe(std::string_view text);

/// What a scanner is set to send before the code.
enum class AimPrefix {
  keep,
  strip,  ///< "]d2", "]C1", "]Q3" …: a bracket, a letter, a digit or letter (ISO/IEC 15424)
};

/// The code in a scanned or typed text: NFKC (full-width characters of an input method become ordinary ones), spaces
/// and line ends at both sides dropped, the AIM prefix dropped if asked. Violation: code_malformed {code}.
Checked<std::string> normalise_scanned_code(std::string_view text, AimPrefix aim_prefix = AimPrefix::strip);

}  // namespace frostkeep::domain
