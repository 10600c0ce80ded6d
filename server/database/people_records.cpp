#include "database/people_records.hpp"

#include "base/invariant.hpp"
#include "database/scan_code_records.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;

constexpr std::string_view kSitesSql =
    "select id, version, code, name_zh, name_en, zone, retired from site order by code";
constexpr std::string_view kSiteSql =
    "select id, version, code, name_zh, name_en, zone, retired from site where id = ?";
constexpr std::string_view kLockSite =
    "select id, version, code, name_zh, name_en, zone, retired, head_hash from site where id = ? for update";
constexpr std::string_view kStudiesSql = "select id, version, code, name_zh, name_en, retired from study order by code";
constexpr std::string_view kStudySql = "select id, version, code, name_zh, name_en, retired from study where id = ?";
constexpr std::string_view kLockStudy =
    "select id, version, code, name_zh, name_en, retired, head_hash from study where id = ? for update";
constexpr std::string_view kUsersSql =
    "select id, version, head_hash, user_name, display_name, initials, home_site_id, disabled, badge_code, "
    "credential_digest from user_account order by user_name";
constexpr std::string_view kUserSql =
    "select id, version, head_hash, user_name, display_name, initials, home_site_id, disabled, badge_code, "
    "credential_digest from user_account where id = ?";
constexpr std::string_view kLockUser =
    "select id, version, head_hash, user_name, display_name, initials, home_site_id, disabled, badge_code, "
    "credential_digest from user_account where id = ? for update";
constexpr std::string_view kSignInByName =
    "select u.id, u.version, u.head_hash, u.user_name, u.display_name, u.initials, u.home_site_id, u.disabled, "
    "u.badge_code, u.credential_digest, c.password_hash, c.pin_hash, c.change_needed, c.failures, c.locked_until, "
    "c.epoch from user_account u join credential c on c.user_id = u.id where u.user_name = ?";
constexpr std::string_view kSignInById =
    "select u.id, u.version, u.head_hash, u.user_name, u.display_name, u.initials, u.home_site_id, u.disabled, "
    "u.badge_code, u.credential_digest, c.password_hash, c.pin_hash, c.change_needed, c.failures, c.locked_until, "
    "c.epoch from user_account u join credential c on c.user_id = u.id where u.id = ?";
constexpr std::string_view kInsertCredential =
    "insert into credential (user_id, password_hash, pin_hash, change_needed, failures, locked_until, epoch) "
    "values (?, ?, ?, ?, 0, 0, 1)";
constexpr std::string_view kReplacePassword =
    "update credential set password_hash = ?, change_needed = ?, failures = 0, locked_until = 0, epoch = epoch + 1 "
    "where user_id = ?";
constexpr std::string_view kCountFailure = "update credential set failures = failures + 1 where user_id = ?";
constexpr std::string_view kFailures = "select failures from credential where user_id = ?";
constexpr std::string_view kLockAccount = "update credential set locked_until = ? where user_id = ?";
constexpr std::string_view kClearFailures =
    "update credential set failures = 0, locked_until = 0 where user_id = ? and (failures > 0 or locked_until > 0)";
constexpr std::string_view kCountSource =
    "insert into sign_in_source (source, failures, window_start) values (?, ?, ?) on duplicate key update "
    "failures = if(window_start < ?, ?, failures + ?), window_start = if(window_start < ?, ?, window_start)";
constexpr std::string_view kSourceFailures = "select failures from sign_in_source where source = ?";
constexpr std::string_view kGrantsSql =
    "select id, version, user_id, role, site_id, study_id, active from role_grant where user_id = ? order by id";
constexpr std::string_view kLockGrant =
    "select id, version, user_id, role, site_id, study_id, active, head_hash from role_grant where id = ? for update";

constexpr std::string_view kLockUnbounded =
    "select g.id, g.version, g.user_id, g.role, g.site_id, g.study_id, g.active from role_grant g "
    "join user_account u on u.id = g.user_id where g.site_id = 0 and g.study_id = 0 and g.active = 1 and "
    "u.disabled = 0 order by g.id for update";
constexpr std::string_view kEndSessions = "update credential set epoch = epoch + 1 where user_id = ?";
constexpr std::string_view kReplacePin = "update credential set pin_hash = ? where user_id = ?";

constexpr std::int64_t kSourceWindow = 10 * base::kMinute;

