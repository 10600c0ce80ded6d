#include "labels/symbol_writer.hpp"

#include <zint.h>

#include <algorithm>
#include <memory>

namespace frostkeep::labels {
namespace {

constexpr std::size_t kLongestText = 64;
constexpr int kQrErrorCorrectionM = 2;

using ZintSymbol = std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)>;

void choose(zint_symbol& symbol, Symbology symbology) {
  switch (symbology) {
    case Symbology::data_matrix:
      symbol.symbology = BARCODE_DATAMATRIX;
      symbol.option_3 = DM_SQUARE;
      break;
    case Symbology::qr:
      symbol.symbology = BARCODE_QRCODE;
      symbol.option_1 = kQrErrorCorrectionM;
      break;
    case Symbology::code_128: symbol.symbology = BARCODE_CODE128; break;
  }
  symbol.input_mode = DATA_MODE;
}

}  // namespace

bool is_symbol_text(std::string_view text) {
  return !text.empty() && text.size() <= kLongestText &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

std::optional<Picture> write_symbol(Symbology symbology, std::string_view text) {
  if (!is_symbol_text(text)) return std::nullopt;
  const ZintSymbol symbol(ZBarcode_Create(), &ZBarcode_Delete);
  if (!symbol) return std::nullopt;
  choose(*symbol, symbology);
  const auto* source = reinterpret_cast<const unsigned char*>(text.data());
  if (ZBarcode_Encode(symbol.get(), source, static_cast<int>(text.size())) != 0) return std::nullopt;

  Picture picture(symbol->width, symbol->rows);
  for (int y = 0; y < symbol->rows; ++y) {
    for (int x = 0; x < symbol->width; ++x) {
      if ((symbol->encoded_data[y][x / 8] >> (x % 8) & 1) != 0) picture.blacken(x, y);
    }
  }
  return picture;
}

}  // namespace frostkeep::labels
