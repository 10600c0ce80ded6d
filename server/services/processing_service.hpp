#pragma once
/// The bench: tubes are spun, kept, frozen; many in one request, with the times from which SPREC follows.

#include <optional>
#include <string>
#include <vector>

#include "database/people_records.hpp"
#include "database/processing_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Tubes of one step: four racks of 96.
constexpr std::size_t kMaxTubesProcessed = 384;

struct ProcessingOrder {
  /// Kind and facts; id, site and operator are the service's to fill in.
  domain::Processing step = {};
  std::optional<base::Timestamp> started_at = {};  ///< now if not told
  std::vector<std::string> codes = {};
};

/// What is told when a step that was started is over. What isn't told stays as it was.
struct ProcessingEnd {
  std::optional<base::Timestamp> ended_at = {};  ///< now if not told
  std::optional<std::int32_t> minutes = {};      ///< if never told: from start to end
  std::optional<std::int32_t> kept_after_mdeg_c = {};
  std::string deviation = {};
};

struct ProcessingView {
  domain::Processing step;
  std::optional<database::Site> site;
  std::string operator_name;
  std::vector<domain::Sample> tubes;  ///< those in the scope
  std::vector<domain::Warning> warnings = {};
};

class ProcessingService {
 public:
  explicit ProcessingService(House& house) : house_(house) {}

  /// Records a step, whole or begun, with all of its tubes or none: they go round together. Each tube gets an entry,
  /// and its SPREC is derived again, as is that of tubes made of it after the step. The number of statements doesn't
  /// depend on the number of tubes. Refused: field_missing {codes}; what violations_of says of the step; for each tube,
  /// with {code, row, pointer}: code_malformed, code_unknown, code_ambiguous, duplicate_in_request and what
  /// judge_processing says. Consent is not asked: what is kept must be prepared to be kept.
  ProcessingView record(const Asked& asked, const ProcessingOrder& order);
  /// Refused(not_found, processing_ended, field_out_of_range).
  ProcessingView end(const Asked& asked, domain::ProcessingId id, const ProcessingEnd& end);
  ProcessingView view(const domain::Scope& scope, domain::ProcessingId id) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
