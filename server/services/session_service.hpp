#pragma once
/// Signing in and out, switching the person at a shared workstation, changing a password.

#include <optional>
#include <string>

#include "database/session_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Idle and absolute limits of a session (laboratory work pauses longer than office work).
constexpr std::int64_t kIdleLimit = 30 * base::kMinute;
constexpr std::int64_t kSessionLength = 12 * base::kHour;
/// Failures of one account before it waits; each further one doubles the wait, from 30 s to 15 min.
constexpr std::uint32_t kFreeFailures = 5;
/// Failures from one address within ten minutes before all sign-ins from there wait.
constexpr std::uint32_t kSourceFailures = 50;
/// NIST SP 800-63B, 5.1.1.2: length counts, composition rules don't.
constexpr std::size_t kShortestPassword = 12;

struct SignIn {
  std::string user_name;
  std::string password;
  domain::SiteId site = {};      ///< where the person works today; the home site if none
  domain::DeviceId device = {};  ///< as the workstation was told at an earlier sign-in; a new one if none
  std::string source = {};       ///< the sender's address
};

/// A person at work, as the shell shows it.
struct SessionView {
  domain::Session session;
  database::User user;
  std::optional<database::Site> site;
  std::vector<database::Site> sites;  ///< where the person has any grant
  std::vector<domain::Role> roles;
  std::vector<domain::Permission> permissions;
};

struct SignedIn {
  SessionView view;
  std::string token;  ///< goes into the cookie and nowhere else
};

class SessionService {
 public:
  explicit SessionService(House& house) : house_(house) {}

  /// Refused(sign_in_refused), the same for an unknown name, a wrong password and a disabled account, in the same time;
  /// account_locked {wait_s} while the account or the address waits.
  SignedIn sign_in(const SignIn& wanted, domain::RequestId request);
  /// The next person at the same workstation: badge and PIN end the present session and begin one of the badge's owner
  /// at the same site and device. The failures count as those of a password do.
  SignedIn switch_person(const domain::Session& present, const std::string& badge, const std::string& pin,
                         const std::string& source, domain::RequestId request);
  void sign_out(const domain::Session& session, domain::RequestId request);
  /// Works at another site from now on; the person must have a grant there. The session stays.
  SessionView change_site(const domain::Session& session, domain::SiteId site, domain::RequestId request);
  /// Ends all sessions of the person but begins a new one, which is returned.
  SignedIn change_password(const domain::Session& session, const std::string& old_password,
                           const std::string& new_password, const std::string& source, domain::RequestId request);

  /// A PIN of one's own for the bench, proved by the password. Sessions go on. Refused: sign_in_refused,
  /// account_locked, pin_too_weak.
  SessionView change_pin(const domain::Session& session, const std::string& password, const std::string& pin,
                         const std::string& source, domain::RequestId request);

  /// The session of a token, read anew for each request: one statement.
  std::optional<domain::Session> resolve(std::string_view token) const;
  SessionView view(const domain::Session& session) const;
  /// An entry in the session's stream, folded: one a minute for each permission.
  void note_refused_permission(const domain::Session& session, domain::Permission permission,
                               domain::RequestId request);

 private:
  using Person = std::optional<database::UserToSignIn>;
  /// Where and by which request somebody begins to work.
  struct Beginning {
    domain::SiteId site;
    domain::DeviceId device;
    std::string source;
    domain::RequestId request;
    const domain::Session* instead_of = nullptr;  ///< the session that ends with it
  };
  SignedIn begin(const database::UserToSignIn& person, const Beginning& where);
  void refuse(const Person& person, const std::string& name, const std::string& source, domain::RequestId request);
  void check_locks(const Person& person, const std::string& source, domain::RequestId request);
  void refuse_locked(const Person& person, const std::string& source, const std::string& wait_s,
                     domain::RequestId request);
  bool proves(const database::UserToSignIn& person, const std::string& hash, const std::string& secret) const;
  bool first_in_minute(const std::string& cause);
  database::WriteContext context(domain::UserId actor, domain::RequestId request) const;

  House& house_;
  std::mutex folding_;
  std::map<std::string, base::Timestamp> last_noted_;  ///< cause → when an entry was made of it
};

/// Refused(password_too_weak {limit}) if a password is too short, too common, or holds the user's name.
void check_password(const std::string& password, const std::string& user_name);

}  // namespace frostkeep::services
