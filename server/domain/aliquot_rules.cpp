#include "domain/aliquot_rules.hpp"

namespace frostkeep::domain {
namespace {

std::vector<Violation> judge_materials(const Material& material, const std::vector<Portion>& portions) {
  std::vector<Violation> out;
  const Material* refused = nullptr;
  for (const Portion& portion : portions) {
    if (portion.material == refused || can_be_made_of(*portion.material, material)) continue;
    refused = portion.material;
    out.push_back({ErrorCode::material_not_derivable, {{"material", refused->code}, {"parent", material.code}}});
  }
  return out;
}

}  // namespace

Checked<Division> divide(const Amount& held, const Material& material, const std::vector<Portion>& portions,
                         const std::optional<Measure>& taken) {
  std::vector<Violation> violations = judge_materials(material, portions);
  std::vector<Amount> poured;
  for (const Portion& portion : portions) {
    if (portion.material == &material && portion.amount) poured.push_back(amount_of(*portion.amount));
  }
  for (Violation& violation : check_division(taken ? amount_of(*taken) : held, poured)) {
    violations.push_back(std::move(violation));
  }
  if (!violations.empty()) return violations;
  Division division{held, {}};
  for (const Portion& portion : portions) {
    if (!portion.amount) {
      division.parts.emplace_back();
    } else if (portion.material != &material) {
      division.parts.push_back(amount_of(*portion.amount));
    } else {
      const auto step = draw(division.left, *portion.amount);
      if (!step) return step.violations;
      division.left = step->left;
      division.parts.push_back(step->taken);
    }
  }
  if (taken) {
    const auto whole = draw(held, *taken);
    if (!whole) return whole.violations;
    division.left = whole->left;
  }
  return division;
}

}  // namespace frostkeep::domain
