#pragma once
/// The kinds of sample material, as schema/reference/materials.csv lists them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/amount.hpp"
#include "domain/reference_table.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

struct Material {
  std::string code;  ///< SPREC 2 type where there is one ("SER"), else ours ("DNA")
  std::string zh_cn;
  std::string en;
  std::string letters;  ///< one to two letters for maps and labels
  std::string shape;    ///< circle, square, triangle, diamond, star, drop, hexagon, pentagon
  AmountKind amount_kind = AmountKind::volume;
  std::optional<int> storage_max_mdeg_c = {};    ///< no place it may lie in is warmer
  std::optional<int> storage_min_mdeg_c = {};    ///< or colder
  std::optional<int> short_term_hours = {};      ///< within which it should reach a place no warmer than …
  std::optional<int> long_term_max_mdeg_c = {};  ///< … this
  std::optional<int> max_thaws = {};             ///< 0: never thawed to be frozen again; nothing: no limit
  std::vector<std::string> made_of = {};         ///< codes of materials that it can be derived from
};

const std::vector<Material>& all_materials();
/// The material of a code; null if there is none.
const Material* find_material(std::string_view code);
/// Whether a tube of `child` can come out of one of `parent`: serum of whole blood, but no blood of serum. The same
/// material always can: it is an aliquot.
bool can_be_made_of(const Material& child, const Material& parent);

/// Whether a tube that was thawed `thaw_count` times may be thawed once more, and the warning before the last time.
struct ThawJudgement {
  std::vector<Violation> violations = {};  ///< thaw_limit_reached {limit, count}
  std::vector<Warning> warnings = {};      ///< thaw_limit_near {limit}
};
/// `limit` of a study or assay, where it has one, wins over the material's.
ThawJudgement judge_thaw(const Material& material, int thaw_count, std::optional<int> limit = std::nullopt);

}  // namespace frostkeep::domain
