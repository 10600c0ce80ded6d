#pragma once
/// SQL for sessions. A session's stream holds its sign-in, its refusals and what was looked at.

#include <optional>
#include <string>

#include "database/people_records.hpp"
#include "domain/session.hpp"

namespace frostkeep::database {

/// A session as it is judged on each request; one statement brings the person, the grants and both.
struct StoredSession {
  domain::Session session;
  base::Timestamp seen_at;
  std::string display_name;
};
/// The session of a token if it is alive: not ended, not past its end or idle, of the credential's present epoch, of a
/// person who isn't disabled.
std::optional<StoredSession> find_session(const ReadTransaction& tx, const base::Digest& token, base::Timestamp now,
                                          std::int64_t idle_limit);
/// Notes that the session was used. Own statement, autocommitted, at most once a minute.
void touch_session(const ReadTransaction& tx, domain::SessionId id, base::Timestamp now);

struct NewSession {
  domain::Session session;
  base::Digest token;
  std::uint32_t credential_epoch = 0;
  std::string source = {};  ///< the sender's address, for the entry
  domain::Happening what = domain::Happening::signed_in;  ///< or `person_switched`
};
/// The row and the first entry of its stream.
void insert_session(WriteTransaction& tx, const NewSession& session);
void end_session(WriteTransaction& tx, domain::SessionId id);
/// The person works at another site from now on.
void move_session(WriteTransaction& tx, domain::SessionId id, domain::SiteId site);
/// A sign-in that was refused: for whom (nobody, for an unknown name), a digest of what was typed, where from, and
/// whether the account waits from now on.
struct RefusedSignIn {
  domain::UserId user;
  base::Digest user_name = {};
  std::string source;
  bool locked_out = false;
};
/// A session that was over when it began, so that the entry (`sign_in_refused`, `locked_out`) has a row too.
void insert_refused_sign_in(WriteTransaction& tx, const RefusedSignIn& refused);
/// An entry in the stream of a session; folded by the caller.
void append_to_session(WriteTransaction& tx, domain::SessionId id, domain::Happening what,
                       std::vector<domain::FieldChange> changes);

/// Fields of entries in a session's stream.
struct SessionField {
  enum : std::uint16_t { user = 1, site, device, source, route, permission, participant, user_name_digest };
};

}  // namespace frostkeep::database
