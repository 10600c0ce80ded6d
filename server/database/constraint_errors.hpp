#pragma once
/// The names of constraints are part of the interface: this is the one table from (table, key) to a refusal.

#include <optional>

#include "database/statement.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {

/// The refusal that a duplicate key (1062) or a violated check (4025) stands for; nothing for any other error and for
/// constraints that only a bug can break.
std::optional<domain::Refused> refusal_of(const DatabaseError& error);

}  // namespace frostkeep::database
