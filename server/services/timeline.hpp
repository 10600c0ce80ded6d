#pragma once
/// Ledger entries as people read them; used by each noun's timeline.

#include <string>
#include <vector>

#include "database/ledger_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// One changed field as people read it.
struct TimelineChange {
  std::string field;
  std::string before;
  std::string after;
};

struct TimelineItem {
  domain::LedgerEntry entry;
  std::string actor;
  std::string site;
  std::uint64_t struck_by = 0;  ///< the entry that corrected or undid this one
  std::vector<TimelineChange> changes;
};

struct Timeline {
  std::vector<TimelineItem> items;  ///< in order of event time
  bool more = false;
  std::string next = {};  ///< what `after` must be for the next page; empty on the last
};

/// Entries of one page.
constexpr std::uint32_t kTimelinePage = 1'000;

/// Names, places and states instead of numbers; struck entries know what struck them. In order of event time. Entries
/// may be of any replayed thing but an identity, whose values nobody reads here.
std::vector<TimelineItem> describe_entries(const database::ReadTransaction& tx, House& house,
                                           const std::vector<database::StoredEntry>& entries);

}  // namespace frostkeep::services
