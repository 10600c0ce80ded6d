#pragma once
/// Bytes in and out: fixed-width big-endian numbers, variable-length numbers, hexadecimal.

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace frostkeep::base {

/// Appends to a growing string of bytes.
class ByteWriter {
 public:
  void u8(std::uint8_t v) { out_.push_back(static_cast<char>(v)); }
  void u16(std::uint16_t v) { big_endian(v, 2); }
  void u32(std::uint32_t v) { big_endian(v, 4); }
  void u64(std::uint64_t v) { big_endian(v, 8); }
  void i64(std::int64_t v) { big_endian(static_cast<std::uint64_t>(v), 8); }
  /// LEB128: 7 bits a byte, lowest first, the high bit set on all but the last.
  void varint(std::uint64_t v);
  /// Zigzag, then varint: small negative numbers stay short.
  void signed_varint(std::int64_t v);
  void raw(std::string_view bytes) { out_.append(bytes); }
  /// Length as varint, then the bytes.
  void prefixed(std::string_view bytes);

  const std::string& bytes() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void big_endian(std::uint64_t v, int width);
  std::string out_;
};

/// Thrown by ByteReader when the bytes end early or a number is too long.
class BadBytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads what ByteWriter wrote. The view must outlive the reader.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(big_endian(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(big_endian(4)); }
  std::uint64_t u64() { return big_endian(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(big_endian(8)); }
  std::uint64_t varint();
  std::int64_t signed_varint();
  std::string_view raw(std::size_t count);
  std::string_view prefixed() { return raw(static_cast<std::size_t>(varint())); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::uint64_t big_endian(int width);
  std::string_view rest_;
};

/// Lower-case hexadecimal of bytes.
std::string to_hex(std::string_view bytes);
/// Reads an even number of hexadecimal digits of either case; nothing for any other text.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace frostkeep::base
