#pragma once
/// Which of the 1,024 id-making nodes this server is: a row that it holds and renews.

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "database/statement.hpp"

namespace frostkeep::database {

struct NodeLease {
  std::uint32_t node = 0;
  std::uint64_t last_id = 0;  ///< the highest id that an earlier holder may have issued
  std::string holder;         ///< 16 random bytes that say who holds it
};

/// Takes the first node number that is free or whose lease has run out (60 s). Throws DatabaseError if all are held.
NodeLease take_node(Connection& connection, const base::Clock& clock);
/// Holds on for another 60 s and notes the highest id issued. False if the lease was lost: the server must stop making
/// ids.
bool renew_node(Connection& connection, const NodeLease& lease, std::uint64_t last_id, const base::Clock& clock);
/// Lets the number go at an orderly stop.
void release_node(Connection& connection, const NodeLease& lease, std::uint64_t last_id);

}  // namespace frostkeep::database
