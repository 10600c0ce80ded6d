#pragma once
/// The only source of "now". Two real implementations exist: the system's and the tests'
/// (tests/support/fake_clock.hpp).

#include "base/timestamp.hpp"

namespace frostkeep::base {

class Clock {
 public:
  virtual ~Clock() = default;
  /// UTC wall time. Safe from any thread.
  virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
};

}  // namespace frostkeep::base
