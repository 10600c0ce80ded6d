#pragma once
/// Dividing a tube: what each part gets, what is left, and what may come out of what. Nothing appears or vanishes: the
/// parts and the rest are what was there, to the last unit.

#include <optional>
#include <vector>

#include "domain/amount.hpp"
#include "domain/material.hpp"

namespace frostkeep::domain {

/// One child to be: its material and how much it holds, if that is known.
struct Portion {
  const Material* material = nullptr;
  std::optional<Measure> amount = {};
};

struct Division {
  Amount left;                ///< in the parent
  std::vector<Amount> parts;  ///< of each child, in their order; all that the parent knows, in proportion
};

/// Divides what a tube holds. Portions of the tube's own material are poured over: their amounts go out of the parent.
/// Portions of another material are made: their amounts are their own, and `taken` says what that cost the parent.
/// Where `taken` is told, it is all that leaves the parent, and what is poured over must fit into it; the difference is
/// lost at the bench. Violations: material_not_derivable {material, parent}, amounts_do_not_add_up,
/// amount_too_small.
Checked<Division> divide(const Amount& held, const Material& material, const std::vector<Portion>& portions,
                         const std::optional<Measure>& taken);

}  // namespace frostkeep::domain
