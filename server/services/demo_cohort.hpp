#pragma once
/// A cohort of invented people with all that was drawn from them, written in batches through the same rules and the
/// same ledger as if each act had been done by hand.

#include <array>
#include <functional>
#include <vector>

#include "database/consent_records.hpp"
#include "database/protocol_records.hpp"
#include "services/demo_store.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A study of the demo with its newest protocol, whose first visit everybody has had.
struct DemoStudy {
  domain::StudyId id;
  std::string code;
  domain::ProtocolId protocol;
  std::string event_code;
  std::vector<domain::ExpectedTube> tubes;
  database::ConsentForm form;
};

/// Who did what at a site.
struct DemoStaff {
  domain::UserId coordinator;
  domain::UserId technician;
  domain::UserId keeper;
};

/// What DemoService has made and the cohort needs, read by its codes.
struct DemoHouse {
  std::array<domain::SiteId, 2> sites;
  std::array<DemoStaff, 2> staff;
  std::vector<DemoStudy> studies;
  DemoTypes types;
};

struct CohortOrder {
  std::uint64_t seed = 1;
  std::uint64_t participants = 0;
  /// How far it is; also called once at the beginning, with what earlier runs did.
  std::function<void(std::uint64_t people, std::uint64_t tubes)> progress = {};
};

struct CohortReport {
  std::uint64_t people_before = 0;  ///< that an earlier run had made
  std::uint64_t people = 0;         ///< made by this one
  std::uint64_t aliquots = 0;
  std::uint64_t rows = 0;  ///< of all tables, entries included
};

class DemoCohort {
 public:
  DemoCohort(House& house, DemoHouse demo) : house_(house), demo_(std::move(demo)) {}

  /// Makes people up to the number that is asked for, about 28 aliquots each. A batch of 64 people is one transaction:
  /// a run that was cut short goes on behind the last one, if the seed is the same (another one is refused by the codes
  /// that are taken).
  CohortReport fill(const CohortOrder& order);

 private:
  House& house_;
  DemoHouse demo_;
};

}  // namespace frostkeep::services
