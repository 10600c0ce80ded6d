#pragma once
/// What is known of the person who asks.

#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"

namespace frostkeep::domain {

/// A signed-in person at a workstation; read anew for each request, so that a revoked grant acts on the next one.
struct Session {
  SessionId id;
  UserId user;
  SiteId site;      ///< where the person works now
  DeviceId device;  ///< the workstation
  std::string csrf_token;
  base::Timestamp expires_at;
  std::vector<Grant> grants;
  bool password_change_needed = false;
};

}  // namespace frostkeep::domain
