#include "domain/refusal.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::domain {

Refused::Refused(std::vector<Violation> violations) : violations_(std::move(violations)) {
  FROSTKEEP_INVARIANT(!violations_.empty());
  std::stable_sort(violations_.begin(), violations_.end(),
                   [](const Violation& a, const Violation& b) { return a.code < b.code; });
}

}  // namespace frostkeep::domain
