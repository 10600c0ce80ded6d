#include "domain/material.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

AmountKind kind_of(std::string_view word) {
  if (word == "mass") return AmountKind::mass;
  FROSTKEEP_INVARIANT(word == "volume" || word == "cells");
  return word == "cells" ? AmountKind::cells : AmountKind::volume;
}

std::vector<Material> read_materials() {
  const ReferenceTable& table = reference_table("materials");
  std::vector<Material> out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto text = [&](const char* column) { return table.cell(row, column); };
    const auto number = [&](const char* column) {
      const auto value = table.number(row, column);
      return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    };
    out.push_back({text("code"),
                   text("zh_cn"),
                   text("en"),
                   text("letters"),
                   text("shape"),
                   kind_of(text("amount_kind")),
                   number("storage_max_mdeg_c"),
                   number("storage_min_mdeg_c"),
                   number("short_term_hours"),
                   number("long_term_max_mdeg_c"),
                   number("max_thaws"),
                   {}});
    for (const std::string_view code : base::split(table.cell(row, "made_of"), ';')) {
      if (!code.empty()) out.back().made_of.emplace_back(code);
    }
  }
  return out;
}

}  // namespace

const std::vector<Material>& all_materials() {
  static const std::vector<Material> kMaterials = read_materials();
  return kMaterials;
}

const Material* find_material(std::string_view code) {
  const auto& materials = all_materials();
  const auto found = std::ranges::find(materials, code, &Material::code);
  return found != materials.end() ? &*found : nullptr;
}

bool can_be_made_of(const Material& child, const Material& parent) {
  return child.code == parent.code || std::ranges::find(child.made_of, parent.code) != child.made_of.end();
}

ThawJudgement judge_thaw(const Material& material, int thaw_count, std::optional<int> limit) {
  const auto most = limit ? limit : material.max_thaws;
  if (!most) return {};
  const std::string shown = std::to_string(*most);
  if (thaw_count >= *most) {
    return {.violations = {{ErrorCode::thaw_limit_reached, {{"limit", shown}, {"count", std::to_string(thaw_count)}}}}};
  }
  if (thaw_count + 1 == *most) return {.warnings = {{"thaw_limit_near", {{"limit", shown}}}}};
  return {};
}

}  // namespace frostkeep::domain
