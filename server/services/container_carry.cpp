#include "services/container_carry.hpp"

#include <map>

#include "database/container_tree_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::services {

using database::LockedContainer;
using database::WriteTransaction;

domain::Container as_carried_to(const domain::Container& thing, const domain::Container& target) {
  domain::Container after = thing;
  after.site = target.site;
  if (!thing.type.temperature_mdeg_c && target.temperature()) after.temperature_mdeg_c = target.temperature();
  return after;
}

void carry_contents(WriteTransaction& tx, const domain::Container& before, const domain::Container& after) {
  if (before.site == after.site && before.temperature_mdeg_c == after.temperature_mdeg_c) return;
  const auto below = database::containers_under(tx, before.id);
  if (below.size() > kMaxCarried) {
    throw domain::Refused(domain::ErrorCode::field_out_of_range,
                          {{"field", "container"}, {"limit", std::to_string(kMaxCarried)}});
  }
  if (below.empty()) return;
  const std::vector<LockedContainer> locked = database::lock_containers(tx, below);
  // Under these locks nothing can be put into any of them: whatever came before they were taken is seen now.
  if (database::containers_under(tx, before.id) != below) throw domain::Refused(domain::ErrorCode::version_stale);
  std::map<std::vector<std::uint16_t>, std::vector<database::ThingChange>> groups;
  for (const LockedContainer& one : locked) {
    domain::Container moved = one.container;
    moved.site = after.site;
    if (moved.temperature_mdeg_c == before.temperature_mdeg_c) moved.temperature_mdeg_c = after.temperature_mdeg_c;
    std::vector<domain::FieldChange> changes = database::changes_between(one.container, moved);
    if (changes.empty()) continue;
    std::vector<std::uint16_t> columns;
    for (const domain::FieldChange& change : changes) columns.push_back(change.field);
    groups[columns].push_back({one.head, std::move(changes)});
  }
  for (auto& [columns, changes] : groups) {
    database::change_things(tx, database::kContainers, changes, {domain::Happening::moved});
  }
}

}  // namespace frostkeep::services
