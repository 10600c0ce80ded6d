#pragma once
/// Builds a tree of containers (a freezer with its shelves, racks and boxes) inside somebody's transaction.

#include <optional>
#include <string>
#include <vector>

#include "database/occupancy_records.hpp"
#include "domain/container_tree.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct BuildOrder {
  domain::SiteId site;
  domain::ContainerId parent = {};  ///< what the tree stands in; none: it stands by itself (a room, a loose box)
  std::string position = {};        ///< its first cell there; the next free ones in fill order if empty
  domain::TreeNode tree = {};
};

struct BuiltContainer {
  domain::Container container;
  std::optional<database::PlaceRef> place;  ///< in what it stands; nothing for those that stand by themselves
};

/// Writes all containers of the tree with their codes, places and first entries, parents before children: at most
/// domain::kMaxBuilt, table by table. Rights are the caller's. A retired parent, another site, a taken cell and a taken
/// code are refused (container_retired, site_not_allowed, position_occupied, code_taken) beside what
/// domain::plan_tree refuses; of two builders the database's keys let one pass.
std::vector<BuiltContainer> build_containers(database::WriteTransaction& tx, House& house, const BuildOrder& order);

}  // namespace frostkeep::services
