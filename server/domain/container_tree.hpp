#pragma once
/// The plan of a whole freezer: what stands in what, how many of each, and how they are named. Pure: from a tree of
/// types to the list of containers that one transaction makes.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/checked.hpp"
#include "domain/container.hpp"

namespace frostkeep::domain {

/// Containers that are built at once. Each writes five rows (code, container, entry, place, stay), and a transaction
/// has at most 20,000.
constexpr int kMaxBuilt = 3'900;

/// So many containers of one type beside each other, each with the same contents.
struct TreeNode {
  ContainerTypeId type;
  int count = 1;
  std::string code = {};                           ///< of the one container that this node makes; else codes are made
  std::string code_prefix = {};                    ///< of made codes; by rank if empty (RM, FZ, SH, RK, BX)
  std::optional<std::uint64_t> first_number = {};  ///< made codes count on from it; drawn at random if none
  std::string name = {};  ///< {n}: its number among its kind, {position}: its cell, {parent}: its parent's name
  ContainerPurpose purpose = ContainerPurpose::ordinary;
  std::vector<std::string> materials = {};
  StudyId study = {};
  std::optional<std::int32_t> temperature_mdeg_c = {};  ///< else that of what it stands in
  std::vector<TreeNode> contents = {};                  ///< one behind the other, in fill order
};

/// The container in which a tree is put.
struct TreeParent {
  const ContainerType* type = nullptr;
  std::string name;
  std::optional<std::int32_t> temperature_mdeg_c;
  std::vector<int> free;  ///< its free cells, in the order in which they are used; unused without a grid
  int last_index = 0;     ///< without a grid: the number behind which its contents are counted on
};

struct PlannedContainer {
  const TreeNode* node = nullptr;
  const ContainerType* type = nullptr;
  std::optional<std::size_t> parent = {};  ///< index in the plan; nothing for those that stand in the TreeParent
  int position = 0;                        ///< in the parent; 0 where it stands in nothing
  std::string name = {};
  std::optional<std::int32_t> temperature_mdeg_c = {};
};

using TypesById = std::map<ContainerTypeId, ContainerType>;

/// The containers of the tree, parents before children. Pointers are into `tree` and `types`. Violations carry
/// {field, pointer}, the pointer beginning with "/tree": field_malformed (unknown type, material, prefix),
/// code_malformed, container_type_retired {type}, rank_not_allowed {container}, field_out_of_range {limit} for a count
/// that the parent or one transaction can't take, field_too_long.
Checked<std::vector<PlannedContainer>> plan_tree(const TreeNode& tree, const TypesById& types,
                                                 const std::optional<TreeParent>& parent);

/// Prefix of codes for a container of this rank.
std::string_view prefix_of_rank(int rank);

/// What is wrong with a type that is to be made: field_missing, field_too_long, field_out_of_range, field_malformed
/// {field}.
std::vector<Violation> violations_of(const ContainerType& type);
/// field_malformed {field, value} for each material that the list of materials doesn't know.
std::vector<Violation> unknown_materials(const std::vector<std::string>& materials);

}  // namespace frostkeep::domain
