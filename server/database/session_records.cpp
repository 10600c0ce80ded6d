#include "database/session_records.hpp"

#include "base/invariant.hpp"
#include "database/ledger_records.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kFind =
    "select s.id, s.user_id, s.site_id, s.device_id, s.csrf_token, s.expires_at, s.seen_at, c.change_needed, "
    "u.display_name, g.role, g.site_id, g.study_id from session s "
    "join user_account u on u.id = s.user_id join credential c on c.user_id = s.user_id "
    "left join role_grant g on g.user_id = s.user_id and g.active = 1 "
    "where s.token_digest = ? and s.ended_at is null and s.expires_at > ? and s.seen_at > ? and u.disabled = 0 "
    "and c.epoch = s.credential_epoch";
constexpr std::string_view kTouch = "update session set seen_at = ? where id = ? and seen_at < ?";
constexpr std::string_view kInsert =
    "insert into session (id, version, head_hash, token_digest, csrf_token, user_id, site_id, device_id, "
    "credential_epoch, created_at, seen_at, expires_at, ended_at) values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kEnd = "update session set ended_at = ? where id = ? and ended_at is null";
constexpr std::string_view kMoveSession = "update session set site_id = ? where id = ?";
constexpr std::string_view kLockHead = "select version, head_hash from session where id = ? for update";
constexpr std::string_view kNewHead = "update session set version = version + 1, head_hash = ? where id = ?";

StoredEntry session_entry(WriteTransaction& tx, const Head& head, domain::Happening what,
                          const std::vector<domain::FieldChange>& changes) {
  StoredEntry stored;
  stored.entry.entry_id = tx.next_id();
  stored.entry.stream_kind = domain::StreamKind::session;
  stored.entry.stream_id = head.id;
  stored.entry.sequence = head.version + 1;
  stored.entry.what = what;
  stored.entry.event_time = tx.now();
  stored.entry.payload = domain::encode_changes(changes);
  complete_entry(tx.context(), stored.entry);
  stored.previous = head.hash;
  stored.hash = domain::entry_hash(stored.entry, stored.previous);
  return stored;
}

}  // namespace

std::optional<StoredSession> find_session(const ReadTransaction& tx, const base::Digest& token, base::Timestamp now,
                                          std::int64_t idle_limit) {
  const Rows rows = tx.query(kFind, token, now, now + -idle_limit);
  if (rows.empty()) return std::nullopt;
  const Row& first = rows[0];
  StoredSession found;
  found.session.id = first.id_as<domain::SessionId>(0);
  found.session.user = first.id_as<domain::UserId>(1);
  found.session.site = first.id_as<domain::SiteId>(2);
  found.session.device = first.id_as<domain::DeviceId>(3);
  found.session.csrf_token = first.text(4);
  found.session.expires_at = first.time(5);
  found.seen_at = first.time(6);
  found.session.password_change_needed = first.integer(7) != 0;
  found.display_name = first.text(8);
  for (const Row& row : rows) {
    if (row.is_null(9)) continue;
    const auto role = domain::role_of(row.text(9));
    if (role) found.session.grants.push_back({*role, row.id_as<domain::SiteId>(10), row.id_as<domain::StudyId>(11)});
  }
  return found;
}

void touch_session(const ReadTransaction& tx, domain::SessionId id, base::Timestamp now) {
  tx.connection().execute(kTouch, now, id, now);
}

namespace {

void insert_row(WriteTransaction& tx, const NewSession& n, const StoredEntry& entry,
                std::optional<base::Timestamp> ended) {
  const domain::Session& s = n.session;
  tx.execute(kInsert, s.id, entry.hash, n.token, s.csrf_token, s.user, s.site, s.device, n.credential_epoch, tx.now(),
             tx.now(), s.expires_at, ended);
  append_entries(tx, std::span(&entry, 1));
}

}  // namespace

void insert_session(WriteTransaction& tx, const NewSession& n) {
  const domain::Session& s = n.session;
  Changes changes;
  changes.set(SessionField::user, value_of(s.user))
      .set(SessionField::site, value_of(s.site))
      .set(SessionField::device, value_of(s.device));
  if (!n.source.empty()) changes.set(SessionField::source, n.source);
  insert_row(tx, n, session_entry(tx, {s.id.value, 0, {}}, n.what, changes.take()), std::nullopt);
}

void insert_refused_sign_in(WriteTransaction& tx, const RefusedSignIn& refused) {
  NewSession n;
  n.session.id = domain::SessionId{tx.next_id()};
  n.session.user = refused.user;
  n.session.expires_at = tx.now();
  // No token hashes to this: it only has to differ from all others.
  n.token = base::sha256(n.session.id.text(), base::as_bytes(refused.user_name));
  Changes changes;
  changes.set(SessionField::user, value_of(refused.user))
      .set(SessionField::user_name_digest, std::string(base::as_bytes(refused.user_name)));
  if (!refused.source.empty()) changes.set(SessionField::source, refused.source);
  const auto what = refused.locked_out ? domain::Happening::locked_out : domain::Happening::sign_in_refused;
  insert_row(tx, n, session_entry(tx, {n.session.id.value, 0, {}}, what, changes.take()), tx.now());
}

void append_to_session(WriteTransaction& tx, domain::SessionId id, domain::Happening what,
                       std::vector<domain::FieldChange> changes) {
  const Rows rows = tx.query(kLockHead, id);
  FROSTKEEP_INVARIANT(!rows.empty());
  const Head head{id.value, static_cast<std::uint32_t>(rows[0].integer(0)), rows[0].digest(1)};
  const StoredEntry entry = session_entry(tx, head, what, changes);
  tx.execute(kNewHead, entry.hash, id);
  append_entries(tx, std::span(&entry, 1));
}

void move_session(WriteTransaction& tx, domain::SessionId id, domain::SiteId site) {
  tx.execute(kMoveSession, site, id);
  Changes changes;
  changes.set(SessionField::site, value_of(site));
  append_to_session(tx, id, domain::Happening::moved, changes.take());
}

void end_session(WriteTransaction& tx, domain::SessionId id) {
  if (tx.execute(kEnd, tx.now(), id) == 1) append_to_session(tx, id, domain::Happening::signed_out, {});
}

}  // namespace frostkeep::database
