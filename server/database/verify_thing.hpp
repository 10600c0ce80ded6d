#pragma once
/// The second look of verify: one thing, all of it, in one consistent view, compared fact by fact.

#include <vector>

#include "database/transaction.hpp"
#include "database/verify.hpp"

namespace frostkeep::database {

/// Every disagreement of one thing; none if it is sound. `tx` is a snapshot.
std::vector<Finding> examine_thing(const ReadTransaction& tx, domain::StreamKind kind, std::uint64_t id);

}  // namespace frostkeep::database
