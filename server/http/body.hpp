#pragma once
/// The body of a request: in memory while it is small, else in a file without a name.

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace frostkeep::http {

/// Bytes up to which a body stays in memory.
constexpr std::uint64_t kBodyInMemory = 64 * 1024;

/// Read-only bytes. Movable; views end with it.
class Body {
 public:
  Body() = default;
  explicit Body(std::string bytes) : memory_(std::move(bytes)) {}
  Body(Body&& other) noexcept;
  Body& operator=(Body&& other) noexcept;
  ~Body();

  /// All bytes. A spooled body is mapped, so they needn't fit into memory.
  std::string_view view() const { return mapped_ ? std::string_view(mapped_, size_) : std::string_view(memory_); }
  bool is_spooled() const { return mapped_ != nullptr; }

 private:
  friend Body read_body(std::istream&, std::uint64_t, const std::string&);
  std::string memory_;
  const char* mapped_ = nullptr;
  std::size_t size_ = 0;
};

/// The body ended before its announced length.
class BodyCutShort {};

/// Reads exactly `length` bytes; the caller has compared that number with its limit. More than kBodyInMemory go into a
/// file in `spool_folder` that is unlinked at once, so a crash leaves nothing behind. Memory grows with what arrives,
/// never with what was announced. Throws BodyCutShort, or std::system_error if the folder can't take the bytes.
Body read_body(std::istream& in, std::uint64_t length, const std::string& spool_folder);

}  // namespace frostkeep::http