Site site_from(const Row& r) {
  return {
      r.id_as<domain::SiteId>(0), static_cast<std::uint32_t>(r.integer(1)), r.text(2), r.text(3), r.text(4), r.text(5),
      r.integer(6) != 0};
}

Study study_from(const Row& r) {
  return {r.id_as<domain::StudyId>(0),
          static_cast<std::uint32_t>(r.integer(1)),
          r.text(2),
          r.text(3),
          r.text(4),
          r.integer(5) != 0};
}

LockedUser user_from(const Row& r) {
  const auto version = static_cast<std::uint32_t>(r.integer(1));
  User user{r.id_as<domain::UserId>(0), version,           r.text(3), r.text(4),  r.text(5),
            r.id_as<domain::SiteId>(6), r.integer(7) != 0, r.text(8), r.digest(9)};
  return {user, {user.id.value, version, r.digest(2)}};
}

UserToSignIn sign_in_from(const Row& r) {
  const LockedUser locked = user_from(r);
  return {locked.user,
          locked.head,
          {locked.user.id, r.text(10), r.text(11), r.integer(12) != 0, static_cast<std::uint32_t>(r.integer(13)),
           r.time(14), static_cast<std::uint32_t>(r.integer(15))}};
}

StoredGrant grant_from(const Row& r) {
  return {r.id_as<domain::GrantId>(0),
          static_cast<std::uint32_t>(r.integer(1)),
          r.id_as<domain::UserId>(2),
          {domain::role_of(r.text(3)).value(), r.id_as<domain::SiteId>(4), r.id_as<domain::StudyId>(5)},
          !r.is_null(6)};
}

Happening kind_of_edit(bool was_retired, bool is_retired) {
  return !was_retired && is_retired ? Happening::retired : Happening::edited;
}

/// Tells in the user's stream that the secrets are what `renew` makes of the present ones, under the user's lock.
template <typename Renew>
void tell_secrets(WriteTransaction& tx, domain::UserId id, Happening what, Renew renew) {
  const auto locked = lock_user(tx, id);
  const auto present = find_user_to_sign_in(tx, id);
  FROSTKEEP_INVARIANT(locked && present);
  Credential after = present->credential;
  renew(after);
  Changes changes;
  changes.change(UserField::credential_digest, std::string(base::as_bytes(locked->user.credential_digest)),
                 std::string(base::as_bytes(digest_of(after))));
  change_thing(tx, kUsers, {locked->head, changes.take()}, {what});
}

template <typename T, typename Make>
std::vector<T> all_of(const Rows& rows, Make make) {
  std::vector<T> all;
  for (const Row& row : rows) all.push_back(make(row));
  return all;
}

}  // namespace

std::vector<Site> read_sites(const ReadTransaction& tx) {
  return all_of<Site>(tx.query(kSitesSql), site_from);
}

std::optional<Site> find_site(const ReadTransaction& tx, domain::SiteId id) {
  const Rows rows = tx.query(kSiteSql, id);
  if (rows.empty()) return std::nullopt;
  return site_from(rows[0]);
}

void insert_site(WriteTransaction& tx, const Site& site) {
  Changes changes;
  changes.set(SiteField::code, site.code)
      .set(SiteField::name_zh, site.name_zh)
      .set(SiteField::name_en, site.name_en)
      .set(SiteField::zone, site.zone)
      .set(SiteField::retired, value_of(site.retired));
  insert_thing(tx, kSites, {site.id.value, changes.take()}, {Happening::registered});
}

void change_site(WriteTransaction& tx, const std::pair<Site, Head>& before, const Site& after) {
  const auto& [was, head] = before;
  Changes changes;
  changes.change(SiteField::name_zh, was.name_zh, after.name_zh)
      .change(SiteField::name_en, was.name_en, after.name_en)
      .change(SiteField::zone, was.zone, after.zone)
      .change(SiteField::retired, value_of(was.retired), value_of(after.retired));
  change_thing(tx, kSites, {head, changes.take()}, {kind_of_edit(was.retired, after.retired)});
}

std::optional<std::pair<Site, Head>> lock_site(WriteTransaction& tx, domain::SiteId id) {
  const Rows rows = tx.query(kLockSite, id);
  if (rows.empty()) return std::nullopt;
  const Site site = site_from(rows[0]);
  return std::pair{site, Head{id.value, site.version, rows[0].digest(7)}};
}

