#pragma once
/// What a container takes along when it moves: its contents' site, and the temperature of where it stands now.

#include <optional>
#include <vector>

#include "database/container_records.hpp"

namespace frostkeep::services {

/// Containers that are carried in one transaction to another site: each is changed and told, two rows.
constexpr std::size_t kMaxCarried = 9'000;

/// The thing as it is in its new place: with that place's site, and its temperature unless its own type says one (a
/// freezer is as cold in any room, a box as cold as its freezer).
domain::Container as_carried_to(const domain::Container& thing, const domain::Container& target);

/// Changes everything below from what `before` was to what `after` is: the site of all, the temperature of those that
/// had the thing's. Nothing to do if both are equal. The thing itself is the caller's. Locks all containers below, in
/// order of id; Refused(version_stale) if one came meanwhile, field_out_of_range {limit} for more than kMaxCarried.
void carry_contents(database::WriteTransaction& tx, const domain::Container& before, const domain::Container& after);

}  // namespace frostkeep::services
