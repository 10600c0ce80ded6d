#pragma once
/// A value that was read and judged, or everything that is wrong with it.

#include <optional>
#include <utility>
#include <vector>

#include "domain/refusal.hpp"

namespace frostkeep::domain {

/// Either a value and no violation, or no value and at least one violation.
template <typename T>
struct Checked {
  std::optional<T> value = {};
  std::vector<Violation> violations = {};

  Checked(T good) : value(std::move(good)) {}                          // NOLINT: a value is its own success
  Checked(Violation one) : violations{std::move(one)} {}               // NOLINT
  Checked(std::vector<Violation> all) : violations(std::move(all)) {}  // NOLINT

  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

}  // namespace frostkeep::domain
