#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "base/invariant.hpp"

namespace frostkeep::base {
namespace {

/// Calls `visit` with each code point (negative where the bytes are malformed).
template <typename Visit>
bool each_character(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (!visit(c)) return false;
  }
  return true;
}

std::string normalised(const icu::Normalizer2* normaliser, std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string out;
  normaliser->normalize(source, status).toUTF8String(out);
  FROSTKEEP_INVARIANT(U_SUCCESS(status));
  return out;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return each_character(text, [](UChar32 c) { return c >= 0; });
}

bool has_forbidden_character(std::string_view utf8) {
  return !each_character(utf8, [](UChar32 c) {
    const bool control = (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || (c >= 0x7F && c < 0xA0);
    const bool bidirectional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !(control || bidirectional || U_IS_UNICODE_NONCHAR(c));
  });
}

std::string nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const normaliser = icu::Normalizer2::getNFKCInstance(status);
  return normalised(normaliser, utf8);
}

std::string nfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const normaliser = icu::Normalizer2::getNFCInstance(status);
  return normalised(normaliser, utf8);
}

std::size_t length_in_characters(std::string_view utf8) {
  std::size_t count = 0;
  each_character(utf8, [&count](UChar32) { return ++count, true; });
  return count;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string to_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace frostkeep::base
