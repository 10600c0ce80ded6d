#include "base/id_source.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::base {
namespace {
constexpr std::int64_t kEpoch2020 = 1'577'836'800LL * kSecond;
constexpr int kTimeBits = 53;
}  // namespace

IdSource::IdSource(const Clock& clock, std::uint32_t node, std::uint64_t last)
    : clock_(clock), node_bits_(static_cast<std::uint64_t>(node) << kTimeBits), last_(std::max(last, node_bits_)) {
  FROSTKEEP_INVARIANT(node < kNodes);
}

std::uint64_t IdSource::next() { return next_block(1); }

std::uint64_t IdSource::next_block(std::uint64_t count) {
  FROSTKEEP_INVARIANT(count > 0);
  const std::int64_t elapsed = std::max<std::int64_t>(clock_.now().microseconds - kEpoch2020, 1);
  const std::uint64_t by_time = node_bits_ | static_cast<std::uint64_t>(elapsed);
  const std::lock_guard lock(mutex_);
  const std::uint64_t first = std::max(by_time, last_ + 1);
  last_ = first + count - 1;
  return first;
}

std::uint64_t IdSource::last() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

}  // namespace frostkeep::base
