#pragma once
/// Makes bar codes, by zint. Safe from any thread.

#include <optional>
#include <string_view>

#include "labels/picture.hpp"
#include "labels/symbol.hpp"

namespace frostkeep::labels {

/// Whether a bar code may carry the text: 1 to 64 printable ASCII characters. Scanners type what they read, and only
/// these come out of every scanner and every keyboard setting as they went in.
bool is_symbol_text(std::string_view text);

/// The smallest symbol that carries the text, one dot a module, without quiet zone; code 128 is one dot high.
/// Nothing if `text` is no symbol text or doesn't fit.
std::optional<Picture> write_symbol(Symbology symbology, std::string_view text);

}  // namespace frostkeep::labels
