#pragma once
/// One pass over bytes of a known charset, by ICU, stopping at the first byte that breaks it. Inner part of
/// charset.hpp.

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "documents/bad_document.hpp"
#include "documents/charset.hpp"

struct UConverter;

namespace frostkeep::documents {

class StrictDecoder {
 public:
  explicit StrictDecoder(Charset charset);
  ~StrictDecoder();

  /// Decodes the next bytes and appends their UTF-8 to `out` where one is given; `last` says that no more will come.
  /// False at the first byte that breaks the charset: then place() and reason() tell it and the decoder is done.
  bool feed(std::string_view bytes, bool last, std::string* out);

  /// Line and byte of the breach.
  const FilePlace& place() const { return place_; }
  const std::string& reason() const { return reason_; }
  /// Whether U+0000 was among the characters: no text file has it.
  bool saw_nul() const { return saw_nul_; }

 private:
  struct Close {
    void operator()(UConverter* converter) const;
  };
  bool take_units(std::size_t count, std::string* out);
  bool fail(std::uint64_t byte, std::string reason);
  void count_line_end(char16_t unit);

  static constexpr std::size_t kUnits = 8 * 1024;

  Charset charset_;
  std::unique_ptr<UConverter, Close> converter_;
  std::array<char16_t, kUnits> units_{};
  std::array<std::int32_t, kUnits> offsets_{};
  std::uint64_t consumed_ = 0;
  char16_t lead_ = 0;
  bool after_cr_ = false;
  bool saw_nul_ = false;
  FilePlace place_{1, 0, 0, 0};
  std::string reason_;
};

}  // namespace frostkeep::documents
