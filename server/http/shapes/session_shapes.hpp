#pragma once
/// Bodies of signing in and out.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct SignInBody {
  std::string user_name;
  std::string password;
  std::optional<domain::SiteId> site_id;
  std::optional<domain::DeviceId> device_id;
};
inline const Shape<SignInBody> kSignInBody{
    "SignInBody",
    {field("user_name", &SignInBody::user_name, max_length(64)),
     field("password", &SignInBody::password, max_length(128)),
     field("site_id", &SignInBody::site_id, about("Where the person works today; the home site if absent.")),
     field("device_id", &SignInBody::device_id, about("As an earlier answer told this workstation."))}};

struct SwitchPersonBody {
  std::string badge;
  std::string pin;
};
inline const Shape<SwitchPersonBody> kSwitchPersonBody{
    "SwitchPersonBody",
    {field("badge", &SwitchPersonBody::badge, max_length(64)), field("pin", &SwitchPersonBody::pin, max_length(32))}};

struct ChangePasswordBody {
  std::string old_password;
  std::string new_password;
};
inline const Shape<ChangePasswordBody> kChangePasswordBody{
    "ChangePasswordBody",
    {field("old_password", &ChangePasswordBody::old_password, max_length(128)),
     field("new_password", &ChangePasswordBody::new_password, max_length(128), about("At least 12 characters."))}};

struct ChangePinBody {
  std::string password;
  std::string pin;
};
inline const Shape<ChangePinBody> kChangePinBody{
    "ChangePinBody",
    {field("password", &ChangePinBody::password, max_length(128)),
     field("pin", &ChangePinBody::pin, max_length(32), about("6 to 12 digits, not all the same nor in sequence."))}};

struct ChangeSiteBody {
  domain::SiteId site_id;
};
inline const Shape<ChangeSiteBody> kChangeSiteBody{"ChangeSiteBody", {field("site_id", &ChangeSiteBody::site_id)}};

struct PersonRef {
  domain::UserId id;
  std::string user_name;
  std::string display_name;
  std::string initials;
};
inline const Shape<PersonRef> kPersonRef{
    "PersonRef",
    {field("id", &PersonRef::id), field("user_name", &PersonRef::user_name),
     field("display_name", &PersonRef::display_name), field("initials", &PersonRef::initials)}};

struct SessionBody {
  PersonRef user;
  std::optional<SiteRef> site;
  std::vector<SiteRef> sites;
  std::vector<std::string> roles;
  std::vector<std::string> permissions;
  std::string csrf_token;
  domain::DeviceId device_id;
  base::Timestamp expires_at;
  bool password_change_needed = false;
};
inline const Shape<SessionBody> kSessionBody{
    "Session",
    {field("user", &SessionBody::user, kPersonRef), field("site", &SessionBody::site, kSiteRef),
     field("sites", &SessionBody::sites, kSiteRef), field("roles", &SessionBody::roles),
     field("permissions", &SessionBody::permissions),
     field("csrf_token", &SessionBody::csrf_token, about("Goes into X-CSRF-Token of each write.")),
     field("device_id", &SessionBody::device_id), field("expires_at", &SessionBody::expires_at),
     field("password_change_needed", &SessionBody::password_change_needed)}};
SessionBody body_of(const services::SessionView& view);

}  // namespace frostkeep::http
