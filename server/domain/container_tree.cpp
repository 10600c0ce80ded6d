#include "domain/container_tree.hpp"

#include <algorithm>

#include "base/sentence.hpp"
#include "base/text.hpp"
#include "domain/code_text.hpp"
#include "domain/material.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxTypeCode = 32;
constexpr std::size_t kMaxMaterials = 200;
constexpr int kMinMdegC = -273'150;
constexpr int kMaxMdegC = 100'000;

class Planner {
 public:
  Planner(const TypesById& types, const std::optional<TreeParent>& parent) : types_(types), parent_(parent) {}

  Checked<std::vector<PlannedContainer>> run(const TreeNode& tree) {
    const ContainerType* above = parent_ ? parent_->type : nullptr;
    const auto total = check(tree, above, 1, "/tree");
    if (violations_.empty() && parent_ && above->layout.has_grid() &&
        static_cast<std::size_t>(tree.count) > parent_->free.size()) {
      refuse(ErrorCode::field_out_of_range, "/tree", "count", std::to_string(parent_->free.size()));
    }
    if (total > kMaxBuilt) refuse(ErrorCode::field_out_of_range, "/tree", "count", std::to_string(kMaxBuilt));
    if (!violations_.empty()) return std::move(violations_);
    plan_.reserve(static_cast<std::size_t>(total));
    int used = 0;
    add(tree, std::nullopt, used);
    for (const PlannedContainer& planned : plan_) {
      if (base::length_in_characters(planned.name) > kMaxName) {
        refuse(ErrorCode::field_too_long, "/tree", "name", std::to_string(kMaxName));
        return std::move(violations_);
      }
    }
    return std::move(plan_);
  }

 private:
  void refuse(ErrorCode code, const std::string& at, const std::string& field, const std::string& limit = {}) {
    Violation violation{code, {{"field", field}, {"pointer", at + "/" + field}}};
    if (!limit.empty()) violation.values["limit"] = limit;
    violations_.push_back(std::move(violation));
  }

  /// Checks a node and what it holds; `copies` of it are made. Returns how many containers that gives, or a number
  /// beyond the limit.
  std::int64_t check(const TreeNode& node, const ContainerType* above, std::int64_t copies, const std::string& at) {
    const auto found = types_.find(node.type);
    if (found == types_.end()) {
      refuse(ErrorCode::field_malformed, at, "type_id");
      return 0;
    }
    const ContainerType& type = found->second;
    if (type.retired) {
      violations_.push_back({ErrorCode::container_type_retired, {{"type", type.code}, {"pointer", at + "/type_id"}}});
    }
    if (above != nullptr && (above->holds_samples || type.rank <= above->rank)) {
      violations_.push_back({ErrorCode::rank_not_allowed, {{"container", above->code}, {"pointer", at + "/type_id"}}});
    }
    if (node.count < 1 || node.count > kMaxBuilt) {
      refuse(ErrorCode::field_out_of_range, at, "count", "1-" + std::to_string(kMaxBuilt));
      return 0;
    }
    const std::int64_t here = copies * node.count;
    check_code(node, here, at);
    for (Violation violation : unknown_materials(node.materials)) {
      violation.values["pointer"] = at + "/materials";
      violations_.push_back(std::move(violation));
    }
    if (here > kMaxBuilt) return here;
    return here + check_contents(node, type, here, at);
  }

  std::int64_t check_contents(const TreeNode& node, const ContainerType& type, std::int64_t copies,
                              const std::string& at) {
    std::int64_t all = 0;
    int cells = 0;
    for (std::size_t i = 0; i < node.contents.size(); ++i) {
      const std::string below = at + "/contents/" + std::to_string(i);
      all += check(node.contents[i], &type, copies, below);
      cells = std::min(cells + std::clamp(node.contents[i].count, 0, kMaxBuilt), 2 * kMaxBuilt);
      if (type.layout.has_grid() && cells > type.layout.cells()) {
        refuse(ErrorCode::field_out_of_range, below, "count", std::to_string(type.layout.cells()));
      }
      if (all > kMaxBuilt) break;
    }
    return all;
  }

  void check_code(const TreeNode& node, std::int64_t copies, const std::string& at) {
    if (!node.code.empty() && (copies > 1 || !is_code_text(node.code))) {
      violations_.push_back({ErrorCode::code_malformed, {{"code", node.code}, {"pointer", at + "/code"}}});
    }
    if (!node.code_prefix.empty() && !is_code_prefix(node.code_prefix)) {
      refuse(ErrorCode::field_malformed, at, "code_prefix");
    }
  }

