#pragma once
/// The assertion for bugs. A condition that can be false because of input is a refusal, not an invariant.

#include <stdexcept>

namespace frostkeep::base {

/// Thrown in release builds when an invariant is broken: the transaction rolls back and the log has the expression.
class BrokenInvariant : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Aborts in test builds, throws BrokenInvariant otherwise.
[[noreturn]] void report_broken_invariant(const char* expression, const char* file, int line);

}  // namespace frostkeep::base

#define FROSTKEEP_INVARIANT(condition) \
  ((condition) ? static_cast<void>(0) : ::frostkeep::base::report_broken_invariant(#condition, __FILE__, __LINE__))
