#include "services/timeline.hpp"

#include <algorithm>

#include "services/timeline_words.hpp"

namespace frostkeep::services {

std::vector<TimelineItem> describe_entries(const database::ReadTransaction& tx, House& house,
                                           const std::vector<database::StoredEntry>& entries) {
  TimelineWords words(tx, house);
  std::vector<TimelineItem> items;
  for (const database::StoredEntry& stored : entries) {
    const domain::LedgerEntry& entry = stored.entry;
    TimelineItem item{entry, words.person(entry.actor), words.site(entry.site), 0, {}};
    for (const domain::FieldChange& change : domain::decode_changes(entry.payload)) {
      item.changes.push_back({words.field(entry.stream_kind, change.field),
                              words.value(entry.stream_kind, change.field, change.before),
                              words.value(entry.stream_kind, change.field, change.after)});
    }
    items.push_back(std::move(item));
  }
  for (const TimelineItem& later : items) {
    for (TimelineItem& earlier : items) {
      if (later.entry.corrects != 0 && earlier.entry.entry_id == later.entry.corrects) {
        earlier.struck_by = later.entry.entry_id;
      }
    }
  }
  std::stable_sort(items.begin(), items.end(), [](const TimelineItem& a, const TimelineItem& b) {
    return a.entry.event_time < b.entry.event_time;
  });
  return items;
}

}  // namespace frostkeep::services
