#pragma once
/// Every service of the house, made once by the wiring.

#include "services/collection_service.hpp"
#include "services/consent_service.hpp"
#include "services/accession_service.hpp"
#include "services/aliquot_service.hpp"
#include "services/backup_service.hpp"
#include "services/bench_service.hpp"
#include "services/container_service.hpp"
#include "services/container_storage.hpp"
#include "services/correction_service.hpp"
#include "services/grant_service.hpp"
#include "services/house.hpp"
#include "services/import_service.hpp"
#include "services/job_service.hpp"
#include "services/label_service.hpp"
#include "services/participant_service.hpp"
#include "services/placement_service.hpp"
#include "services/printer_service.hpp"
#include "services/processing_service.hpp"
#include "services/protocol_service.hpp"
#include "services/reception_service.hpp"
#include "services/rack_comparison.hpp"
#include "services/rack_service.hpp"
#include "services/sample_service.hpp"
#include "services/scan_service.hpp"
#include "services/session_service.hpp"
#include "services/timeline_service.hpp"
#include "services/site_service.hpp"
#include "services/user_service.hpp"

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
  ContainerTypeService container_types{house};
  StorageService storage{house};
  AccessionService accessions{house};
  AliquotService aliquots{house};
  CorrectionService corrections{house};
  RackService racks{house};
  RackComparisonService rack_comparisons{house};
  ParticipantService participants{house};
  ConsentService consents{house};
  ProtocolService protocols{house};
  CollectionService collections{house};
  ReceptionService receptions{house};
  BackupService backups{house};
  ProcessingService processing{house};
  BenchService bench{house};
  TimelineService timelines{house};
  SiteService sites{house};
  UserService users{house};
  GrantService grants{house};
  JobService jobs{house};
  ImportService imports{house};
  PrinterService printers{house};
  LabelService labels{house};
};

}  // namespace frostkeep::services
