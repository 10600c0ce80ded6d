#pragma once
/// Labels in ZPL II, the language of Zebra printers and of most that imitate them.

#include <string>

#include "labels/label.hpp"

namespace frostkeep::labels {

/// Most copies that one job may ask for.
constexpr int kMaxCopies = 100;

/// One format: `^XA`, page settings, the picture as one graphic field (`^GF`, hexadecimal with the run letters of the
/// ZPL II guide), the number of copies, `^XZ`. No text is ever sent as text: whatever stands in the label's data comes
/// out as dots, so it can't be a command, and the printer's fonts don't matter. `copies`, of equal labels, is 1 to
/// kMaxCopies.
std::string to_zpl(const Label& label, int copies);

}  // namespace frostkeep::labels
