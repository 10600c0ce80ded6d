#pragma once
/// The chair: a person comes, the protocol says which tubes, each is scanned when it is drawn.

#include <optional>
#include <string>
#include <vector>

#include "database/collection_records.hpp"
#include "database/participant_records.hpp"
#include "database/people_records.hpp"
#include "database/protocol_records.hpp"
#include "domain/protocol.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// One line of the plan: a tube to be drawn, or to be made of the one in line `parent`.
struct PlanLine {
  domain::ExpectedTube tube;
  std::optional<domain::Sample> sample = {};  ///< a drawn tube is always there, be it only expected
};

/// A visit with what was planned and what came of it.
struct CollectionView {
  database::CollectionEvent event;
  database::Enrolment enrolment;
  std::optional<database::Site> site;
  domain::PlannedEvent planned;  ///< without its tubes: those are the lines
  std::string protocol_code;
  int protocol_version = 0;
  std::vector<PlanLine> lines;  ///< each behind its parent
  std::vector<domain::Sample> unplanned;
  int expected = 0;  ///< tubes to be drawn that were neither drawn nor skipped
  int collected = 0;
  domain::SampleId touched = {};  ///< the tube of the scan that this answers
  std::vector<domain::Warning> warnings = {};
};

struct StartOrder {
  std::string card;                  ///< the participant card or study code as scanned
  std::string event;                 ///< code of the protocol's event
  domain::ProtocolId protocol = {};  ///< the study's newest that has the event, if none
};

/// A tube that isn't in the plan.
struct UnplannedTube {
  std::string material;
  std::string container;
  std::string role = {};
};
struct CollectOrder {
  std::string code;                              ///< as scanned
  std::optional<base::Timestamp> drawn_at = {};  ///< now if not told
  std::string amount = {};                       ///< as planned if not told
  std::vector<std::string> conditions = {};      ///< a short draw is "underfilled"
  domain::SampleId planned = {};                 ///< the planned tube that a maker's code is bound to
  std::optional<UnplannedTube> unplanned = {};   ///< needs a reason
};

class CollectionService {
 public:
  explicit CollectionService(House& house) : house_(house) {}

  /// Opens the visit and registers its tubes as expected, with codes, so that labels can be printed before the draw. A
  /// visit that is open already is given back. Refused(code_unknown, not_found {field = protocol}).
  CollectionView start(const Asked& asked, const StartOrder& order);
  /// A tube was drawn: one of the visit's by its code; a planned one under the maker's code that the kit bears; or one
  /// more with a reason. Also long after the visit, with warning late_tube. Consent to storage is judged at the time of
  /// the draw. Refused(code_unknown, code_taken, state_forbids, consent_missing, consent_withdrawn, reason_missing …).
  CollectionView collect(const Asked& asked, domain::EventId id, const CollectOrder& order);
  /// A planned tube that isn't drawn after all. Needs a reason.
  CollectionView skip(const Asked& asked, domain::EventId id, domain::SampleId tube);
  /// The person leaves. Warning tubes_missing {count}; tubes may still come.
  CollectionView close(const Asked& asked, domain::EventId id);

  CollectionView view(const domain::Scope& scope, domain::EventId id) const;
  std::vector<CollectionView> visits_of(const domain::Scope& scope, domain::ParticipantId participant) const;

 private:
  CollectionView describe(const database::ReadTransaction& tx, const domain::Scope& scope, domain::EventId id) const;
  database::Enrolment find_enrolled(const database::ReadTransaction& tx, const domain::Scope& scope,
                                    const std::string& card) const;
  CollectionView open_visit(database::WriteTransaction& tx, const Asked& asked, const database::Enrolment& enrolment,
                            const StartOrder& order) const;

  House& house_;
};

}  // namespace frostkeep::services
