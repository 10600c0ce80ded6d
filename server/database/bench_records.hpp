#pragma once
/// SQL for what is going on at a site: tubes at the bench, visits, deliveries, places in use.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/policy.hpp"
#include "domain/protocol.hpp"

namespace frostkeep::database {

/// A tube that is at hand and not put away.
struct BenchLine {
  domain::Sample sample;
  std::string study_code;
  std::string participant_code;  ///< the donors' study codes, several of a pool
  std::string event_code;
  domain::ProtocolId protocol;
  bool has_children = false;
  std::optional<base::Timestamp> taken_out = {};  ///< when its last stay ended
};
/// Tubes of a site that are collected, received, in process or checked out, the newest first: those have the clocks
/// that still matter.
std::vector<BenchLine> tubes_at_bench(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                      domain::StudyId study, std::uint32_t limit);

/// The visits that protocols plan.
std::map<domain::ProtocolId, std::vector<domain::PlannedEvent>> read_plans(const ReadTransaction& tx,
                                                                           std::span<const domain::ProtocolId> ids);

/// Which tube of which plan each of these is; those outside any plan are left out. Two statements.
struct PlansOfTubes {
  struct Place {
    domain::ProtocolId protocol;
    std::string event;
    std::string role;
  };
  std::map<domain::SampleId, Place> tubes = {};
  std::map<domain::ProtocolId, std::vector<domain::PlannedEvent>> events = {};
};
PlansOfTubes plans_of_tubes(const ReadTransaction& tx, std::span<const domain::SampleId> ids);

/// A visit that is open, with how its planned tubes stand.
struct OpenVisit {
  domain::EventId id;
  domain::ParticipantId participant;
  std::string participant_code;
  std::string study_code;
  std::string event_code;
  base::Timestamp started_at;
  int expected = 0;   ///< tubes not drawn yet
  int collected = 0;  ///< drawn, wherever they are by now
};
/// Visits of a site that began at `since` or later and are not closed, the latest first.
std::vector<OpenVisit> open_visits(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                   base::Timestamp since, std::uint32_t limit);

struct ReceptionLine {
  domain::ReceptionId id;
  base::Timestamp received_at;
  std::string from_site;  ///< code, or empty
  std::optional<std::int32_t> temperature_mdeg_c = {};
  int tubes = 0;     ///< those in the scope
  int rejected = 0;  ///< of them
};
/// Deliveries taken over at a site since then, the latest first.
std::vector<ReceptionLine> receptions_since(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                            base::Timestamp since, std::uint32_t limit);

struct RecentPlace {
  domain::ContainerId id;
  std::string code;
  std::string name;
  domain::ContainerTypeId type;
  base::Timestamp last_at;
  int placed = 0;  ///< how many of the last placements went there
};
/// Containers of a site into which something was put lately, the latest first; looks at the last `window` placements
/// of this server.
std::vector<RecentPlace> recent_places(const ReadTransaction& tx, domain::SiteId site, std::uint32_t window,
                                       std::uint32_t limit);

/// The people from whom a tube comes, its visit and its delivery: what its page shows beside it.
struct TubeSurroundings {
  struct Donor {
    domain::ParticipantId id;
    std::string study_code;
    bool use_withdrawn = false;
  };
  struct Visit {
    domain::EventId id;
    std::string code;
    domain::ProtocolId protocol;
    base::Timestamp started_at;
  };
  std::vector<Donor> donors = {};
  std::optional<Visit> visit = {};
  std::optional<ReceptionLine> reception = {};
};
/// When the tube's last stay anywhere ended; nothing if it never lay anywhere.
std::optional<base::Timestamp> last_stay_ended(const ReadTransaction& tx, domain::SampleId id);
TubeSurroundings surroundings_of(const ReadTransaction& tx, domain::SampleId id);

}  // namespace frostkeep::database
