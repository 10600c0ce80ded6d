#pragma once
/// The kinds of bar codes that labels carry.

#include <optional>
#include <string_view>

namespace frostkeep::labels {

/// `data_matrix` is ECC 200 and square (ISO/IEC 16022), `qr` has error correction M (ISO/IEC 18004), `code_128` chooses
/// its subsets itself (ISO/IEC 15417).
enum class Symbology { data_matrix, qr, code_128 };

/// As templates write it: `data_matrix`, `qr`, `code_128`.
constexpr std::string_view to_text(Symbology symbology) {
  switch (symbology) {
    case Symbology::data_matrix: return "data_matrix";
    case Symbology::qr: return "qr";
    case Symbology::code_128: return "code_128";
  }
  return "";
}

constexpr std::optional<Symbology> parse_symbology(std::string_view text) {
  for (const auto symbology : {Symbology::data_matrix, Symbology::qr, Symbology::code_128}) {
    if (to_text(symbology) == text) return symbology;
  }
  return std::nullopt;
}

/// White modules that the standards ask for around a symbol (code 128: at its left and right).
constexpr int required_quiet_modules(Symbology symbology) {
  switch (symbology) {
    case Symbology::data_matrix: return 1;
    case Symbology::qr: return 4;
    case Symbology::code_128: return 10;
  }
  return 0;
}

}  // namespace frostkeep::labels
