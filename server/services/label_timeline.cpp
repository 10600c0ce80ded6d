#include "services/label_timeline.hpp"

#include <algorithm>
#include <iterator>

#include "database/print_records.hpp"

namespace frostkeep::services {

void add_label_prints(const database::ReadTransaction& tx, House& house, std::uint64_t thing, domain::EntryId from,
                      domain::EntryId below, Timeline& timeline) {
  auto items = describe_entries(tx, house, database::label_entries_of(tx, thing, from, below));
  for (TimelineItem& item : items) {
    std::erase_if(item.changes, [](const TimelineChange& c) { return c.field != "part" && c.field != "copy_number"; });
  }
  std::ranges::move(items, std::back_inserter(timeline.items));
  std::ranges::stable_sort(timeline.items, {}, [](const TimelineItem& item) { return item.entry.event_time; });
}

}  // namespace frostkeep::services
