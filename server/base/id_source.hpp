#pragma once
/// Makes the 64-bit ids of all things.

#include <cstdint>
#include <mutex>

#include "base/clock.hpp"

namespace frostkeep::base {

/// Layout of an id: 1 zero bit, 10 bits node, 53 bits microseconds since 2020-01-01T00:00:00Z. Ids of one node grow
/// with time, so new rows land at the end of an InnoDB table; several nodes never meet, because each holds its node
/// number by a lease row (database/node_lease.hpp).
/// Thread rule: next() may be called from any thread.
class IdSource {
 public:
  /// `last` is the highest id this node is known to have issued (0 for none): nothing at or below it is issued again,
  /// even if the clock stepped back.
  IdSource(const Clock& clock, std::uint32_t node, std::uint64_t last = 0);

  std::uint64_t next();
  /// Reserves `count` successive ids and returns the first.
  std::uint64_t next_block(std::uint64_t count);
  /// The highest id issued so far.
  std::uint64_t last() const;

  static constexpr std::uint32_t kNodes = 1024;

 private:
  const Clock& clock_;
  const std::uint64_t node_bits_;
  mutable std::mutex mutex_;
  std::uint64_t last_;
};

}  // namespace frostkeep::base
