#pragma once
/// A clock that stands still until a test moves it.

#include <atomic>

#include "base/clock.hpp"

namespace frostkeep::tests {

class FakeClock final : public base::Clock {
 public:
  explicit FakeClock(base::Timestamp start = {1'795'000'000LL * base::kSecond}) : now_(start.microseconds) {}
  base::Timestamp now() const override { return {now_.load()}; }
  void advance(std::int64_t microseconds) { now_ += microseconds; }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace frostkeep::tests
