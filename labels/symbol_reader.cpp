#include "labels/symbol_reader.hpp"

// Text as UTF-8; without it ZXing 1.4 gives wide characters.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <cstdint>
#include <vector>

namespace frostkeep::labels {
namespace {

ZXing::BarcodeFormat format_of(Symbology symbology) {
  switch (symbology) {
    case Symbology::data_matrix: return ZXing::BarcodeFormat::DataMatrix;
    case Symbology::qr: return ZXing::BarcodeFormat::QRCode;
    case Symbology::code_128: return ZXing::BarcodeFormat::Code128;
  }
  return ZXing::BarcodeFormat::None;
}

}  // namespace

std::optional<std::string> read_symbol(const Picture& picture, Symbology symbology) {
  const auto width = static_cast<std::size_t>(picture.width());
  std::vector<std::uint8_t> grey(width * static_cast<std::size_t>(picture.height()), 0xff);
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (picture.is_black(x, y)) grey[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] = 0;
    }
  }
  // One format, one symbol, no smaller copies: the way through ZXing 1.4 that has no known abort.
  const auto hints = ZXing::DecodeHints()
                         .setFormats(format_of(symbology))
                         .setTryHarder(true)
                         .setTryRotate(false)
                         .setTryDownscale(false)
                         .setBinarizer(ZXing::Binarizer::FixedThreshold);
  const auto result =
      ZXing::ReadBarcode({grey.data(), picture.width(), picture.height(), ZXing::ImageFormat::Lum}, hints);
  if (!result.isValid() || result.format() != format_of(symbology)) return std::nullopt;
  return result.text();
}

}  // namespace frostkeep::labels
