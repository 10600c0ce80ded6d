#include "documents/charset.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/invariant.hpp"
#include "documents/bad_document.hpp"
#include "documents/strict_decoder.hpp"

namespace frostkeep::documents {
namespace {

using namespace std::string_view_literals;

/// Lines of a file that are UTF-8 beyond doubt, found while it is read as GB 18030. A line counts if all its bytes are
/// well-formed UTF-8 and at least two of its characters take three bytes or more: a line of real GB 18030 passes that
/// only by a chain of rare characters.
class Utf8LineFinder {
 public:
  /// The number of the first such line, once it has ended.
  std::optional<std::uint64_t> found() const { return found_; }

  void feed(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<std::uint8_t>(c);
      if (byte == '\r' || byte == '\n') {
        end_line(byte);
      } else {
        step(byte);
      }
    }
  }
  void finish() { end_line('\n'); }

 private:
  void end_line(std::uint8_t byte) {
    if (byte == '\n' && std::exchange(after_cr_, false)) return;
    after_cr_ = byte == '\r';
    if (!found_ && well_formed_ && due_ == 0 && long_characters_ >= 2) found_ = line_;
    ++line_;
    well_formed_ = true;
    due_ = 0;
    long_characters_ = 0;
  }

  void step(std::uint8_t byte) {
    after_cr_ = false;
    if (due_ > 0) {
      well_formed_ = well_formed_ && byte >= low_ && byte <= high_;
      low_ = 0x80;
      high_ = 0xBF;
      --due_;
    } else if (byte >= 0x80) {
      begin_character(byte);
    }
  }

  void begin_character(std::uint8_t lead) {
    well_formed_ = well_formed_ && lead >= 0xC2 && lead <= 0xF4;
    due_ = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (due_ > 1) ++long_characters_;
    low_ = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    high_ = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }

  std::uint64_t line_ = 1;
  std::optional<std::uint64_t> found_;
  bool after_cr_ = false;
  bool well_formed_ = true;
  int due_ = 0;
  int long_characters_ = 0;
  std::uint8_t low_ = 0x80;
  std::uint8_t high_ = 0xBF;
};

struct Attempt {
  bool fits = true;
  FilePlace place;
  std::string reason;
  bool saw_nul = false;
  std::optional<std::uint64_t> utf8_line;
};

Attempt try_charset(ByteSource& source, Charset charset) {
  source.rewind();
  StrictDecoder decoder(charset);
  Utf8LineFinder lines;
  Attempt attempt;
  while (attempt.fits) {
    const std::string_view piece = source.next();
    attempt.fits = decoder.feed(piece, piece.empty(), nullptr);
    if (charset == Charset::gb18030) lines.feed(piece);
    if (piece.empty()) break;
  }
  lines.finish();
  attempt.place = decoder.place();
  attempt.reason = decoder.reason();
  attempt.utf8_line = lines.found();
  attempt.saw_nul = decoder.saw_nul();
  return attempt;
}

/// The UTF-16 whose zero bytes a text shows: ASCII has one in each unit, always on the same side.
std::optional<Charset> utf16_by_zeros(std::string_view start) {
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1 : 0;
  const std::size_t units = start.size() / 2;
  if (units < 2) return std::nullopt;
  if (zeros[0] == 0 && zeros[1] * 2 >= units) return Charset::utf16_le;
  if (zeros[1] == 0 && zeros[0] * 2 >= units) return Charset::utf16_be;
  return std::nullopt;
}

std::optional<DetectedCharset> charset_by_mark(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF"sv)) return DetectedCharset{Charset::utf8, 3, 0};
  if (start.starts_with("\xFF\xFE\0\0"sv) || start.starts_with("\0\0\xFE\xFF"sv)) {
    throw BadDocument("charset_not_supported", {1, 0, 0, 1}, "the file is UTF-32; save it as UTF-8");
  }
  if (start.starts_with("\xFF\xFE"sv)) return DetectedCharset{Charset::utf16_le, 2, 0};
  if (start.starts_with("\xFE\xFF"sv)) return DetectedCharset{Charset::utf16_be, 2, 0};
  if (start.starts_with("\x84\x31\x95\x33"sv)) return DetectedCharset{Charset::gb18030, 4, 0};
  return std::nullopt;
}

void require(ByteSource& source, Charset charset) {
  const Attempt attempt = try_charset(source, charset);
  if (!attempt.fits) throw BadDocument("charset_malformed", attempt.place, attempt.reason);
}

Charset charset_without_mark(ByteSource& source, std::string_view start) {
  if (const auto utf16 = utf16_by_zeros(start)) {
    const Attempt attempt = try_charset(source, *utf16);
    if (attempt.fits && !attempt.saw_nul) return *utf16;
  }
  const Attempt utf8 = try_charset(source, Charset::utf8);
  if (utf8.fits) return Charset::utf8;
  const Attempt gb18030 = try_charset(source, Charset::gb18030);
  if (gb18030.utf8_line) {
    throw BadDocument("charset_mixed", {std::max(*gb18030.utf8_line, utf8.place.line), 0, 0, 0},
                      fmt::format("line {} is UTF-8, but line {} is not", *gb18030.utf8_line, utf8.place.line));
  }
  if (gb18030.fits) return Charset::gb18030;
  const Attempt& farther = gb18030.place.byte > utf8.place.byte ? gb18030 : utf8;
  throw BadDocument("charset_unknown", farther.place, "the bytes are neither UTF-8 nor GB 18030");
}

std::uint64_t measure(ByteSource& source, std::uint64_t maximum_bytes, std::string& start) {
  source.rewind();
  std::uint64_t bytes = 0;
  for (std::string_view piece = source.next(); !piece.empty(); piece = source.next()) {
    if (bytes == 0) start = piece;
    bytes += piece.size();
    if (bytes > maximum_bytes) {
      throw BadDocument("file_too_large", {}, fmt::format("the file has more than {} bytes", maximum_bytes));
    }
  }
  return bytes;
}

std::string all_of(TextSource& text) {
  std::string out;
  for (std::string_view piece = text.next(); !piece.empty(); piece = text.next()) out += piece;
  return out;
}

std::string_view mark_of(Charset charset) {
  switch (charset) {
    case Charset::utf8:
      return "\xEF\xBB\xBF"sv;
    case Charset::utf16_le:
      return "\xFF\xFE"sv;
    case Charset::utf16_be:
      return "\xFE\xFF"sv;
    case Charset::gb18030:
      return "\x84\x31\x95\x33"sv;
  }
  base::report_broken_invariant("a known charset", __FILE__, __LINE__);
}

}  // namespace

