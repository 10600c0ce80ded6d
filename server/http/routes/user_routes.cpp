#include "http/routes.hpp"
#include "http/shapes/user_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using domain::UserId;
using services::Asked;

constexpr int kPage = 50;

UserId user_of(const Request& request) { return request.path_id<UserId>("user_id"); }

/// How every change of an account is answered, but those that make a secret.
template <typename Act>
Response answer_with_user(const Request& request, services::Services& services, std::string reason, Act act) {
  return write_once(request, services, kUserBody, 200, std::move(reason), act, [&](const services::UserView& view) {
    return body_of(view, services.house.now());
  });
}

/// Answers with a secret in `field` of the body; what is remembered for repeats is that it was shown.
template <typename Act>
Response answer_with_secret(const Request& request, services::Services& services,
                            std::optional<std::string> UserSecretBody::*field, Act act) {
  const auto remember = [&](const services::UserSecret& made) {
    return UserSecretBody{body_of(made.view, services.house.now()), {}, {}, true};
  };
  const auto show = [&](const services::UserSecret& made) {
    UserSecretBody body = remember(made);
    body.*field = made.secret;
    body.already_shown = false;
    return body;
  };
  return write_once(request, services, kUserSecretBody, 201, {}, act, show, remember);
}

Response list_users(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kUserQuery);
  const auto page = services.users.list(request.scope, query.after.value_or(""),
                                        static_cast<std::uint32_t>(query.limit.value_or(kPage)));
  UserPageBody body{{}, page.more};
  for (const auto& view : page.users) body.items.push_back(body_of(view, services.house.now()));
  return answer(kUserPageBody, body);
}

Response read_user(const Request& request, const services::Services& services) {
  const auto view = services.users.view(request.scope, user_of(request));
  return answer(kUserBody, body_of(view, services.house.now())).with_version(view.line.user.version);
}

Response add_user(const Request& request, services::Services& services) {
  const auto body = request.body_as(kNewUserBody);
  const services::NewUser wanted{body.user_name, body.display_name, body.initials.value_or(""),
                                 body.home_site_id.value_or(domain::SiteId{})};
  return answer_with_secret(request, services, &UserSecretBody::password,
                            [&](const Asked& asked) { return services.users.add(asked, wanted); });
}

Response edit_user(const Request& request, services::Services& services) {
  const auto body = request.body_as(kUserEditBody);
  const services::UserEdit edit{body.display_name, body.initials, body.home_site_id};
  const auto version = static_cast<std::uint32_t>(*request.if_match);
  return answer_with_user(request, services, {}, [&](const Asked& asked) {
    return services.users.edit(asked, user_of(request), version, edit);
  });
}

Response disable_user(const Request& request, services::Services& services) {
  const auto body = request.body_as(kReasonBody);
  return answer_with_user(request, services, body.reason,
                          [&](const Asked& asked) { return services.users.disable(asked, user_of(request)); });
}

Response enable_user(const Request& request, services::Services& services) {
  const auto body = request.body_as(kReasonBody);
  return answer_with_user(request, services, body.reason,
                          [&](const Asked& asked) { return services.users.enable(asked, user_of(request)); });
}

Response reset_password(const Request& request, services::Services& services) {
  return answer_with_secret(request, services, &UserSecretBody::password,
                            [&](const Asked& asked) { return services.users.reset_password(asked, user_of(request)); });
}

Response reset_pin(const Request& request, services::Services& services) {
  return answer_with_secret(request, services, &UserSecretBody::pin,
                            [&](const Asked& asked) { return services.users.reset_pin(asked, user_of(request)); });
}

Response issue_badge(const Request& request, services::Services& services) {
  return answer_with_user(request, services, {},
                          [&](const Asked& asked) { return services.users.issue_badge(asked, user_of(request)); });
}

Response list_grants(const Request& request, const services::Services& services) {
  GrantsBody body;
  for (const auto& view : services.grants.list(request.scope, user_of(request))) body.items.push_back(body_of(view));
  return answer(kGrantsBody, body);
}

Response give_grant(const Request& request, services::Services& services) {
  const auto body = request.body_as(kNewGrantBody);
  const domain::Grant wanted{body.role, body.site_id.value_or(domain::SiteId{}),
                             body.study_id.value_or(domain::StudyId{})};
  return write_once(
      request, services, kGrantBody, 201, body.reason.value_or(""),
      [&](const Asked& asked) { return services.grants.give(asked, user_of(request), wanted); },
      [](const services::GrantView& view) { return body_of(view); });
}

