#include "services/user_service.hpp"

#include <algorithm>

#include "domain/people_rules.hpp"
#include "services/fresh_codes.hpp"
#include "services/secrets.hpp"

namespace frostkeep::services {
namespace {

using database::LockedUser;
using database::ReadTransaction;
using database::User;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::Refused;
using domain::UserId;
using domain::Violation;

constexpr const char* kBadgePrefix = "BG";
constexpr int kBadgeDigits = 8;

std::vector<Violation> problems_of(const User& user) {
  std::vector<Violation> problems;
  if (auto problem = domain::problem_of_user_name(user.user_name)) problems.push_back(*problem);
  if (auto problem = domain::problem_of_name("display_name", user.display_name)) problems.push_back(*problem);
  if (!user.initials.empty()) {
    auto problem = domain::problem_of_name("initials", user.initials, domain::kLongestInitials);
    if (problem) problems.push_back(*problem);
  }
  return problems;
}

void check(const User& user) {
  auto problems = problems_of(user);
  if (!problems.empty()) throw Refused(std::move(problems));
}

/// A home that the asker may give: a site in use that lies wholly in the scope, or none for who may act everywhere.
void check_home(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId home) {
  if (!home && scope.covers({}, {})) return;
  if (!home) throw Refused(ErrorCode::field_missing, {{"field", "site"}});
  const auto site = database::find_site(tx, home);
  if (!site || site->retired || !scope.contains_site(home)) throw Refused(ErrorCode::not_found, {{"field", "site"}});
  if (!scope.covers(home, {})) throw Refused(ErrorCode::permission_missing, {{"permission", "user_edit"}});
}

void not_oneself(const Asked& asked, UserId id) {
  if (asked.context.actor == id) throw Refused(ErrorCode::own_account);
}

}  // namespace

void need_management(const ReadTransaction& tx, const Asked& asked, const User& user) {
  if (!asked.context.actor) return;
  const auto missing = domain::missing_to_manage(database::active_grants(tx, asked.context.actor),
                                                 database::active_grants(tx, user.id), user.home_site);
  if (missing) throw Refused(ErrorCode::grant_exceeds_own, {{"permission", std::string(domain::name_of(*missing))}});
}

LockedUser lock_visible_user(WriteTransaction& tx, const domain::Scope& scope, UserId id) {
  auto locked = database::lock_user(tx, id);
  if (!locked || !database::find_user_line(tx, scope, id)) throw Refused(ErrorCode::not_found);
  return std::move(*locked);
}

UserView UserService::describe(const ReadTransaction& tx, const domain::Scope& scope, UserId id) const {
  auto line = database::find_user_line(tx, scope, id);
  if (!line) throw Refused(ErrorCode::not_found);
  auto home = database::find_site(tx, line->user.home_site);
  return {std::move(*line), std::move(home)};
}

UserPage UserService::list(const domain::Scope& scope, const std::string& after, std::uint32_t limit) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    auto lines = database::list_users(tx, scope, after, limit + 1);
    UserPage page;
    page.more = lines.size() > limit;
    if (page.more) lines.pop_back();
    const auto sites = database::read_sites(tx);
    for (database::UserLine& line : lines) {
      const auto home = std::ranges::find(sites, line.user.home_site, &database::Site::id);
      page.users.push_back({std::move(line), home == sites.end() ? std::nullopt : std::optional(*home)});
    }
    return page;
  });
}

UserView UserService::view(const domain::Scope& scope, UserId id) const {
  return house_.database.read([&](const ReadTransaction& tx) { return describe(tx, scope, id); });
}

std::optional<UserId> UserService::find(const std::string& user_name) const {
  const auto found = house_.database.read(
      [&](const ReadTransaction& tx) { return database::find_user_to_sign_in(tx, user_name); });
  return found ? std::optional(found->user.id) : std::nullopt;
}

