#include "services/container_build.hpp"

#include <algorithm>
#include <set>

#include "domain/code_text.hpp"
#include "services/fresh_codes.hpp"

namespace frostkeep::services {
namespace {

using database::WriteTransaction;
using domain::ErrorCode;
using domain::PlannedContainer;
using domain::Refused;
using domain::TreeNode;

/// Digits of a container's number: as many as a code of ours has at least.
constexpr int kContainerDigits = 8;

/// The free cells of the parent, from `first` on if one is named.
std::vector<int> free_cells(const domain::ContainerLayout& layout, const std::vector<int>& taken,
                            std::optional<domain::Position> first) {
  const std::set<int> gone(taken.begin(), taken.end());
  std::vector<int> free;
  bool begun = !first;
  for (const domain::Position cell : domain::cells_in_fill_order(layout)) {
    const int index = domain::index_of(layout, cell);
    begun = begun || cell == *first;
    if (begun && (cell == first || !gone.contains(index))) free.push_back(index);
  }
  return free;
}

/// What the tree stands in, under lock.
class Parent {
 public:
  Parent(WriteTransaction& tx, const BuildOrder& order) {
    if (!order.parent) return;
    locked_ = database::lock_container(tx, order.parent);
    if (!locked_) throw Refused(ErrorCode::not_found);
    const domain::Container& c = locked_->container;
    if (c.state != domain::ContainerState::active) throw Refused(ErrorCode::container_retired, {{"container", c.code}});
    if (c.site != order.site) throw Refused(ErrorCode::site_not_allowed, {{"container", c.code}});
    std::optional<domain::Position> first;
    if (!order.position.empty()) {
      auto parsed = domain::parse_position(c.type.layout, order.position);
      for (domain::Violation& violation : parsed.violations) violation.values.emplace("field", "position");
      if (!parsed) throw Refused(std::move(parsed.violations));
      first = *parsed;
    }
    const std::vector<int> taken = database::taken_positions(tx, c.id);
    tree_ = domain::TreeParent{&c.type, c.name.empty() ? c.code : c.name, c.temperature(), {}, 0};
    if (c.type.layout.has_grid()) tree_->free = free_cells(c.type.layout, taken, first);
    if (!taken.empty()) tree_->last_index = taken.back();
  }

  const std::optional<domain::TreeParent>& tree() const { return tree_; }
  const domain::Container& container() const { return locked_->container; }

 private:
  std::optional<database::LockedContainer> locked_;
  std::optional<domain::TreeParent> tree_;
};

/// Gives every planned container its code: told, counted on, or drawn; one look into the database for each prefix.
std::vector<std::string> codes_for(WriteTransaction& tx, House& house, const std::vector<PlannedContainer>& plan) {
  std::vector<std::string> codes(plan.size());
  std::map<std::string, std::vector<std::size_t>> drawn;
  std::map<const TreeNode*, std::uint64_t> numbers;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const TreeNode& node = *plan[i].node;
    const std::string prefix =
        node.code_prefix.empty() ? std::string(domain::prefix_of_rank(plan[i].type->rank)) : node.code_prefix;
    if (!node.code.empty()) {
      codes[i] = node.code;
    } else if (node.first_number) {
      codes[i] = domain::make_code(prefix, *node.first_number + numbers[&node]++);
    } else {
      drawn[prefix].push_back(i);
    }
  }
  for (const auto& [prefix, wanted] : drawn) {
    const auto fresh = fresh_codes(tx, house.random, prefix, kContainerDigits, wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) codes[wanted[i]] = fresh[i];
  }
  return codes;
}

std::vector<BuiltContainer> made_of(WriteTransaction& tx, House& house, const BuildOrder& order,
                                    const std::vector<PlannedContainer>& plan, std::uint64_t first_entry) {
  const std::vector<std::string> codes = codes_for(tx, house, plan);
  const std::uint64_t first_id = tx.next_ids(plan.size());
  std::vector<BuiltContainer> built;
  built.reserve(plan.size());
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const PlannedContainer& planned = plan[i];
    domain::Container c;
    c.id = domain::ContainerId{first_id + i};
    c.version = 1;
    c.type = *planned.type;
    c.site = order.site;
    c.code = codes[i];
    c.name = planned.name;
    c.purpose = planned.node->purpose;
    c.materials = planned.node->materials;
    c.study = planned.node->study;
    c.temperature_mdeg_c = planned.temperature_mdeg_c;
    const domain::ContainerId above = planned.parent ? built[*planned.parent].container.id : order.parent;
    std::optional<database::PlaceRef> place;
    if (above) place = database::PlaceRef{above, planned.position, first_entry + i};
    built.push_back({std::move(c), place});
  }
  return built;
}

void write(WriteTransaction& tx, const std::vector<BuiltContainer>& built, const std::vector<PlannedContainer>& plan,
           const Parent& parent, std::uint64_t first_entry) {
  std::vector<domain::Container> containers;
  std::vector<std::vector<domain::FieldChange>> places(built.size());
  std::vector<std::uint64_t> entries;
  std::vector<database::Placing> placings;
  for (std::size_t i = 0; i < built.size(); ++i) {
    const BuiltContainer& b = built[i];
    containers.push_back(b.container);
    entries.push_back(first_entry + i);
    if (!b.place) continue;
    places[i].push_back(database::place_change(domain::kPlaceField, std::nullopt, b.place));
    const int above = plan[i].parent ? plan[*plan[i].parent].type->rank : parent.container().type.rank;
    placings.push_back({domain::OccupantKind::container, b.container.id.value, b.container.type.rank,
                        b.place->container, above, b.place->position, entries[i], tx.now()});
  }
  database::insert_containers(tx, containers, places, entries);
  std::ranges::sort(placings, {}, [](const auto& p) { return std::pair(p.container, p.position); });
  database::sit_down(tx, placings);
}

}  // namespace

std::vector<BuiltContainer> build_containers(WriteTransaction& tx, House& house, const BuildOrder& order) {
  domain::TypesById types;
  for (domain::ContainerType& type : database::read_container_types(tx)) types[type.id] = std::move(type);
  const Parent parent(tx, order);
  auto plan = domain::plan_tree(order.tree, types, parent.tree());
  if (!plan) throw Refused(std::move(plan.violations));
  const std::uint64_t first_entry = tx.next_ids(plan->size());
  std::vector<BuiltContainer> built = made_of(tx, house, order, *plan, first_entry);
  try {
    write(tx, built, *plan, parent, first_entry);
  } catch (const Refused& refused) {
    std::vector<domain::Violation> violations = refused.violations();
    for (domain::Violation& violation : violations) {
      if (violation.code == ErrorCode::position_occupied) violation.values.emplace("position", order.position);
    }
    throw Refused(std::move(violations));
  }
  return built;
}

}  // namespace frostkeep::services
