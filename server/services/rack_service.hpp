#pragma once
/// A whole rack at once: tubes that are registered where they stand, and registered tubes that are put there. All wells
/// or none; every violation of every well is told.

#include <string>
#include <vector>

#include "domain/accession_rules.hpp"
#include "domain/refusal.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A well and the tube to be registered in it.
struct NewWell {
  std::string position;
  domain::TubeEntry tube;
};

struct RackRegistration {
  domain::ContainerId container;
  domain::StudyId study;
  domain::SiteId site = {};  ///< as AccessionOrder::site
  std::vector<NewWell> wells = {};
};

/// A well and the code that stands in it.
struct ScannedWell {
  std::string position;
  std::string code;
};

struct RackPlacement {
  domain::ContainerId container;
  std::vector<ScannedWell> wells = {};
  bool move = false;  ///< tubes that lie elsewhere come here; else they are refused
};

struct WellView {
  std::string position;
  domain::SampleId id;
  std::string code;
  std::uint64_t entry_id = 0;  ///< 0: it stood there already
};

struct RackView {
  domain::ContainerId container;
  std::string container_code;
  std::vector<WellView> wells;  ///< in the order asked
  std::vector<domain::Warning> warnings;
};

class RackService {
 public:
  explicit RackService(House& house) : house_(house) {}

  /// Registers the tubes and puts each into its well: fourteen statements over HTTP for a rack of 96, donors included.
  RackView register_rack(const Asked& asked, const RackRegistration& order);
  /// Puts tubes into the wells told; those that aren't told stay as they are. Tubes of the request may exchange their
  /// wells. Refused with {row, code, position, pointer}: code_malformed, code_unknown, code_ambiguous,
  /// duplicate_in_request, position_malformed, position_outside and what the placement rules say.
  RackView place_rack(const Asked& asked, const RackPlacement& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