std::vector<Study> read_studies(const ReadTransaction& tx) {
  return all_of<Study>(tx.query(kStudiesSql), study_from);
}

std::optional<Study> find_study(const ReadTransaction& tx, domain::StudyId id) {
  const Rows rows = tx.query(kStudySql, id);
  if (rows.empty()) return std::nullopt;
  return study_from(rows[0]);
}

void insert_study(WriteTransaction& tx, const Study& study) {
  Changes changes;
  changes.set(StudyField::code, study.code)
      .set(StudyField::name_zh, study.name_zh)
      .set(StudyField::name_en, study.name_en)
      .set(StudyField::retired, value_of(study.retired));
  insert_thing(tx, kStudies, {study.id.value, changes.take()}, {Happening::registered});
}

void change_study(WriteTransaction& tx, const std::pair<Study, Head>& before, const Study& after) {
  const auto& [was, head] = before;
  Changes changes;
  changes.change(StudyField::name_zh, was.name_zh, after.name_zh)
      .change(StudyField::name_en, was.name_en, after.name_en)
      .change(StudyField::retired, value_of(was.retired), value_of(after.retired));
  change_thing(tx, kStudies, {head, changes.take()}, {kind_of_edit(was.retired, after.retired)});
}

std::optional<std::pair<Study, Head>> lock_study(WriteTransaction& tx, domain::StudyId id) {
  const Rows rows = tx.query(kLockStudy, id);
  if (rows.empty()) return std::nullopt;
  const Study study = study_from(rows[0]);
  return std::pair{study, Head{id.value, study.version, rows[0].digest(6)}};
}

std::vector<User> read_users(const ReadTransaction& tx) {
  return all_of<User>(tx.query(kUsersSql), [](const Row& row) { return user_from(row).user; });
}

std::optional<User> find_user(const ReadTransaction& tx, domain::UserId id) {
  const Rows rows = tx.query(kUserSql, id);
  if (rows.empty()) return std::nullopt;
  return user_from(rows[0]).user;
}

std::optional<LockedUser> lock_user(WriteTransaction& tx, domain::UserId id) {
  const Rows rows = tx.query(kLockUser, id);
  if (rows.empty()) return std::nullopt;
  return user_from(rows[0]);
}

void insert_user(WriteTransaction& tx, const User& user) {
  Changes changes;
  changes.set(UserField::user_name, user.user_name)
      .set(UserField::display_name, user.display_name)
      .set(UserField::initials, user.initials)
      .set(UserField::home_site, value_of(user.home_site))
      .set(UserField::disabled, value_of(user.disabled))
      .set(UserField::credential_digest, std::string(base::as_bytes(user.credential_digest)));
  NewThing thing{user.id.value, {}};
  if (!user.badge_code.empty()) {
    changes.set(UserField::badge_code, user.badge_code);
    const NewScanCode badge{user.badge_code, 0, domain::StreamKind::user, user.id.value};
    insert_scan_codes(tx, std::span(&badge, 1));
  }
  thing.changes = changes.take();
  if (!user.badge_code.empty()) thing.changes.push_back(code_change(user.badge_code, 0));
  insert_thing(tx, kUsers, std::move(thing), {Happening::registered});
}

void change_user(WriteTransaction& tx, const LockedUser& before, const User& after, Happening what) {
  const User& was = before.user;
  Changes changes;
  changes.change(UserField::display_name, was.display_name, after.display_name)
      .change(UserField::initials, was.initials, after.initials)
      .change(UserField::home_site, value_of(was.home_site), value_of(after.home_site))
      .change(UserField::disabled, value_of(was.disabled), value_of(after.disabled));
  const bool new_badge = after.badge_code != was.badge_code;
  if (new_badge) {
    changes.change(UserField::badge_code, was.badge_code.empty() ? domain::FieldValue() : value_of(was.badge_code),
                   after.badge_code);
    const NewScanCode badge{after.badge_code, 0, domain::StreamKind::user, was.id.value};
    insert_scan_codes(tx, std::span(&badge, 1));
  }
  ThingChange change{before.head, changes.take()};
  if (new_badge) change.changes.push_back(code_change(after.badge_code, 0));
  change_thing(tx, kUsers, std::move(change), {what});
  // Enabling somebody again doesn't open what was open before.
  if (after.disabled && !was.disabled) tx.execute(kEndSessions, was.id);
}

