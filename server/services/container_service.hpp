#pragma once
/// Containers to look at and to build: one box with its map, the tree under a place, a whole freezer at once.

#include <optional>
#include <string>
#include <vector>

#include "database/occupancy_records.hpp"
#include "database/people_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A container with everything its page shows.
struct ContainerView {
  domain::Container container;
  std::optional<database::Site> site;
  std::vector<domain::PlaceStep> path;  ///< outermost first, without the container itself
  std::string position;                 ///< its own cell in the last step of the path
  std::vector<database::OccupiedCell> cells;
  std::string next_position;  ///< the next free cell in fill order, or empty
};

class ContainerService {
 public:
  explicit ContainerService(House& house) : house_(house) {}

  /// Refused(not_found) outside the scope.
  ContainerView view(const domain::Scope& scope, domain::ContainerId id) const;
  std::vector<domain::ContainerType> types() const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
