#pragma once
/// SQL for sites, studies, users, credentials and grants.

#include <optional>
#include <string>
#include <vector>

#include "database/things.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"

namespace frostkeep::database {

struct Site {
  domain::SiteId id;
  std::uint32_t version = 0;
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::string zone;
  bool retired = false;
};
std::vector<Site> read_sites(const ReadTransaction& tx);
std::optional<Site> find_site(const ReadTransaction& tx, domain::SiteId id);
void insert_site(WriteTransaction& tx, const Site& site);
/// The site's row under lock, with its head.
std::optional<std::pair<Site, Head>> lock_site(WriteTransaction& tx, domain::SiteId id);
/// Names, zone and whether it is retired; the entry is `edited`, or `retired`.
void change_site(WriteTransaction& tx, const std::pair<Site, Head>& before, const Site& after);

struct Study {
  domain::StudyId id;
  std::uint32_t version = 0;
  std::string code;
  std::string name_zh;
  std::string name_en;
  bool retired = false;
};
std::vector<Study> read_studies(const ReadTransaction& tx);
std::optional<Study> find_study(const ReadTransaction& tx, domain::StudyId id);
void insert_study(WriteTransaction& tx, const Study& study);
std::optional<std::pair<Study, Head>> lock_study(WriteTransaction& tx, domain::StudyId id);
void change_study(WriteTransaction& tx, const std::pair<Study, Head>& before, const Study& after);

struct User {
  domain::UserId id;
  std::uint32_t version = 0;
  std::string user_name;
  std::string display_name;
  std::string initials;
  domain::SiteId home_site;
  bool disabled = false;
  std::string badge_code;
  base::Digest credential_digest = {};
};
struct LockedUser {
  User user;
  Head head;
};
std::vector<User> read_users(const ReadTransaction& tx);
std::optional<User> find_user(const ReadTransaction& tx, domain::UserId id);
std::optional<LockedUser> lock_user(WriteTransaction& tx, domain::UserId id);
/// Row, badge code if there is one, and first entry.
void insert_user(WriteTransaction& tx, const User& user);
/// Names, initials, home site, whether disabled, and the badge: a new badge code becomes a scan code of the user, the
/// earlier one stays theirs and is never given to anybody else.
void change_user(WriteTransaction& tx, const LockedUser& before, const User& after, domain::Happening what);

/// How a person proves to be who they say. Operational: the user's entries hold the digest of both hashes, so that a
/// swapped hash is found.
struct Credential {
  domain::UserId user;
  std::string password_hash;
  std::string pin_hash;
  bool change_needed = false;
  std::uint32_t failures = 0;
  base::Timestamp locked_until = {};
  std::uint32_t epoch = 0;  ///< sessions of an earlier epoch are over
};
base::Digest digest_of(const Credential& credential);
void insert_credential(WriteTransaction& tx, const Credential& credential);
/// Replaces the password's hash, begins a new epoch (all sessions are over), ends a wait, and tells it in the user's
/// stream.
void change_password(WriteTransaction& tx, domain::UserId user, const std::string& hash, bool change_needed);
/// Replaces the PIN's hash alone; sessions go on.
void change_pin(WriteTransaction& tx, domain::UserId user, const std::string& hash);

/// A person at the sign-in.
struct UserToSignIn {
  User user;
  Head head;
  Credential credential;
};
std::optional<UserToSignIn> find_user_to_sign_in(const ReadTransaction& tx, const std::string& user_name);
std::optional<UserToSignIn> find_user_to_sign_in(const ReadTransaction& tx, domain::UserId id);
/// Counts a failure and returns how many there were in a row; the account's row is locked from here on.
std::uint32_t count_failure(WriteTransaction& tx, domain::UserId user);
void lock_account(WriteTransaction& tx, domain::UserId user, base::Timestamp until);
void clear_failures(WriteTransaction& tx, domain::UserId user);
/// Failures of one source address within its window of ten minutes, this one included if `count`.
std::uint32_t source_failures(WriteTransaction& tx, const std::string& source, bool count);

struct StoredGrant {
  domain::GrantId id;
  std::uint32_t version = 0;
  domain::UserId user;
  domain::Grant grant;
  bool active = true;
};
/// All that a person holds or held, in order of giving.
std::vector<StoredGrant> read_grants(const ReadTransaction& tx, domain::UserId user);
/// What a person holds now.
std::vector<domain::Grant> active_grants(const ReadTransaction& tx, domain::UserId user);
/// The active grants of people who aren't disabled that hold everywhere and for every study, under lock: who decides
/// that somebody remains who can grant rights starts with this.
std::vector<StoredGrant> lock_unbounded_grants(WriteTransaction& tx);
std::optional<std::pair<StoredGrant, Head>> lock_grant(WriteTransaction& tx, domain::GrantId id);
void insert_grant(WriteTransaction& tx, const StoredGrant& grant);
void revoke_grant(WriteTransaction& tx, const Head& head);

}  // namespace frostkeep::database