UserSecret UserService::add(const Asked& asked, const NewUser& wanted) {
  User user;
  user.user_name = domain::user_name_of(wanted.user_name);
  user.display_name = wanted.display_name;
  user.initials = wanted.initials;
  user.home_site = wanted.home_site;
  check(user);
  const std::string password = make_password(house_.random);
  database::Credential credential;
  credential.password_hash = hash_secret(house_, password);
  credential.change_needed = true;
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    check_home(tx, asked.scope, user.home_site);
    if (database::find_user_to_sign_in(tx, user.user_name)) {
      throw Refused(ErrorCode::name_taken, {{"field", "user_name"}, {"name", user.user_name}});
    }
    User fresh = user;
    fresh.id = UserId{tx.next_id()};
    fresh.credential_digest = database::digest_of(credential);
    database::insert_user(tx, fresh);
    database::Credential kept = credential;
    kept.user = fresh.id;
    database::insert_credential(tx, kept);
    return UserSecret{describe(tx, asked.scope, fresh.id), password};
  });
}

UserView UserService::edit(const Asked& asked, UserId id, std::uint32_t version, const UserEdit& edit) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedUser before = lock_visible_user(tx, asked.scope, id);
    need_management(tx, asked, before.user);
    if (before.user.version != version) throw Refused(ErrorCode::version_stale, {{"what", before.user.display_name}});
    User after = before.user;
    after.display_name = edit.display_name.value_or(after.display_name);
    after.initials = edit.initials.value_or(after.initials);
    after.home_site = edit.home_site.value_or(after.home_site);
    check(after);
    if (after.home_site != before.user.home_site) check_home(tx, asked.scope, after.home_site);
    database::change_user(tx, before, after, Happening::edited);
    return describe(tx, asked.scope, id);
  });
}

UserView UserService::set_disabled(const Asked& asked, UserId id, bool disabled) {
  not_oneself(asked, id);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto unbounded = database::lock_unbounded_grants(tx);
    const LockedUser before = lock_visible_user(tx, asked.scope, id);
    need_management(tx, asked, before.user);
    const auto gives_rights = [](const database::StoredGrant& g) {
      return domain::role_has(g.grant.role, domain::Permission::grant_edit);
    };
    const bool has = std::ranges::any_of(unbounded, [&](const auto& g) { return g.user == id && gives_rights(g); });
    const bool others = std::ranges::any_of(unbounded, [&](const auto& g) { return g.user != id && gives_rights(g); });
    if (disabled && has && !others) throw Refused(ErrorCode::last_administrator);
    if (before.user.disabled != disabled) {
      User after = before.user;
      after.disabled = disabled;
      database::change_user(tx, before, after, disabled ? Happening::disabled : Happening::enabled);
    }
    return describe(tx, asked.scope, id);
  });
}

UserView UserService::disable(const Asked& asked, UserId id) { return set_disabled(asked, id, true); }

UserView UserService::enable(const Asked& asked, UserId id) { return set_disabled(asked, id, false); }

UserSecret UserService::reset_password(const Asked& asked, UserId id) {
  not_oneself(asked, id);
  const std::string password = make_password(house_.random);
  const std::string hash = hash_secret(house_, password);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    need_management(tx, asked, lock_visible_user(tx, asked.scope, id).user);
    database::change_password(tx, id, hash, true);
    return UserSecret{describe(tx, asked.scope, id), password};
  });
}

UserSecret UserService::reset_pin(const Asked& asked, UserId id) {
  not_oneself(asked, id);
  const std::string pin = make_pin(house_.random);
  const std::string hash = hash_secret(house_, pin);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    need_management(tx, asked, lock_visible_user(tx, asked.scope, id).user);
    database::change_pin(tx, id, hash);
    return UserSecret{describe(tx, asked.scope, id), pin};
  });
}

UserView UserService::issue_badge(const Asked& asked, UserId id) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const LockedUser before = lock_visible_user(tx, asked.scope, id);
    need_management(tx, asked, before.user);
    User after = before.user;
    after.badge_code = fresh_codes(tx, house_.random, kBadgePrefix, kBadgeDigits, 1).front();
    database::change_user(tx, before, after, Happening::code_added);
    return describe(tx, asked.scope, id);
  });
}

}  // namespace frostkeep::services
