#pragma once
/// Who may include whom, and which outside library may be used where (docs/adr/0001-floors.md).

#include "tidy/tree.hpp"

namespace frostkeep::tidy {

/// Includes of server/ and labels/ against the table of floors.
Findings include_findings(const Tree& tree);

}  // namespace frostkeep::tidy
