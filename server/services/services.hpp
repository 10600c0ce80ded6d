#pragma once
/// Every service of the house, made once by the wiring.

#include "services/container_service.hpp"
#include "services/house.hpp"
#include "services/placement_service.hpp"
#include "services/sample_service.hpp"
#include "services/scan_service.hpp"
#include "services/session_service.hpp"

namespace frostkeep::services {

struct Services {
  explicit Services(House& shared)
      : house(shared), sessions(shared), scans(shared), placements(shared), containers(shared), samples(shared) {}

  House& house;
  SessionService sessions;
  ScanService scans;
  PlacementService placements;
  ContainerService containers;
  SampleService samples;
};

}  // namespace frostkeep::services
