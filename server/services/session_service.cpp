#include "services/session_service.hpp"

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "database/scan_code_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/people_rules.hpp"
#include "services/secrets.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;

constexpr std::int64_t kFirstWait = 30 * base::kSecond;
constexpr std::int64_t kLongestWait = 15 * base::kMinute;

/// The wait after so many failures in a row: none for the first ones, then 30 s, 60 s … 15 min.
std::int64_t wait_after(std::uint32_t failures) {
  if (failures < kFreeFailures) return 0;
  const std::uint32_t doublings = std::min(failures - kFreeFailures, 5u);
  return std::min(kFirstWait << doublings, kLongestWait);
}

std::string seconds_until(base::Timestamp until, base::Timestamp now) {
  return std::to_string(std::max<std::int64_t>((until - now + base::kSecond - 1) / base::kSecond, 1));
}

/// An address as a key of 16 bytes that doesn't keep the address itself.
std::string source_key(const std::string& source) {
  return std::string(base::as_bytes(base::sha256(source)).substr(0, 16));
}

constexpr std::array<std::string_view, 12> kCommonPasswords = {"password",  "12345678", "qwertyui", "11111111",
                                                               "88888888",  "iloveyou", "admin123", "letmein1",
                                                               "frostkeep", "woaini",   "abcd1234", "00000000"};

}  // namespace

void check_password(const std::string& password, const std::string& user_name) {
  const std::string lower = base::to_lower(password);
  const bool common = std::any_of(kCommonPasswords.begin(), kCommonPasswords.end(),
                                  [&](std::string_view word) { return lower.rfind(word, 0) == 0; });
  const bool single = lower.find_first_not_of(lower.substr(0, 1)) == std::string::npos;
  const bool named = !user_name.empty() && lower.find(base::to_lower(user_name)) != std::string::npos;
  if (base::length_in_characters(password) < kShortestPassword || common || single || named) {
    throw Refused(ErrorCode::password_too_weak, {{"field", "password"}, {"limit", std::to_string(kShortestPassword)}});
  }
}

database::WriteContext SessionService::context(domain::UserId actor, domain::RequestId request) const {
  return {.actor = actor, .request = request, .now = house_.now()};
}

bool SessionService::proves(const database::UserToSignIn& person, const std::string& hash,
                            const std::string& secret) const {
  // A hash that the user's entries don't know was put there behind our back.
  const bool untouched = database::digest_of(person.credential) == person.user.credential_digest;
  return gives_hash(house_, hash, secret) && untouched && !person.user.disabled;
}