Response revoke_grant(const Request& request, services::Services& services) {
  const auto body = request.body_as(kReasonBody);
  const auto grant = request.path_id<domain::GrantId>("grant_id");
  return write_once(
      request, services, kGrantBody, 200, body.reason,
      [&](const Asked& asked) { return services.grants.revoke(asked, user_of(request), grant); },
      [](const services::GrantView& view) { return body_of(view); });
}

Response list_roles(const Request&, const services::Services&) { return answer(kRolesBody, all_roles_body()); }

}  // namespace

std::vector<Route> user_routes() {
  using enum domain::ErrorCode;
  return {
      Route::get("/api/v1/users", "list_users", Permission::user_read, list_users)
          .queries(kUserQuery).gives(kUserPageBody).summary("我所在地点的人员", "The people of the asker's sites"),
      Route::post("/api/v1/users", "add_user", Permission::user_edit, add_user)
          .takes(kNewUserBody).gives(kUserSecretBody, 201).may_refuse({name_taken})
          .summary("新增人员（一次性密码只显示一次）", "Add a person; the password for the first sign-in is shown once"),
      Route::get("/api/v1/users/{user_id}", "read_user", Permission::user_read, read_user)
          .gives(kUserBody).summary("一位人员", "One person"),
      Route::patch("/api/v1/users/{user_id}", "edit_user", Permission::user_edit, edit_user)
          .takes(kUserEditBody).gives(kUserBody).needs_version().may_refuse({grant_exceeds_own})
          .summary("修改人员", "Change a person's name, initials or home site"),
      Route::post("/api/v1/users/{user_id}/disable", "disable_user", Permission::user_edit, disable_user)
          .takes(kReasonBody).gives(kUserBody).may_refuse({own_account, grant_exceeds_own, last_administrator})
          .summary("停用账号", "Disable an account; acts on its next request"),
      Route::post("/api/v1/users/{user_id}/enable", "enable_user", Permission::user_edit, enable_user)
          .takes(kReasonBody).gives(kUserBody).may_refuse({own_account, grant_exceeds_own})
          .summary("启用账号", "Enable an account again"),
      Route::post("/api/v1/users/{user_id}/password-resets", "reset_password", Permission::user_edit, reset_password)
          .gives(kUserSecretBody, 201).may_refuse({own_account, grant_exceeds_own})
          .summary("重置密码（只显示一次）", "Make a new password, shown once; ends all sessions"),
      Route::post("/api/v1/users/{user_id}/pin-resets", "reset_pin", Permission::user_edit, reset_pin)
          .gives(kUserSecretBody, 201).may_refuse({own_account, grant_exceeds_own})
          .summary("重置 PIN 码（只显示一次）", "Make a new PIN for the bench, shown once"),
      Route::post("/api/v1/users/{user_id}/badges", "issue_badge", Permission::user_edit, issue_badge)
          .gives(kUserBody).may_refuse({grant_exceeds_own})
          .summary("发放新胸牌", "Issue a new badge; the earlier one signs nobody in any more"),
      Route::get("/api/v1/users/{user_id}/grants", "list_grants", Permission::user_read, list_grants)
          .gives(kGrantsBody).summary("一位人员的权限", "What a person may do, and what was revoked"),
      Route::post("/api/v1/users/{user_id}/grants", "give_grant", Permission::grant_edit, give_grant)
          .takes(kNewGrantBody).gives(kGrantBody, 201).may_refuse({own_account, grant_exceeds_own, grant_held})
          .summary("授予角色", "Give a role at a site, for a study"),
      Route::post("/api/v1/users/{user_id}/grants/{grant_id}/revoke", "revoke_grant", Permission::grant_edit,
                  revoke_grant)
          .takes(kReasonBody).gives(kGrantBody).may_refuse({own_account, grant_exceeds_own, last_administrator})
          .summary("撤销角色", "Take a role back; acts on the person's next request"),
      Route::get("/api/v1/roles", "list_roles", Permission::user_read, list_roles)
          .gives(kRolesBody).summary("全部角色及其权限", "Every role and what it may do"),
  };
}

}  // namespace frostkeep::http
