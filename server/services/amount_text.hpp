#pragma once
/// Amounts as lists and maps show them.

#include <string>

#include "domain/amount.hpp"

namespace frostkeep::services {

/// All kinds that are known, "1.5 mL, 12 ng"; empty for none.
std::string amount_text(const domain::Amount& amount, domain::Language language);

}  // namespace frostkeep::services
