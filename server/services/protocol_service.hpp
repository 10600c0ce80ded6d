#pragma once
/// Which tubes a study draws at which visit.

#include <optional>
#include <vector>

#include "database/protocol_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

class ProtocolService {
 public:
  explicit ProtocolService(House& house) : house_(house) {}

  /// The next version of its code in the study, whatever version it names. Refused with everything that is wrong with
  /// it (domain::violations_of), or field_too_long if the whole plan is.
  database::StoredProtocol add(const Asked& asked, domain::StudyId study, domain::Protocol protocol);
  /// Newest versions first.
  std::vector<database::StoredProtocol> list(const domain::Scope& scope, domain::StudyId study) const;
  database::StoredProtocol view(const domain::Scope& scope, domain::ProtocolId id) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
