#pragma once
/// Bodies of accounts and grants.

#include <optional>

#include "domain/people_rules.hpp"
#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct UserBody {
  domain::UserId id;
  std::uint32_t version = 0;
  std::string user_name;
  std::string display_name;
  std::string initials;
  std::optional<SiteRef> home_site;
  bool disabled = false;
  std::optional<std::string> badge_code;
  bool has_pin = false;
  bool password_change_needed = false;
  std::optional<base::Timestamp> locked_until;
  std::vector<domain::Role> roles;
};
inline const Shape<UserBody> kUserBody{
    "User",
    {field("id", &UserBody::id), field("version", &UserBody::version), field("user_name", &UserBody::user_name),
     field("display_name", &UserBody::display_name), field("initials", &UserBody::initials),
     field("home_site", &UserBody::home_site, kSiteRef, about("Absent for who belongs to no site.")),
     field("disabled", &UserBody::disabled), field("badge_code", &UserBody::badge_code),
     field("has_pin", &UserBody::has_pin), field("password_change_needed", &UserBody::password_change_needed),
     field("locked_until", &UserBody::locked_until, about("Until when sign-ins wait after failures; absent if not.")),
     field("roles", &UserBody::roles, one_of(domain::all_roles()), about("Held anywhere, each once."))}};
UserBody body_of(const services::UserView& view, base::Timestamp now);

struct UserQuery {
  std::optional<std::string> after;
  std::optional<std::int64_t> limit;
};
inline const Shape<UserQuery> kUserQuery{
    "UserQuery",
    {field("after", &UserQuery::after, max_length(64), about("The user name after which the page begins.")),
     field("limit", &UserQuery::limit, range(1, 200))}};

struct UserPageBody {
  std::vector<UserBody> items;
  bool more = false;
};
inline const Shape<UserPageBody> kUserPageBody{
    "UserPage", {field("items", &UserPageBody::items, kUserBody), field("more", &UserPageBody::more)}};

struct NewUserBody {
  std::string user_name;
  std::string display_name;
  std::optional<std::string> initials;
  std::optional<domain::SiteId> home_site_id;
};
inline const Shape<NewUserBody> kNewUserBody{
    "NewUser",
    {field("user_name", &NewUserBody::user_name, max_length(domain::kLongestUserName)),
     field("display_name", &NewUserBody::display_name, max_length(domain::kLongestName)),
     field("initials", &NewUserBody::initials, max_length(domain::kLongestInitials)),
     field("home_site_id", &NewUserBody::home_site_id,
           about("May be absent only where the asker's right holds at every site."))}};

struct UserEditBody {
  std::optional<std::string> display_name;
  std::optional<std::string> initials;
  std::optional<domain::SiteId> home_site_id;
};
inline const Shape<UserEditBody> kUserEditBody{
    "UserEdit",
    {field("display_name", &UserEditBody::display_name, max_length(domain::kLongestName)),
     field("initials", &UserEditBody::initials, max_length(domain::kLongestInitials)),
     field("home_site_id", &UserEditBody::home_site_id)}};

/// A secret that was made for somebody: told in the first answer, and by no repeat of it.
struct UserSecretBody {
  UserBody user;
  std::optional<std::string> password;
  std::optional<std::string> pin;
  bool already_shown = false;
};
inline const Shape<UserSecretBody> kUserSecretBody{
    "UserSecret",
    {field("user", &UserSecretBody::user, kUserBody), field("password", &UserSecretBody::password),
     field("pin", &UserSecretBody::pin),
     field("already_shown", &UserSecretBody::already_shown,
           about("This repeats an earlier answer; the secret was in that one and is kept nowhere."))}};

struct GrantBody {
  domain::GrantId id;
  domain::UserId user_id;
  domain::Role role = domain::Role::technician;
  std::optional<SiteRef> site;
  std::optional<StudyRef> study;
  bool active = true;
};
inline const Shape<GrantBody> kGrantBody{
    "Grant",
    {field("id", &GrantBody::id), field("user_id", &GrantBody::user_id),
     field("role", &GrantBody::role, one_of(domain::all_roles())),
     field("site", &GrantBody::site, kSiteRef, about("Absent: every site.")),
     field("study", &GrantBody::study, kStudyRef, about("Absent: every study.")),
     field("active", &GrantBody::active, about("False once it was revoked."))}};
GrantBody body_of(const services::GrantView& view);

struct GrantsBody {
  std::vector<GrantBody> items;
};
inline const Shape<GrantsBody> kGrantsBody{"Grants", {field("items", &GrantsBody::items, kGrantBody)}};

struct NewGrantBody {
  domain::Role role = domain::Role::technician;
  std::optional<domain::SiteId> site_id;
  std::optional<domain::StudyId> study_id;
  std::optional<std::string> reason;
};
inline const Shape<NewGrantBody> kNewGrantBody{
    "NewGrant",
    {field("role", &NewGrantBody::role, one_of(domain::all_roles())),
     field("site_id", &NewGrantBody::site_id, about("Absent: every site.")),
     field("study_id", &NewGrantBody::study_id, about("Absent: every study.")),
     field("reason", &NewGrantBody::reason, max_length(500))}};

struct RoleBody {
  domain::Role role = domain::Role::technician;
  std::vector<std::string> permissions;
};
inline const Shape<RoleBody> kRoleBody{
    "Role",
    {field("role", &RoleBody::role, one_of(domain::all_roles())), field("permissions", &RoleBody::permissions)}};

struct RolesBody {
  std::vector<RoleBody> items;
};
inline const Shape<RolesBody> kRolesBody{"Roles", {field("items", &RolesBody::items, kRoleBody)}};
/// Every role with what it may do, as the policy has it.
RolesBody all_roles_body();

}  // namespace frostkeep::http
