#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "documents/bad_document.hpp"
#include "documents/charset.hpp"
#include "fuzz_input.hpp"

namespace frostkeep::documents {
namespace {

/// Bytes in pieces of three: no character, mark or line end stays whole.
class CrumbSource final : public ByteSource {
 public:
  explicit CrumbSource(std::string_view bytes) : bytes_(bytes), rest_(bytes) {}
  std::string_view next() override {
    const std::string_view piece = rest_.substr(0, 3);
    rest_.remove_prefix(piece.size());
    return piece;
  }
  void rewind() override { rest_ = bytes_; }

 private:
  std::string_view bytes_;
  std::string_view rest_;
};

std::optional<std::string> crumbs_to_utf8(std::string_view bytes, Charset charset) {
  CrumbSource source(bytes);
  std::string out;
  try {
    TextSource text(source, charset);
    for (std::string_view piece = text.next(); !piece.empty(); piece = text.next()) out += piece;
  } catch (const BadDocument&) {
    return std::nullopt;
  }
  return out;
}

void check(std::string_view bytes) {
  DetectedCharset found;
  std::string text;
  try {
    text = to_utf8(bytes, &found);
  } catch (const BadDocument& bad) {
    fuzz::expect(bad.place().byte <= bytes.size() + 1, "a refused byte lies inside the file");
    return;
  }
  fuzz::expect(base::is_utf8(text), "what comes out is UTF-8");
  fuzz::expect(found.file_bytes == bytes.size(), "all bytes were seen");
  if (found.mark_bytes != 3) {
    fuzz::expect(to_utf8(from_utf8(text, found.charset), found.charset) == text || text.starts_with("\uFEFF"),
                 "the text survives its own charset");
  }
  const auto crumbs = crumbs_to_utf8(bytes, found.charset);
  fuzz::expect(found.mark_bytes != 0 || text.starts_with("\uFEFF") || crumbs == text, "pieces make no difference");
}

}  // namespace
}  // namespace frostkeep::documents

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  frostkeep::documents::check(frostkeep::fuzz::text_of(data, size));
  return 0;
}