std::string_view to_text(Charset charset) {
  switch (charset) {
    case Charset::utf8:
      return "UTF-8";
    case Charset::utf16_le:
      return "UTF-16LE";
    case Charset::utf16_be:
      return "UTF-16BE";
    case Charset::gb18030:
      return "GB 18030";
  }
  base::report_broken_invariant("a known charset", __FILE__, __LINE__);
}

DetectedCharset detect_charset(ByteSource& source, std::uint64_t maximum_bytes) {
  std::string start;
  DetectedCharset detected;
  const std::uint64_t bytes = measure(source, maximum_bytes, start);
  if (const auto marked = charset_by_mark(start)) {
    detected = *marked;
    require(source, detected.charset);
  } else {
    detected.charset = charset_without_mark(source, start);
  }
  detected.file_bytes = bytes;
  source.rewind();
  return detected;
}

TextSource::TextSource(ByteSource& source, std::uint64_t maximum_bytes)
    : source_(source), detected_(detect_charset(source, maximum_bytes)), mark_left_(detected_.mark_bytes) {
  if (detected_.charset != Charset::utf8) decoder_ = std::make_unique<StrictDecoder>(detected_.charset);
}

TextSource::TextSource(ByteSource& source, Charset charset)
    : source_(source), mark_left_(0), decoder_(std::make_unique<StrictDecoder>(charset)) {
  source_.rewind();
  detected_.charset = charset;
  if (source_.next().starts_with(mark_of(charset))) detected_.mark_bytes = mark_of(charset).size();
  mark_left_ = detected_.mark_bytes;
  source_.rewind();
}

TextSource::~TextSource() = default;

std::string_view TextSource::next() {
  while (!at_end_) {
    std::string_view piece = source_.next();
    at_end_ = piece.empty();
    const std::size_t dropped = std::min(std::exchange(mark_left_, std::size_t{0}), piece.size());
    piece.remove_prefix(dropped);
    if (decoder_ == nullptr) {
      if (!piece.empty()) return piece;
      continue;
    }
    text_.clear();
    if (!decoder_->feed(piece, at_end_, &text_)) {
      FilePlace place = decoder_->place();
      place.byte += detected_.mark_bytes;
      throw BadDocument("charset_malformed", place, decoder_->reason());
    }
    if (!text_.empty()) return text_;
  }
  return {};
}

std::string to_utf8(std::string_view bytes, DetectedCharset* found) {
  MemorySource source(bytes);
  TextSource text(source);
  if (found != nullptr) *found = text.detected();
  return all_of(text);
}

std::string to_utf8(std::string_view bytes, Charset charset) {
  MemorySource source(bytes);
  TextSource text(source, charset);
  return all_of(text);
}

std::string from_utf8(std::string_view utf8, Charset charset) {
  if (charset == Charset::utf8) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const char* const name = charset == Charset::gb18030 ? "gb18030" : to_text(charset).data();
  std::string out(utf8.size() * 4 + 8, '\0');
  const std::int32_t length = ucnv_convert(name, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                                           utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
  FROSTKEEP_INVARIANT(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace frostkeep::documents