bool SessionService::first_in_minute(const std::string& cause) {
  const std::lock_guard lock(folding_);
  if (last_noted_.size() > 10'000) last_noted_.clear();
  base::Timestamp& last = last_noted_[cause];
  if (house_.now() - last < base::kMinute) return false;
  last = house_.now();
  return true;
}

void SessionService::refuse_locked(const Person& person, const std::string& source, const std::string& wait_s,
                                   domain::RequestId request) {
  const domain::UserId user = person ? person->user.id : domain::UserId{};
  if (first_in_minute("locked " + (person ? user.text() : source))) {
    house_.database.write(context(user, request), [&](WriteTransaction& tx) {
      const std::string name = person ? person->user.user_name : std::string();
      database::insert_refused_sign_in(tx, {user, base::sha256(name), source, false});
      return 0;
    });
  }
  throw Refused(ErrorCode::account_locked, {{"wait_s", wait_s}, {"retry_after_s", wait_s}});
}

void SessionService::check_locks(const Person& person, const std::string& source, domain::RequestId request) {
  const base::Timestamp now = house_.now();
  if (person && person->credential.locked_until > now) {
    refuse_locked(person, source, seconds_until(person->credential.locked_until, now), request);
  }
  const auto failures = house_.database.write(context({}, request), [&](WriteTransaction& tx) {
    return database::source_failures(tx, source_key(source), false);
  });
  if (failures >= kSourceFailures) refuse_locked({}, source, "600", request);
}

void SessionService::refuse(const Person& person, const std::string& name, const std::string& source,
                            domain::RequestId request) {
  const base::Timestamp now = house_.now();
  house_.database.write(context(person ? person->user.id : domain::UserId{}, request), [&](WriteTransaction& tx) {
    database::source_failures(tx, source_key(source), true);
    const std::int64_t wait = person ? wait_after(database::count_failure(tx, person->user.id)) : 0;
    if (wait != 0) database::lock_account(tx, person->user.id, now + wait);
    database::insert_refused_sign_in(
        tx, {person ? person->user.id : domain::UserId{}, base::sha256(name), source, wait != 0});
    return 0;
  });
  throw Refused(ErrorCode::sign_in_refused);
}

SignedIn SessionService::sign_in(const SignIn& wanted, domain::RequestId request) {
  const std::string name = domain::user_name_of(wanted.user_name);
  const auto person =
      house_.database.read([&](const ReadTransaction& tx) { return database::find_user_to_sign_in(tx, name); });
  check_locks(person, wanted.source, request);
  const bool proved = person ? proves(*person, person->credential.password_hash, wanted.password)
                             : gives_hash(house_, "", wanted.password);
  if (!proved) refuse(person, name, wanted.source, request);
  return begin(*person, {wanted.site, wanted.device, wanted.source, request});
}

SignedIn SessionService::begin(const database::UserToSignIn& person, const Beginning& where) {
  SignedIn result;
  result.token = base::to_hex(house_.random.bytes(32));
  domain::Session session;
  session.user = person.user.id;
  session.site = where.site ? where.site : person.user.home_site;
  session.csrf_token = base::to_hex(house_.random.bytes(16));
  session.expires_at = house_.now() + kSessionLength;
  session.password_change_needed = person.credential.change_needed;
  database::WriteContext who = context(person.user.id, where.request);
  who.site = session.site;
  const bool switched = where.instead_of != nullptr && where.instead_of->user != person.user.id;
  house_.database.write(who, [&](WriteTransaction& tx) {
    domain::Session fresh = session;
    fresh.id = domain::SessionId{tx.next_id()};
    fresh.device = where.device ? where.device : domain::DeviceId{tx.next_id()};
    if (where.instead_of != nullptr) database::end_session(tx, where.instead_of->id);
    database::clear_failures(tx, person.user.id);
    database::insert_session(tx, {fresh, base::sha256(result.token), person.credential.epoch, where.source,
                                  switched ? domain::Happening::person_switched : domain::Happening::signed_in});
    return 0;
  });
  const auto resolved = resolve(result.token);
  if (!resolved) throw Refused(ErrorCode::sign_in_refused);
  result.view = view(*resolved);
  const bool at_home = std::any_of(result.view.sites.begin(), result.view.sites.end(),
                                   [&](const database::Site& s) { return s.id == session.site; });
  if (!at_home && !result.view.sites.empty()) {
    result.view = change_site(*resolved, result.view.sites.front().id, where.request);
  }
  return result;
}

SignedIn SessionService::switch_person(const domain::Session& present, const std::string& badge, const std::string& pin,
                                       const std::string& source, domain::RequestId request) {
  const auto person = house_.database.read([&](const ReadTransaction& tx) {
    for (const database::ScannedThing& thing : database::find_by_code(tx, badge)) {
      if (thing.kind == domain::StreamKind::user) return database::find_user_to_sign_in(tx, domain::UserId{thing.id});
    }
    return Person{};
  });
  check_locks(person, source, request);
  // Only the badge of today opens: an earlier one may be in anybody's hands.
  const bool proved =
      person ? proves(*person, person->credential.pin_hash, pin) && person->user.badge_code == badge
             : gives_hash(house_, "", pin);
  if (!proved) refuse(person, badge, source, request);
  return begin(*person, {present.site, present.device, source, request, &present});
}

void SessionService::sign_out(const domain::Session& session, domain::RequestId request) {
  house_.database.write(context(session.user, request), [&](WriteTransaction& tx) {
    database::end_session(tx, session.id);
    return 0;
  });
}

SessionView SessionService::change_site(const domain::Session& session, domain::SiteId site,
                                        domain::RequestId request) {
  const bool granted = std::any_of(session.grants.begin(), session.grants.end(),
                                   [&](const domain::Grant& g) { return !g.site || g.site == site; });
  if (!granted) throw Refused(ErrorCode::not_found);
  house_.database.write(context(session.user, request), [&](WriteTransaction& tx) {
    database::move_session(tx, session.id, site);
    return 0;
  });
  domain::Session moved = session;
  moved.site = site;
  return view(moved);
}

SignedIn SessionService::change_password(const domain::Session& session, const std::string& old_password,
                                         const std::string& new_password, const std::string& source,
                                         domain::RequestId request) {
  const auto find = [&](const ReadTransaction& tx) { return database::find_user_to_sign_in(tx, session.user); };
  const Person person = house_.database.read(find);
  check_locks(person, source, request);
  if (!person || !proves(*person, person->credential.password_hash, old_password)) {
    refuse(person, person ? person->user.user_name : std::string(), source, request);
  }
  check_password(new_password, person->user.user_name);
  const std::string hash = hash_secret(house_, new_password);
  house_.database.write(context(session.user, request), [&](WriteTransaction& tx) {
    database::change_password(tx, session.user, hash, false);
    return 0;
  });
  return begin(house_.database.read(find).value(), {session.site, session.device, source, request, &session});
}

SessionView SessionService::change_pin(const domain::Session& session, const std::string& password,
                                       const std::string& pin, const std::string& source, domain::RequestId request) {
  const Person person = house_.database.read(
      [&](const ReadTransaction& tx) { return database::find_user_to_sign_in(tx, session.user); });
  check_locks(person, source, request);
  if (!person || !proves(*person, person->credential.password_hash, password)) {
    refuse(person, person ? person->user.user_name : std::string(), source, request);
  }
  if (auto problem = domain::problem_of_pin(pin)) throw Refused({std::move(*problem)});
  const std::string hash = hash_secret(house_, pin);
  house_.database.write(context(session.user, request), [&](WriteTransaction& tx) {
    database::clear_failures(tx, session.user);
    database::change_pin(tx, session.user, hash);
    return 0;
  });
  return view(session);
}

std::optional<domain::Session> SessionService::resolve(std::string_view token) const {
  const base::Timestamp now = house_.now();
  const auto found = house_.database.read([&](const ReadTransaction& tx) {
    auto session = database::find_session(tx, base::sha256(token), now, kIdleLimit);
    if (session && now - session->seen_at > base::kMinute) database::touch_session(tx, session->session.id, now);
    return session;
  });
  if (!found) return std::nullopt;
  return found->session;
}

SessionView SessionService::view(const domain::Session& session) const {
  SessionView view;
  view.session = session;
  house_.database.read([&](const ReadTransaction& tx) {
    view.user = database::find_user(tx, session.user).value();
    const auto reaches = [&](domain::SiteId site) {
      return std::any_of(session.grants.begin(), session.grants.end(),
                         [&](const domain::Grant& g) { return !g.site || g.site == site; });
    };
    for (const database::Site& site : database::read_sites(tx)) {
      if (site.id == session.site) view.site = site;
      if (!site.retired && reaches(site.id)) view.sites.push_back(site);
    }
    return 0;
  });
  for (const domain::Grant& grant : session.grants) {
    if (std::find(view.roles.begin(), view.roles.end(), grant.role) == view.roles.end())
      view.roles.push_back(grant.role);
  }
  for (const domain::Permission permission : domain::all_permissions()) {
    if (!domain::decide(session.grants, permission).is_empty()) view.permissions.push_back(permission);
  }
  return view;
}

void SessionService::note_refused_permission(const domain::Session& session, domain::Permission permission,
                                             domain::RequestId request) {
  const std::string cause = session.id.text() + " " + std::string(domain::name_of(permission));
  if (!first_in_minute(cause)) return;
  house_.database.write(context(session.user, request), [&](WriteTransaction& tx) {
    database::Changes changes;
    changes.set(database::SessionField::permission, database::value_of(domain::name_of(permission)));
    database::append_to_session(tx, session.id, domain::Happening::permission_refused, changes.take());
    return 0;
  });
}

}  // namespace frostkeep::services
