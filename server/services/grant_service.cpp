#include "services/grant_service.hpp"

#include <algorithm>

#include "domain/refusal.hpp"
#include "services/user_service.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::StoredGrant;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::UserId;

GrantView view_of(const ReadTransaction& tx, const StoredGrant& stored) {
  return {stored, database::find_site(tx, stored.grant.site), database::find_study(tx, stored.grant.study)};
}

void need_to_give(const ReadTransaction& tx, const Asked& asked, const domain::Grant& grant) {
  if (!asked.context.actor) return;
  const auto missing = domain::missing_to_give(database::active_grants(tx, asked.context.actor), grant);
  if (missing) throw Refused(ErrorCode::grant_exceeds_own, {{"permission", std::string(domain::name_of(*missing))}});
}

void check_place(const ReadTransaction& tx, const domain::Scope& scope, const domain::Grant& wanted) {
  const auto site = database::find_site(tx, wanted.site);
  if (wanted.site && (!site || site->retired || !scope.contains_site(wanted.site))) {
    throw Refused(ErrorCode::not_found, {{"field", "site"}});
  }
  const auto study = database::find_study(tx, wanted.study);
  if (wanted.study && (!study || study->retired || !scope.contains({}, wanted.study))) {
    throw Refused(ErrorCode::not_found, {{"field", "study"}});
  }
}

bool gives_rights(const StoredGrant& grant) {
  return domain::role_has(grant.grant.role, domain::Permission::grant_edit);
}

}  // namespace

std::vector<GrantView> GrantService::list(const domain::Scope& scope, UserId user) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    if (!database::find_user_line(tx, scope, user)) throw Refused(ErrorCode::not_found);
    std::vector<GrantView> views;
    for (const StoredGrant& stored : database::read_grants(tx, user)) {
      if (scope.contains(stored.grant.site, stored.grant.study)) views.push_back(view_of(tx, stored));
    }
    return views;
  });
}

GrantView GrantService::give(const Asked& asked, UserId user, const domain::Grant& wanted) {
  if (asked.context.actor == user) throw Refused(ErrorCode::own_account);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    lock_visible_user(tx, asked.scope, user);
    check_place(tx, asked.scope, wanted);
    need_to_give(tx, asked, wanted);
    const StoredGrant fresh{domain::GrantId{tx.next_id()}, 1, user, wanted};
    const auto held = database::active_grants(tx, user);
    if (std::ranges::find(held, wanted) != held.end()) throw Refused(ErrorCode::grant_held);
    database::insert_grant(tx, fresh);
    return view_of(tx, fresh);
  });
}

GrantView GrantService::revoke(const Asked& asked, UserId user, domain::GrantId grant) {
  if (asked.context.actor == user) throw Refused(ErrorCode::own_account);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto unbounded = database::lock_unbounded_grants(tx);
    if (!database::find_user_line(tx, asked.scope, user)) throw Refused(ErrorCode::not_found);
    const auto locked = database::lock_grant(tx, grant);
    const bool seen = locked && locked->first.user == user &&
                      asked.scope.contains(locked->first.grant.site, locked->first.grant.study);
    if (!seen) throw Refused(ErrorCode::not_found);
    auto [stored, head] = *locked;
    need_to_give(tx, asked, stored.grant);
    if (!stored.active) return view_of(tx, stored);
    const auto is_this = [&](const StoredGrant& g) { return g.id == grant && gives_rights(g); };
    const auto is_other = [&](const StoredGrant& g) { return g.id != grant && gives_rights(g); };
    if (std::ranges::any_of(unbounded, is_this) && std::ranges::none_of(unbounded, is_other)) {
      throw Refused(ErrorCode::last_administrator);
    }
    database::revoke_grant(tx, head);
    stored.active = false;
    ++stored.version;
    return view_of(tx, stored);
  });
}

}  // namespace frostkeep::services
