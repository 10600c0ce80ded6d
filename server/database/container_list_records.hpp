#pragma once
/// SQL for lists of containers.

#include <optional>
#include <string>
#include <vector>

#include "database/container_tree_records.hpp"

namespace frostkeep::database {

/// What a list is cut down to; what is empty doesn't count.
struct ContainerFilter {
  domain::SiteId site = {};
  domain::ContainerTypeId type = {};
  domain::ContainerId under = {};  ///< anywhere below it
  domain::StudyId study = {};      ///< kept for it
  std::string name = {};           ///< part of its name
  std::optional<int> rank = {};
  std::optional<domain::ContainerState> state = {};  ///< if not told: all but retired ones
  std::optional<domain::ContainerPurpose> purpose = {};
  std::optional<bool> holds_samples = {};
  bool loose = false;                ///< stands in nothing
  int free = 0;                      ///< at least so many free cells
  std::string takes_material = {};   ///< whose own and type's lists allow it
  domain::StudyId takes_study = {};  ///< kept for it or for none
};

/// A page of containers from behind `after`, in order of id.
std::vector<StandingContainer> list_containers(const ReadTransaction& tx, const domain::Scope& scope,
                                               const ContainerFilter& filter, domain::ContainerId after,
                                               std::uint32_t limit);

}  // namespace frostkeep::database
