#pragma once
/// Things that come with their past: a row in its last state and every entry that led there, many at once. Entry for
/// entry this is what insert_things and change_things write one after the other, so verify sees no difference; for
/// whoever fills a house (the demo, a bench) without waiting for a round trip per act.

#include <span>
#include <vector>

#include "database/occupancy_records.hpp"
#include "database/sample_records.hpp"
#include "database/things.hpp"

namespace frostkeep::database {

/// One act of the past, as its entry tells it.
struct PastStep {
  domain::Happening what = domain::Happening::registered;
  base::Timestamp at;  ///< when it happened and, in a past that was recorded at once, when that was known
  std::vector<domain::FieldChange> changes = {};  ///< in ascending order of field
  domain::UserId actor = {};
  domain::SiteId site = {};
  std::uint64_t entry_id = 0;  ///< made by the writer if 0
  std::string reason = {};
};

struct ThingWithPast {
  std::uint64_t id = 0;
  std::vector<PastStep> steps = {};  ///< oldest first, at least one
};

/// Rows whose version is the number of their steps, and the entries. Steps without an entry id get one.
void insert_with_past(WriteTransaction& tx, const ThingTable& table, std::span<ThingWithPast> things);

/// A place that was left: the stay that its entry opened, and the entry and time that closed it.
struct EndedStay {
  Placing placing;
  std::uint64_t closed_by = 0;
  base::Timestamp to;
};
void insert_ended_stays(WriteTransaction& tx, std::span<const EndedStay> stays);
/// Places that are kept for things that are out; the stays themselves have ended.
void insert_kept_places(WriteTransaction& tx, std::span<const Placing> kept);

}  // namespace frostkeep::database