  /// Adds the containers of a node and all below; `used` counts the cells of the parent that are taken by now.
  void add(const TreeNode& node, std::optional<std::size_t> parent, int& used) {
    const ContainerType& type = types_.at(node.type);
    for (int n = 1; n <= node.count; ++n) {
      const int position = position_for(parent, used++);
      const auto temperature =
          node.temperature_mdeg_c ? node.temperature_mdeg_c : inherited(parent, type.temperature_mdeg_c);
      plan_.push_back({&node, &type, parent, position, name_for(node, parent, position, n), temperature});
      const std::size_t here = plan_.size() - 1;
      int taken = 0;
      for (const TreeNode& below : node.contents) add(below, here, taken);
    }
  }

  int position_for(std::optional<std::size_t> parent, int used) const {
    if (!parent && !parent_) return 0;
    if (!parent) {
      return parent_->type->layout.has_grid() ? parent_->free[static_cast<std::size_t>(used)]
                                              : parent_->last_index + used + 1;
    }
    const ContainerLayout& layout = plan_[*parent].type->layout;
    if (!layout.has_grid()) return used + 1;
    const auto [order, is_new] = orders_.try_emplace(plan_[*parent].type);
    if (is_new) order->second = cells_in_fill_order(layout);
    return index_of(layout, order->second[static_cast<std::size_t>(used)]);
  }

  std::optional<std::int32_t> inherited(std::optional<std::size_t> parent, std::optional<std::int32_t> own) const {
    if (own) return own;
    if (parent) return plan_[*parent].temperature_mdeg_c;
    return parent_ ? parent_->temperature_mdeg_c : std::nullopt;
  }

  std::string name_for(const TreeNode& node, std::optional<std::size_t> parent, int position, int n) const {
    const ContainerType* above = parent ? plan_[*parent].type : parent_ ? parent_->type : nullptr;
    const auto cell = above != nullptr ? position_of(above->layout, position) : std::nullopt;
    return base::fill_sentence(node.name, {{"n", std::to_string(n)},
                                           {"position", cell ? label_of(above->layout, *cell) : std::to_string(n)},
                                           {"parent", parent    ? plan_[*parent].name
                                                      : parent_ ? parent_->name
                                                                : ""}});
  }

  const TypesById& types_;
  const std::optional<TreeParent>& parent_;
  std::vector<PlannedContainer> plan_;
  std::vector<Violation> violations_;
  mutable std::map<const ContainerType*, std::vector<Position>> orders_;
};

void check_text(const std::string& field, const std::string& text, std::size_t limit, std::vector<Violation>& out) {
  if (base::trim(text).empty()) out.push_back({ErrorCode::field_missing, {{"field", field}}});
  if (base::length_in_characters(text) > limit) {
    out.push_back({ErrorCode::field_too_long, {{"field", field}, {"limit", std::to_string(limit)}}});
  }
}

}  // namespace

Checked<std::vector<PlannedContainer>> plan_tree(const TreeNode& tree, const TypesById& types,
                                                 const std::optional<TreeParent>& parent) {
  return Planner(types, parent).run(tree);
}

std::string_view prefix_of_rank(int rank) {
  if (rank < rank::kFreezer) return "RM";
  if (rank < rank::kShelf) return "FZ";
  if (rank < rank::kRack) return "SH";
  return rank < rank::kBox ? "RK" : "BX";
}

std::vector<Violation> unknown_materials(const std::vector<std::string>& materials) {
  std::vector<Violation> out;
  for (const std::string& code : materials) {
    if (find_material(code) == nullptr) {
      out.push_back({ErrorCode::field_malformed, {{"field", "materials"}, {"value", code}}});
    }
  }
  if (joined_list(materials).size() > kMaxMaterials) {
    out.push_back({ErrorCode::field_too_long, {{"field", "materials"}, {"limit", std::to_string(kMaxMaterials)}}});
  }
  return out;
}

std::vector<Violation> violations_of(const ContainerType& type) {
  std::vector<Violation> out = violations_of(type.layout);
  check_text("code", type.code, kMaxTypeCode, out);
  if (!type.code.empty() && !is_code_text(type.code)) {
    out.push_back({ErrorCode::code_malformed, {{"field", "code"}, {"code", type.code}}});
  }
  check_text("name_zh", type.name_zh, kMaxName, out);
  check_text("name_en", type.name_en, kMaxName, out);
  if (type.rank < 1 || type.rank >= rank::kSample) {
    out.push_back({ErrorCode::field_out_of_range, {{"field", "rank"}, {"limit", "1-99"}}});
  }
  if (type.temperature_mdeg_c && (*type.temperature_mdeg_c < kMinMdegC || *type.temperature_mdeg_c > kMaxMdegC)) {
    out.push_back({ErrorCode::field_out_of_range, {{"field", "temperature_mdeg_c"}, {"limit", "-273150-100000"}}});
  }
  for (Violation& violation : unknown_materials(type.materials)) out.push_back(std::move(violation));
  return out;
}

}  // namespace frostkeep::domain
