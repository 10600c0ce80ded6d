#pragma once
/// SQL for looking at users with what they may do.

#include <string>
#include <vector>

#include "database/people_records.hpp"

namespace frostkeep::database {

/// A user as an administrator sees them; hashes stay where they are.
struct UserLine {
  User user;
  bool has_pin = false;
  bool password_change_needed = false;
  base::Timestamp locked_until;       ///< the epoch if no failure is counted against them
  std::vector<domain::Grant> grants;  ///< active ones, in order of giving
};

/// Users whose home site or any active grant meets the scope, by name behind `after`, at most `limit`.
/// One statement.
std::vector<UserLine> list_users(const ReadTransaction& tx, const domain::Scope& scope, const std::string& after,
                                 std::uint32_t limit);
/// The same of one user; nothing outside the scope.
std::optional<UserLine> find_user_line(const ReadTransaction& tx, const domain::Scope& scope, domain::UserId id);

}  // namespace frostkeep::database
