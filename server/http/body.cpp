#include "http/body.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <istream>
#include <system_error>
#include <utility>

namespace frostkeep::http {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A file without a name; closed at the end of its scope, while a mapping of it lives on.
class SpoolFile {
 public:
  explicit SpoolFile(const std::string& folder)
      : descriptor_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail("open a spool file");
  }
  ~SpoolFile() { ::close(descriptor_); }
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  void append(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) fail("write a spool file");
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  const char* map(std::size_t size) const {
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor_, 0);
    if (address == MAP_FAILED) fail("map a spool file");
    return static_cast<const char*>(address);
  }

 private:
  const int descriptor_;
};

/// Hands the bytes on in pieces.
template <typename Take>
void read_exactly(std::istream& in, std::uint64_t length, const Take& take) {
  std::array<char, 16 * 1024> piece;
  while (length > 0) {
    in.read(piece.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(length, piece.size())));
    const auto got = static_cast<std::size_t>(in.gcount());
    if (got == 0) throw BodyCutShort{};
    take(std::string_view(piece.data(), got));
    length -= got;
  }
}

}  // namespace

Body::Body(Body&& other) noexcept
    : memory_(std::move(other.memory_)), mapped_(std::exchange(other.mapped_, nullptr)), size_(other.size_) {}

Body& Body::operator=(Body&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(mapped_, other.mapped_);
  std::swap(size_, other.size_);
  return *this;
}

Body::~Body() {
  if (mapped_) ::munmap(const_cast<char*>(mapped_), size_);
}

Body read_body(std::istream& in, std::uint64_t length, const std::string& spool_folder) {
  Body body;
  if (length <= kBodyInMemory) {
    read_exactly(in, length, [&](std::string_view piece) { body.memory_.append(piece); });
    return body;
  }
  SpoolFile file(spool_folder);
  read_exactly(in, length, [&](std::string_view piece) { file.append(piece); });
  body.size_ = static_cast<std::size_t>(length);
  body.mapped_ = file.map(body.size_);
  return body;
}

}  // namespace frostkeep::http
