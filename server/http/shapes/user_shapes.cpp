#include "http/shapes/user_shapes.hpp"

#include <algorithm>

namespace frostkeep::http {

UserBody body_of(const services::UserView& view, base::Timestamp now) {
  const database::User& user = view.line.user;
  UserBody body;
  body.id = user.id;
  body.version = user.version;
  body.user_name = user.user_name;
  body.display_name = user.display_name;
  body.initials = user.initials;
  if (view.home_site) body.home_site = ref_of(*view.home_site);
  body.disabled = user.disabled;
  if (!user.badge_code.empty()) body.badge_code = user.badge_code;
  body.has_pin = view.line.has_pin;
  body.password_change_needed = view.line.password_change_needed;
  if (view.line.locked_until > now) body.locked_until = view.line.locked_until;
  for (const domain::Grant& grant : view.line.grants) {
    if (std::ranges::find(body.roles, grant.role) == body.roles.end()) body.roles.push_back(grant.role);
  }
  return body;
}

GrantBody body_of(const services::GrantView& view) {
  GrantBody body{view.stored.id, view.stored.user, view.stored.grant.role, {}, {}, view.stored.active};
  if (view.site) body.site = ref_of(*view.site);
  if (view.study) body.study = ref_of(*view.study);
  return body;
}

RolesBody all_roles_body() {
  RolesBody body;
  for (const domain::Role role : domain::all_roles()) {
    RoleBody one{role, {}};
    for (const domain::Permission permission : domain::all_permissions()) {
      const bool open = permission == domain::Permission::anyone || permission == domain::Permission::signed_in;
      if (!open && domain::role_has(role, permission)) one.permissions.emplace_back(domain::name_of(permission));
    }
    body.items.push_back(std::move(one));
  }
  return body;
}

}  // namespace frostkeep::http