base::Digest digest_of(const Credential& c) {
  return base::sha256(c.password_hash + "\n", c.pin_hash);
}

void insert_credential(WriteTransaction& tx, const Credential& c) {
  tx.execute(kInsertCredential, c.user, c.password_hash, c.pin_hash, c.change_needed);
}

void change_password(WriteTransaction& tx, domain::UserId user, const std::string& hash, bool change_needed) {
  tell_secrets(tx, user, Happening::password_changed, [&](Credential& c) { c.password_hash = hash; });
  tx.execute(kReplacePassword, hash, change_needed, user);
}

void change_pin(WriteTransaction& tx, domain::UserId user, const std::string& hash) {
  tell_secrets(tx, user, Happening::pin_changed, [&](Credential& c) { c.pin_hash = hash; });
  tx.execute(kReplacePin, hash, user);
}

std::optional<UserToSignIn> find_user_to_sign_in(const ReadTransaction& tx, const std::string& user_name) {
  const Rows rows = tx.query(kSignInByName, user_name);
  if (rows.empty()) return std::nullopt;
  return sign_in_from(rows[0]);
}

std::optional<UserToSignIn> find_user_to_sign_in(const ReadTransaction& tx, domain::UserId id) {
  const Rows rows = tx.query(kSignInById, id);
  if (rows.empty()) return std::nullopt;
  return sign_in_from(rows[0]);
}

std::uint32_t count_failure(WriteTransaction& tx, domain::UserId user) {
  tx.execute(kCountFailure, user);
  return static_cast<std::uint32_t>(tx.query(kFailures, user).at(0).integer(0));
}

void lock_account(WriteTransaction& tx, domain::UserId user, base::Timestamp until) {
  tx.execute(kLockAccount, until, user);
}

void clear_failures(WriteTransaction& tx, domain::UserId user) {
  tx.execute(kClearFailures, user);
}

std::uint32_t source_failures(WriteTransaction& tx, const std::string& source, bool count) {
  const base::Timestamp window = tx.now() + -kSourceWindow;
  const std::int64_t one = count ? 1 : 0;
  if (count) tx.execute(kCountSource, source, one, tx.now(), window, one, one, window, tx.now());
  const Rows rows = tx.query(kSourceFailures, source);
  return rows.empty() ? 0 : static_cast<std::uint32_t>(rows[0].integer(0));
}

std::vector<StoredGrant> read_grants(const ReadTransaction& tx, domain::UserId user) {
  return all_of<StoredGrant>(tx.query(kGrantsSql, user), grant_from);
}

std::vector<domain::Grant> active_grants(const ReadTransaction& tx, domain::UserId user) {
  std::vector<domain::Grant> grants;
  for (const StoredGrant& stored : read_grants(tx, user)) {
    if (stored.active) grants.push_back(stored.grant);
  }
  return grants;
}

std::vector<StoredGrant> lock_unbounded_grants(WriteTransaction& tx) {
  return all_of<StoredGrant>(tx.query(kLockUnbounded), grant_from);
}

std::optional<std::pair<StoredGrant, Head>> lock_grant(WriteTransaction& tx, domain::GrantId id) {
  const Rows rows = tx.query(kLockGrant, id);
  if (rows.empty()) return std::nullopt;
  const StoredGrant grant = grant_from(rows[0]);
  return std::pair{grant, Head{id.value, grant.version, rows[0].digest(7)}};
}

void insert_grant(WriteTransaction& tx, const StoredGrant& g) {
  Changes changes;
  changes.set(GrantField::user, value_of(g.user))
      .set(GrantField::role, value_of(domain::name_of(g.grant.role)))
      .set(GrantField::site, value_of(static_cast<std::int64_t>(g.grant.site.value)))
      .set(GrantField::study, value_of(static_cast<std::int64_t>(g.grant.study.value)))
      .set(GrantField::active, value_of(1));
  insert_thing(tx, kGrants, {g.id.value, changes.take()}, {Happening::granted});
}

void revoke_grant(WriteTransaction& tx, const Head& head) {
  Changes changes;
  changes.change(GrantField::active, value_of(1), {});
  change_thing(tx, kGrants, {head, changes.take()}, {Happening::revoked});
}

}  // namespace frostkeep::database
