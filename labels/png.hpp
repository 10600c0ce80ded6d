#pragma once
/// Previews. Safe from any thread.

#include <string>

#include "labels/label.hpp"

namespace frostkeep::labels {

/// The label's picture as a 1-bit PNG, dot by dot, with its true size in the pHYs chunk.
std::string to_png(const Label& label);

}  // namespace frostkeep::labels
