#pragma once
/// Ledger entries as people read them; used by each noun's timeline.

#include "services/sample_service.hpp"

namespace frostkeep::services {

/// Names, places and states instead of numbers; struck entries know what struck them. In order of event time.
std::vector<TimelineItem> describe_entries(const database::ReadTransaction& tx, House& house,
                                           const database::ThingTable& table,
                                           const std::vector<database::StoredEntry>& entries);

}  // namespace frostkeep::services
