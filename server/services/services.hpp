#pragma once
/// Every service of the house, made once by the wiring.

#include "services/collection_service.hpp"
#include "services/consent_service.hpp"
#include "services/accession_service.hpp"
#include "services/aliquot_service.hpp"
#include "services/container_service.hpp"
#include "services/correction_service.hpp"
#include "services/house.hpp"
#include "services/participant_service.hpp"
#include "services/placement_service.hpp"
#include "services/protocol_service.hpp"
#include "services/reception_service.hpp"
#include "services/rack_service.hpp"
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
  AccessionService accessions{house};
  AliquotService aliquots{house};
  CorrectionService corrections{house};
  RackService racks{house};
  ParticipantService participants{house};
  ConsentService consents{house};
  ProtocolService protocols{house};
  CollectionService collections{house};
  ReceptionService receptions{house};
};

}  // namespace frostkeep::services
