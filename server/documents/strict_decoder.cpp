#include "documents/strict_decoder.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::documents {
namespace {

/// GB 18030-2022, annex on changed positions: what ICU's table of 2005 has in the private use area.
constexpr std::pair<char16_t, UChar32> kChangedIn2022[] = {
    {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14},  {0xE792, 0xFE15},
    {0xE793, 0xFE16},  {0xE794, 0xFE17},  {0xE795, 0xFE18}, {0xE796, 0xFE19}, {0xE816, 0x20087}, {0xE817, 0x20089},
    {0xE818, 0x200CC}, {0xE81E, 0x9FB4},  {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},  {0xE831, 0x215D7},
    {0xE832, 0x9FB8},  {0xE83B, 0x2298F}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE855, 0x241FE}, {0xE864, 0x9FBB}};

const char* icu_name(Charset charset) {
  switch (charset) {
    case Charset::utf8:
      return "UTF-8";
    case Charset::utf16_le:
      return "UTF-16LE";
    case Charset::utf16_be:
      return "UTF-16BE";
    case Charset::gb18030:
      return "gb18030";
  }
  base::report_broken_invariant("a known charset", __FILE__, __LINE__);
}

bool is_private_use(UChar32 c) {
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

void append_utf8(std::string& out, UChar32 c) {
  std::uint8_t bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(reinterpret_cast<const char*>(bytes), length);
}

}  // namespace

void StrictDecoder::Close::operator()(UConverter* converter) const {
  ucnv_close(converter);
}

StrictDecoder::StrictDecoder(Charset charset) : charset_(charset) {
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(icu_name(charset), &status));
  ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  FROSTKEEP_INVARIANT(U_SUCCESS(status));
}

StrictDecoder::~StrictDecoder() = default;

bool StrictDecoder::feed(std::string_view bytes, bool last, std::string* out) {
  const char* const begin = bytes.data();
  const char* source = begin;
  const char* const end = begin + bytes.size();
  while (true) {
    UErrorCode status = U_ZERO_ERROR;
    const char* const from = source;
    char16_t* target = units_.data();
    ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, end, offsets_.data(), last,
                   &status);
    if (!take_units(static_cast<std::size_t>(target - units_.data()), out)) return false;
    consumed_ += static_cast<std::uint64_t>(source - from);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(status)) break;
    char invalid[32];
    std::int8_t length = sizeof invalid;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter_.get(), invalid, &length, &ignored);
    return fail(consumed_ - static_cast<std::uint64_t>(std::max<std::int8_t>(length, 0)) + 1,
                fmt::format("these bytes are no {}", to_text(charset_)));
  }
  return !last || lead_ == 0 || fail(consumed_, "half a character");
}

bool StrictDecoder::take_units(std::size_t count, std::string* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const char16_t unit = units_[i];
    const auto byte_here = [&] { return consumed_ + static_cast<std::uint64_t>(std::max(offsets_[i], 0)) + 1; };
    count_line_end(unit);
    if (U16_IS_LEAD(unit) && lead_ == 0) {
      lead_ = unit;
      continue;
    }
    if (U16_IS_TRAIL(unit) != (lead_ != 0)) return fail(byte_here(), "half a character");
    UChar32 c = lead_ != 0 ? U16_GET_SUPPLEMENTARY(lead_, unit) : unit;
    lead_ = 0;
    if (charset_ == Charset::gb18030 && is_private_use(c)) {
      const auto* const changed = std::find_if(std::begin(kChangedIn2022), std::end(kChangedIn2022),
                                               [c](const auto& pair) { return pair.first == c; });
      if (changed == std::end(kChangedIn2022)) return fail(byte_here(), "a private use character of GB 18030");
      c = changed->second;
    }
    saw_nul_ = saw_nul_ || c == 0;
    if (out != nullptr) append_utf8(*out, c);
  }
  return true;
}

bool StrictDecoder::fail(std::uint64_t byte, std::string reason) {
  place_.byte = byte;
  reason_ = std::move(reason);
  return false;
}

void StrictDecoder::count_line_end(char16_t unit) {
  if (unit == u'\r' || (unit == u'\n' && !after_cr_)) ++place_.line;
  after_cr_ = unit == u'\r';
}

}  // namespace frostkeep::documents
