#include "http/gate.hpp"
#include "http/routes.hpp"
#include "http/shapes/session_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;

Response signed_in_answer(const Request& request, const services::SignedIn& signed_in, int status) {
  return answer(kSessionBody, body_of(signed_in.view), status)
      .with("Set-Cookie", session_cookie(signed_in.token, request.over_tls));
}

Response sign_in(const Request& request, services::Services& services) {
  const auto body = request.body_as(kSignInBody);
  return signed_in_answer(
      request,
      services.sessions.sign_in({body.user_name, body.password, body.site_id.value_or(domain::SiteId{}),
                                 body.device_id.value_or(domain::DeviceId{}), request.source},
                                request.id),
      201);
}

Response switch_person(const Request& request, services::Services& services) {
  const auto body = request.body_as(kSwitchPersonBody);
  return signed_in_answer(
      request, services.sessions.switch_person(request.signed_in(), body.badge, body.pin, request.source, request.id),
      201);
}

Response change_password(const Request& request, services::Services& services) {
  const auto body = request.body_as(kChangePasswordBody);
  return signed_in_answer(request,
                          services.sessions.change_password(request.signed_in(), body.old_password, body.new_password,
                                                            request.source, request.id),
                          200);
}

Response change_pin(const Request& request, services::Services& services) {
  const auto body = request.body_as(kChangePinBody);
  const auto view =
      services.sessions.change_pin(request.signed_in(), body.password, body.pin, request.source, request.id);
  return answer(kSessionBody, body_of(view));
}

Response change_site(const Request& request, services::Services& services) {
  const auto body = request.body_as(kChangeSiteBody);
  return answer(kSessionBody, body_of(services.sessions.change_site(request.signed_in(), body.site_id, request.id)));
}

Response sign_out(const Request& request, services::Services& services) {
  services.sessions.sign_out(request.signed_in(), request.id);
  return no_content().with("Set-Cookie", expired_session_cookie(request.over_tls));
}

Response read_session(const Request& request, const services::Services& services) {
  return answer(kSessionBody, body_of(services.sessions.view(request.signed_in())));
}

}  // namespace

std::vector<Route> session_routes() {
  return {
      Route::post("/api/v1/sessions", "sign_in", Permission::anyone, sign_in)
          .takes(kSignInBody)
          .gives(kSessionBody, 201)
          .without_idempotency()
          .summary("登录", "Sign in"),
      Route::get("/api/v1/session", "read_session", Permission::signed_in, read_session)
          .gives(kSessionBody)
          .before_password_change()
          .summary("当前会话", "Who is signed in, and what they may do"),
      Route::remove("/api/v1/session", "sign_out", Permission::signed_in, sign_out)
          .without_idempotency()
          .before_password_change()
          .summary("退出", "Sign out"),
      Route::put("/api/v1/session/person", "switch_person", Permission::signed_in, switch_person)
          .takes(kSwitchPersonBody)
          .gives(kSessionBody, 201)
          .without_idempotency()
          .summary("换人（胸牌 + PIN）", "Another person at the same workstation, by badge and PIN"),
      Route::put("/api/v1/session/password", "change_password", Permission::signed_in, change_password)
          .takes(kChangePasswordBody)
          .gives(kSessionBody)
          .without_idempotency()
          .before_password_change()
          .summary("修改密码", "Change one's own password"),
      Route::put("/api/v1/session/pin", "change_pin", Permission::signed_in, change_pin)
          .takes(kChangePinBody)
          .gives(kSessionBody)
          .without_idempotency()
          .may_refuse({domain::ErrorCode::pin_too_weak})
          .summary("设置自己的 PIN 码", "Set one's own PIN for the bench, proved by the password"),
      Route::put("/api/v1/session/site", "change_site", Permission::signed_in, change_site)
          .takes(kChangeSiteBody)
          .gives(kSessionBody)
          .without_idempotency()
          .summary("切换地点", "Work at another site"),
  };
}

}  // namespace frostkeep::http
