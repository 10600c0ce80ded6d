#pragma once
/// What waits at a site: each tube at the bench with its clock, and the day's work at one look.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/bench_records.hpp"
#include "database/people_records.hpp"
#include "database/processing_records.hpp"
#include "domain/processing.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Tubes that one look at the bench takes into account at most, the newest ones.
constexpr std::uint32_t kMaxBench = 2'000;

struct BenchTube {
  database::BenchLine line;
  domain::BenchJudgement judgement;
  domain::ProcessingId running = {};  ///< the step in which it is now
};
struct BenchView {
  base::Timestamp now;
  std::optional<database::Site> site;
  std::vector<BenchTube> tubes;  ///< by the due time of the first clock, then those without one
  int waiting = 0;               ///< all of them, also those beyond the limit
  int near = 0;
  int overdue = 0;
  bool more = false;  ///< not all are in `tubes`
  std::vector<database::RunningStep> running;  ///< left out of the day's look
};

struct BenchQuery {
  domain::SiteId site = {};  ///< the asker's own if none
  domain::StudyId study = {};
  std::uint32_t limit = 200;
};

/// Where the asker's rights hold, one scope for each part of the day.
struct TodayScopes {
  domain::Scope samples;
  domain::Scope participants;
  domain::Scope storage;
};
struct TodayPlace {
  database::RecentPlace place;
  std::string type_zh;
  std::string type_en;
};
struct TodayView {
  base::Date day;  ///< the site's
  BenchView bench;
  std::vector<database::OpenVisit> visits;
  std::vector<database::ReceptionLine> receptions;
  std::vector<TodayPlace> places;
};

class BenchService {
 public:
  explicit BenchService(House& house) : house_(house) {}

  /// Four statements whatever the number of tubes. Refused(not_found) for a site outside the scope.
  BenchView bench(const domain::Scope& scope, domain::SiteId own_site, const BenchQuery& query) const;
  /// The site's day for somebody who works there; a part for which no right holds is empty. At most six statements,
  /// once the house knows the types of its containers.
  TodayView today(const TodayScopes& scopes, domain::SiteId site) const;

 private:
  BenchView look(const database::ReadTransaction& tx, const domain::Scope& scope, const database::Site& site,
                 const BenchQuery& query) const;

  House& house_;
};

}  // namespace frostkeep::services
