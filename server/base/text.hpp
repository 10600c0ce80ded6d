#pragma once
/// Text: UTF-8 checks, normalisation, trimming and splitting. Charsets other than UTF-8 are documents/charset.hpp's.

#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::base {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: shortest form, no surrogates).
bool is_utf8(std::string_view text);
/// Whether a control character (C0 but tab, CR, LF; DEL; C1), a bidirectional override or a noncharacter is in it.
bool has_forbidden_character(std::string_view utf8);
/// Unicode NFKC, by which full-width digits and letters become ordinary ones.
std::string nfkc(std::string_view utf8);
/// Unicode NFC.
std::string nfc(std::string_view utf8);
/// Number of code points of well-formed UTF-8.
std::size_t length_in_characters(std::string_view utf8);
/// Without spaces, tabs and line ends at both sides; ASCII only.
std::string_view trim(std::string_view text);
/// ASCII letters in upper (lower) case; all other bytes as they are.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace frostkeep::base
