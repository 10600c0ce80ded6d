#include "services/timeline.hpp"

#include <algorithm>
#include <map>

#include "base/bytes.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::FieldValue;

std::string place_text(const ReadTransaction& tx, House& house, const FieldValue& value) {
  const database::PlaceRef place = database::place_of(value);
  const auto container = database::find_container(tx, place.container);
  if (!container) return {};
  return container->code + " " + house.types.label(tx, container->type.id, place.position);
}

bool is_time(std::string_view column) {
  return column.size() > 3 && column.substr(column.size() - 3) == "_at";
}

std::string value_text(const ReadTransaction& tx, House& house, const database::ThingTable& table, std::uint16_t field,
                       const FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return {};
  if (field == domain::kPlaceField || field == domain::kKeptPlaceField) return place_text(tx, house, value);
  if (field == domain::kCodeField) return std::get<std::string>(value).substr(8);
  if (field == domain::kParentField || field == domain::kDonorField) {
    return std::to_string(base::ByteReader(std::get<std::string>(value)).u64());
  }
  if (const auto* bytes = std::get_if<std::string>(&value)) return *bytes;
  const std::int64_t number = std::get<std::int64_t>(value);
  const std::string_view column = table.column_of(field);
  if (is_time(column)) return base::to_text(base::Timestamp{number});
  if (table.kind == domain::StreamKind::sample && field == database::SampleField::state) {
    return std::string(to_text(static_cast<domain::SampleState>(number)));
  }
  if (table.kind == domain::StreamKind::sample && field == database::SampleField::kind) {
    return std::string(name_of(static_cast<domain::SampleKind>(number)));
  }
  if (table.kind == domain::StreamKind::container && field == database::ContainerField::state) {
    return std::string(name_of(static_cast<domain::ContainerState>(number)));
  }
  return std::to_string(number);
}

std::string field_name(const database::ThingTable& table, std::uint16_t field) {
  switch (field) {
    case domain::kCodeField:
      return "code_label";
    case domain::kPlaceField:
      return "place";
    case domain::kKeptPlaceField:
      return "kept_place";
    case domain::kParentField:
      return "parent";
    case domain::kDonorField:
      return "donor";
    case domain::kBlockField:
      return "blocked_position";
    default:
      return std::string(table.column_of(field));
  }
}

}  // namespace

std::vector<TimelineItem> describe_entries(const ReadTransaction& tx, House& house, const database::ThingTable& table,
                                           const std::vector<database::StoredEntry>& entries) {
  std::map<std::uint64_t, std::string> people;
  std::map<std::uint64_t, std::string> sites;
  for (const database::Site& site : database::read_sites(tx)) sites[site.id.value] = site.code;
  std::vector<TimelineItem> items;
  for (const database::StoredEntry& stored : entries) {
    TimelineItem item{stored.entry, {}, sites[stored.entry.site], 0, {}};
    const std::uint64_t actor = stored.entry.actor;
    if (!people.count(actor)) {
      const auto user = database::find_user(tx, domain::UserId{actor});
      people[actor] = user ? user->display_name : std::string();
    }
    item.actor = people[actor];
    for (const domain::FieldChange& change : domain::decode_changes(stored.entry.payload)) {
      item.changes.push_back({field_name(table, change.field),
                              value_text(tx, house, table, change.field, change.before),
                              value_text(tx, house, table, change.field, change.after)});
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
