#pragma once
/// What people may do, given and taken back. A grant never exceeds the granter's own, nobody changes their own, and
/// somebody always remains who can grant rights everywhere. An actor of none is the operator at the command line.

#include <optional>
#include <vector>

#include "database/people_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct GrantView {
  database::StoredGrant stored;
  std::optional<database::Site> site;    ///< none: every site
  std::optional<database::Study> study;  ///< none: every study
};

class GrantService {
 public:
  explicit GrantService(House& house) : house_(house) {}

  /// The grants of a user that meet the scope, revoked ones too. Refused(not_found) for a user outside the scope.
  std::vector<GrantView> list(const domain::Scope& scope, domain::UserId user) const;
  /// Refused: own_account, not_found (the user, the site or the study), grant_exceeds_own {permission}, grant_held.
  GrantView give(const Asked& asked, domain::UserId user, const domain::Grant& wanted);
  /// Acts on the next request of the user. Refused: own_account, not_found, grant_exceeds_own, last_administrator.
  /// Revoking what is revoked changes nothing.
  GrantView revoke(const Asked& asked, domain::UserId user, domain::GrantId grant);

 private:
  House& house_;
};

}  // namespace frostkeep::services
