#include "services/container_storage.hpp"

#include <algorithm>

#include "domain/refusal.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ContainerId;

bool is_room(const domain::Container& c) {
  return c.type.rank < domain::rank::kFreezer;
}

void add(database::TubeCounts& sum, const database::TubeCounts& part) {
  sum.boxes += part.boxes;
  sum.positions += part.positions;
  sum.cells.filled += part.cells.filled;
  sum.cells.held += part.cells.held;
  sum.cells.blocked += part.cells.blocked;
}

/// A room is the sum of what stands in it; it is as old as its oldest part, and not counted while a part isn't.
void sum_rooms(std::vector<StorageNode>& nodes, base::Timestamp now) {
  for (auto room = nodes.rbegin(); room != nodes.rend(); ++room) {
    if (!is_room(room->container)) continue;
    FillSums::Sum sum{{}, now};
    bool all = true;
    for (const StorageNode& part : nodes) {
      if (part.parent != room->container.id) continue;
      all = all && part.tubes.has_value();
      if (!part.tubes) continue;
      add(sum.tubes, part.tubes->tubes);
      sum.counted_at = std::min(sum.counted_at, part.tubes->counted_at);
    }
    if (all) room->tubes = sum;
  }
}

}  // namespace

std::optional<FillSums::Sum> FillSums::find(ContainerId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = sums_.find(id);
  return found == sums_.end() ? std::nullopt : std::optional(found->second);
}

void FillSums::keep(ContainerId id, const Sum& sum) {
  const std::lock_guard lock(mutex_);
  sums_[id] = sum;
}

std::vector<StorageNode> StorageService::nodes_of(const ReadTransaction& tx,
                                                  std::vector<database::StandingContainer> standing) const {
  std::vector<ContainerId> ids;
  for (const auto& one : standing) ids.push_back(one.container.id);
  const auto counts = database::count_cells(tx, ids);
  std::vector<StorageNode> nodes;
  for (database::StandingContainer& one : standing) {
    const auto own = counts.find(one.container.id);
    nodes.push_back({std::move(one.container), one.parent,
                     one.parent ? house_.types.label(tx, one.parent_type, one.position) : std::string(),
                     own == counts.end() ? database::CellCounts{} : own->second});
  }
  return nodes;
}

/// Those never counted first, then the oldest: one after the other, as long as there is time.
void StorageService::sum_freezers(const ReadTransaction& tx, std::vector<StorageNode>& nodes) const {
  const base::Timestamp start = house_.now();
  std::vector<StorageNode*> due;
  for (StorageNode& node : nodes) {
    if (is_room(node.container)) continue;
    node.tubes = sums_.find(node.container.id);
    if (!node.tubes || start - node.tubes->counted_at >= kFillAge) due.push_back(&node);
  }
  std::ranges::stable_sort(due, {}, [](const StorageNode* node) {
    return node->tubes ? node->tubes->counted_at.microseconds : std::int64_t{0};
  });
  for (StorageNode* node : due) {
    if (house_.now() - start > kCountingTime) break;
    const ContainerId id = node->container.id;
    const auto counted = database::count_tubes_under(tx, std::span(&id, 1));
    node->tubes = FillSums::Sum{counted.at(id), start};
    sums_.keep(id, *node->tubes);
  }
}

std::vector<SiteStorage> StorageService::sites(const domain::Scope& scope) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    auto standing = database::read_upper_containers(tx, scope, domain::rank::kFreezer);
    std::vector<ContainerId> rooms;
    for (const auto& one : standing) {
      if (is_room(one.container)) rooms.push_back(one.container.id);
    }
    for (auto& child : database::read_children(tx, rooms)) {
      if (child.container.type.rank > domain::rank::kFreezer) standing.push_back(std::move(child));
    }
    std::vector<StorageNode> nodes = nodes_of(tx, std::move(standing));
    std::ranges::stable_sort(nodes, {}, [](const StorageNode& node) { return node.container.type.rank; });
    sum_freezers(tx, nodes);
    sum_rooms(nodes, house_.now());
    std::vector<SiteStorage> sites;
    for (database::Site& site : database::read_sites(tx)) {
      if (!scope.contains_site(site.id)) continue;
      SiteStorage one{std::move(site), {}};
      for (StorageNode& node : nodes) {
        if (node.container.site == one.site.id) one.nodes.push_back(std::move(node));
      }
      sites.push_back(std::move(one));
    }
    return sites;
  });
}

std::vector<StorageNode> StorageService::children(const domain::Scope& scope, ContainerId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    const auto container = database::find_container(tx, id);
    if (!container || !scope.contains_site(container->site)) throw domain::Refused(domain::ErrorCode::not_found);
    std::vector<StorageNode> nodes = nodes_of(tx, database::read_children(tx, id));
    if (is_room(*container)) {
      sum_freezers(tx, nodes);
      return nodes;
    }
    std::vector<ContainerId> ids;
    for (const StorageNode& node : nodes) ids.push_back(node.container.id);
    const auto counted = database::count_tubes_under(tx, ids);
    for (StorageNode& node : nodes) node.tubes = FillSums::Sum{counted.at(node.container.id), house_.now()};
    return nodes;
  });
}

}  // namespace frostkeep::services
