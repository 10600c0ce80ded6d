#pragma once
/// Which charset a file is in, and its text as UTF-8. Nothing is guessed away: bytes that fit no charset are refused
/// with their line, and a wrong byte never becomes U+FFFD.
///
/// Order of detection: byte order mark (UTF-8, UTF-16); UTF-16 without one where half of the bytes say so; strict
/// UTF-8; strict GB 18030; else refused. A text of UTF-8 and GB 18030 lines mixed is refused too, although GB 18030
/// alone might take it: three UTF-8 bytes often read as one and a half Chinese characters.
///
/// GB 18030 is that of 2022: the 24 positions which the edition of 2005 put into the private use area have their real
/// characters. Private use characters beyond these are refused, since no two systems agree what they are.
///
/// BadDocument codes: charset_unknown, charset_mixed, charset_not_supported (UTF-32), charset_malformed (the bytes
/// break the charset that the mark or the caller named). Functions are safe from any thread; objects belong to one.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "documents/byte_source.hpp"

namespace frostkeep::documents {

class StrictDecoder;

enum class Charset { utf8, utf16_le, utf16_be, gb18030 };

/// "UTF-8", "UTF-16LE", "UTF-16BE", "GB 18030".
std::string_view to_text(Charset charset);

struct DetectedCharset {
  Charset charset = Charset::utf8;
  std::size_t mark_bytes = 0;  ///< length of the byte order mark; 0 without one
  std::uint64_t file_bytes = 0;
};

/// Reads the whole source (twice if it isn't UTF-8) in constant memory and rewinds it. Files of more than
/// `maximum_bytes` are refused: BadDocument file_too_large.
DetectedCharset detect_charset(ByteSource& source, std::uint64_t maximum_bytes = 64ull * 1024 * 1024);

/// The text of a source as UTF-8, piece by piece, without its byte order mark.
class TextSource {
 public:
  /// Detects the charset first. The source must outlive this.
  explicit TextSource(ByteSource& source, std::uint64_t maximum_bytes = 64ull * 1024 * 1024);
  /// For a charset that the caller knows; a byte order mark of that charset is dropped.
  TextSource(ByteSource& source, Charset charset);
  ~TextSource();

  const DetectedCharset& detected() const { return detected_; }
  /// The next piece of well-formed UTF-8 (it may end within a character); empty at the end. The view lives until the
  /// next call.
  std::string_view next();

 private:
  ByteSource& source_;
  DetectedCharset detected_;
  std::size_t mark_left_;
  std::unique_ptr<StrictDecoder> decoder_;  ///< none where the bytes are known to be UTF-8 already
  std::string text_;
  bool at_end_ = false;
};

/// The whole text as UTF-8; `found` tells the charset if asked.
std::string to_utf8(std::string_view bytes, DetectedCharset* found = nullptr);
/// The text of bytes in a known charset.
std::string to_utf8(std::string_view bytes, Charset charset);
/// The bytes of UTF-8 text in a charset, without a byte order mark. The text must be well-formed.
std::string from_utf8(std::string_view utf8, Charset charset);

}  // namespace frostkeep::documents
