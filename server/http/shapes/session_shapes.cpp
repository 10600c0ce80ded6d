#include "http/shapes/session_shapes.hpp"

namespace frostkeep::http {

SessionBody body_of(const services::SessionView& view) {
  SessionBody body;
  body.user = {view.user.id, view.user.user_name, view.user.display_name, view.user.initials};
  if (view.site) body.site = ref_of(*view.site);
  for (const database::Site& site : view.sites) body.sites.push_back(ref_of(site));
  for (const domain::Role role : view.roles) body.roles.emplace_back(domain::name_of(role));
  for (const domain::Permission p : view.permissions) body.permissions.emplace_back(domain::name_of(p));
  body.csrf_token = view.session.csrf_token;
  body.device_id = view.session.device;
  body.expires_at = view.session.expires_at;
  body.password_change_needed = view.session.password_change_needed;
  return body;
}

}  // namespace frostkeep::http
