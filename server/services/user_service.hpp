#pragma once
/// The accounts of people: made, changed, disabled, their secrets made anew. Whoever changes an account must be able to
/// give all that it holds (domain::missing_to_manage); an actor of none is the operator at the machine's own command
/// line, who may do everything. All of it acts on the next request of the person concerned.

#include <optional>
#include <string>
#include <vector>

#include "database/user_list_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct UserView {
  database::UserLine line;
  std::optional<database::Site> home_site;
};

struct UserPage {
  std::vector<UserView> users;
  bool more = false;
};

/// What is told exactly once: a password or PIN that was made for somebody.
struct UserSecret {
  UserView view;
  std::string secret;
};

struct NewUser {
  std::string user_name;  ///< as domain::user_name_of makes it
  std::string display_name;
  std::string initials = {};
  domain::SiteId home_site = {};
};

/// What is changed; what isn't told stays.
struct UserEdit {
  std::optional<std::string> display_name = {};
  std::optional<std::string> initials = {};
  std::optional<domain::SiteId> home_site = {};
};

class UserService {
 public:
  explicit UserService(House& house) : house_(house) {}

  /// Those whose home site or any grant meets the scope, in order of name.
  UserPage list(const domain::Scope& scope, const std::string& after, std::uint32_t limit) const;
  UserView view(const domain::Scope& scope, domain::UserId id) const;
  /// The account of a user name, as domain::user_name_of makes it.
  std::optional<domain::UserId> find(const std::string& user_name) const;

  /// An account with a password to be changed at the first sign-in, no PIN, no badge and no grant. The scope must
  /// cover the home site (every site, where there is none). Refused: not_found {site}, name_taken {name}, the fields'.
  UserSecret add(const Asked& asked, const NewUser& wanted);
  /// Refused from here on: not_found; grant_exceeds_own {permission}; version_stale.
  UserView edit(const Asked& asked, domain::UserId id, std::uint32_t version, const UserEdit& edit);
  /// All sessions of the person end with their next request. Refused also: own_account, last_administrator. Disabling
  /// who is disabled (enabling who isn't) changes nothing.
  UserView disable(const Asked& asked, domain::UserId id);
  UserView enable(const Asked& asked, domain::UserId id);
  /// A new password, to be changed at the next sign-in; ends all sessions and the waiting after failures. Refused also:
  /// own_account.
  UserSecret reset_password(const Asked& asked, domain::UserId id);
  /// A new PIN for the bench. Refused also: own_account.
  UserSecret reset_pin(const Asked& asked, domain::UserId id);
  /// A new badge; the earlier one names its owner still but signs nobody in.
  UserView issue_badge(const Asked& asked, domain::UserId id);

 private:
  UserView describe(const database::ReadTransaction& tx, const domain::Scope& scope, domain::UserId id) const;
  UserView set_disabled(const Asked& asked, domain::UserId id, bool disabled);

  House& house_;
};

/// Refused(grant_exceeds_own {permission}) unless the actor may change the account of `user`.
void need_management(const database::ReadTransaction& tx, const Asked& asked, const database::User& user);
/// The user under lock. Refused(not_found) for one outside the scope.
database::LockedUser lock_visible_user(database::WriteTransaction& tx, const domain::Scope& scope, domain::UserId id);

}  // namespace frostkeep::services
