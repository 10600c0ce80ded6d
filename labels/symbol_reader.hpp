#pragma once
/// Reads bar codes of our own labels, by ZXing: another library than the one that wrote them. Safe from any thread.
/// Not for foreign pictures: ZXing 1.4 can end the process on some of those.

#include <optional>
#include <string>

#include "labels/picture.hpp"
#include "labels/symbol.hpp"

namespace frostkeep::labels {

/// The text of the one symbol in the middle of `picture`, which must be of this kind, be upright and stand in its quiet
/// zone, at four dots a module or more. Nothing if there is none.
std::optional<std::string> read_symbol(const Picture& picture, Symbology symbology);

}  // namespace frostkeep::labels
