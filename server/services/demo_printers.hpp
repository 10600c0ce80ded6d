#pragma once
/// The demo's label printers.

#include <span>

#include "database/transaction.hpp"

namespace frostkeep::services {

/// One at each site, on this machine's port 9100, with cryovial labels loaded.
void make_demo_printers(database::WriteTransaction& tx, std::span<const domain::SiteId> sites);

}  // namespace frostkeep::services
