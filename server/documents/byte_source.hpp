#pragma once
/// The bytes of a file, piece by piece and more than once: a charset is known only when all bytes were seen.

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace frostkeep::documents {

/// Largest piece that a source hands out.
constexpr std::size_t kPieceBytes = 64 * 1024;

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// The next piece, at most kPieceBytes; empty at the end. The view lives until the next call.
  virtual std::string_view next() = 0;
  /// Starts over.
  virtual void rewind() = 0;
};

/// Bytes in memory; they must outlive the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes), rest_(bytes) {}
  std::string_view next() override;
  void rewind() override { rest_ = bytes_; }

 private:
  std::string_view bytes_;
  std::string_view rest_;
};

/// A seekable stream (a spool file), from where it stands at construction; it must outlive the source. A read that
/// fails throws BadDocument `file_unreadable`.
class StreamSource final : public ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream), start_(stream.tellg()) {}
  std::string_view next() override;
  void rewind() override;

 private:
  std::istream& stream_;
  std::istream::pos_type start_;
  std::string buffer_;
};

}  // namespace frostkeep::documents
