#include "domain/placement_rules.hpp"

#include <algorithm>

#include "domain/material.hpp"

namespace frostkeep::domain {
namespace {

using Values = std::map<std::string, std::string>;

Values values_of(const PlacementFacts& facts, const std::string& code) {
  return {{"code", code}, {"container", facts.container.code}, {"position", facts.position}};
}

bool lists(const std::vector<std::string>& allowed, const std::string& item) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), item) != allowed.end();
}

void judge_container(const PlacementFacts& facts, const std::string& code, Judgement& judgement) {
  Values values = values_of(facts, code);
  if (facts.container.state != ContainerState::active) {
    values["state"] = name_of(facts.container.state);
    judgement.violations.push_back({ErrorCode::container_retired, values});
  }
}

void judge_cell(const PlacementFacts& facts, const std::string& code, std::uint64_t id, Judgement& judgement) {
  Values values = values_of(facts, code);
  if (facts.current && !facts.moving && !facts.current->kept) {
    Values elsewhere = values;
    elsewhere["where"] = facts.current->container_code + " " + facts.current->position;
    judgement.violations.push_back({ErrorCode::placed_elsewhere, elsewhere});
  }
  if (!facts.sitter || facts.sitter->id == id) return;
  if (facts.sitter->kind == OccupantKind::block) {
    judgement.violations.push_back({ErrorCode::position_blocked, values});
    return;
  }
  values["occupant"] = facts.sitter->code;
  values["by"] = facts.sitter->by;
  judgement.violations.push_back({ErrorCode::position_occupied, values});
}

/// Whether the material may lie at this temperature: no warmer than it needs, no colder than it bears.
bool bears(const std::string& code, std::int32_t mdeg_c) {
  const Material* material = find_material(code);
  if (material == nullptr) return true;
  return (!material->storage_max_mdeg_c || mdeg_c <= *material->storage_max_mdeg_c) &&
         (!material->storage_min_mdeg_c || mdeg_c >= *material->storage_min_mdeg_c);
}

}  // namespace

Judgement judge_placement(const Sample& sample, const PlacementFacts& facts) {
  Judgement judgement;
  Values values = values_of(facts, sample.code);
  values["material"] = sample.material;
  values["state"] = std::string(to_text(sample.state));
  if (is_gone(sample.state)) {
    judgement.violations.push_back({ErrorCode::sample_gone, values});
  } else if (!may_be_placed(sample.state)) {
    judgement.violations.push_back({ErrorCode::sample_not_placeable, values});
  }
  judge_container(facts, sample.code, judgement);
  if (!facts.container.type.holds_samples) judgement.violations.push_back({ErrorCode::rank_not_allowed, values});
  const bool special = facts.container.purpose != ContainerPurpose::ordinary;
  if (!special && (!lists(facts.container.type.materials, sample.material) ||
                   !lists(facts.container.materials, sample.material))) {
    judgement.violations.push_back({ErrorCode::material_not_allowed, values});
  }
  if (!special && facts.container.study && facts.container.study != sample.study) {
    judgement.violations.push_back({ErrorCode::study_not_allowed, values});
  }
  const auto temperature = facts.container.temperature();
  if (!special && temperature && !bears(sample.material, *temperature)) {
    values["temperature"] = std::to_string(*temperature / 1000);
    judgement.violations.push_back({ErrorCode::temperature_not_allowed, values});
  }
  judge_cell(facts, sample.code, sample.id.value, judgement);
  if (facts.consent_withdrawn) judgement.warnings.push_back({"consent_withdrawn", values});
  return judgement;
}

Judgement judge_placement(const Container& thing, const PlacementFacts& facts) {
  Judgement judgement;
  Values values = values_of(facts, thing.code);
  judge_container(facts, thing.code, judgement);
  if (facts.container.type.holds_samples || thing.type.rank <= facts.container.type.rank) {
    judgement.violations.push_back({ErrorCode::rank_not_allowed, values});
  }
  if (thing.state == ContainerState::retired) judgement.violations.push_back({ErrorCode::container_retired, values});
  judge_cell(facts, thing.code, thing.id.value, judgement);
  return judgement;
}

}  // namespace frostkeep::domain
