#pragma once
/// The people of the cohort: registering, finding, enrolling, looking at, merging doubles.

#include <optional>
#include <string>
#include <vector>

#include "database/identity_records.hpp"
#include "database/people_records.hpp"
#include "database/session_records.hpp"
#include "services/house.hpp"
#include "services/participant_access.hpp"

namespace frostkeep::services {

struct RegistrationOrder {
  domain::StudyId study;
  domain::SiteId site = {};  ///< where the person was recruited; the asker's site if none
  domain::PersonEntry person = {};
  std::optional<domain::Stratum> stratum = {};
  std::optional<base::Date> stratum_since = {};
  std::string stratum_rule = {};
  /// Somebody compared and it is another person; needs a reason.
  bool although_double = false;
};

/// One study in which a person is.
struct EnrolmentView {
  database::Enrolment enrolment;
  std::optional<database::Study> study;
  std::optional<database::Site> site;
};

/// A person without a name.
struct ParticipantView {
  domain::Participant participant;
  std::vector<EnrolmentView> enrolments;  ///< those that the asker may see
  std::vector<database::DatedStratum> strata;
  std::vector<std::string> known;         ///< which identity fields are there: name, resident_id, phone, address
  std::vector<domain::Warning> warnings;  ///< of the registration or edit that this answers
};

/// What is changed of a person; what isn't told stays. An empty text clears the field.
struct PersonEdit {
  std::optional<std::string> name = {};
  std::optional<std::string> resident_id = {};
  std::optional<std::string> phone = {};
  std::optional<std::string> address = {};
  std::optional<domain::Sex> sex = {};
  std::optional<base::PartialDate> birth = {};
  bool although_double = false;
};

/// Exact values to find a person by; exactly one is given.
struct PersonSearch {
  std::string resident_id = {};
  std::string phone = {};
  std::string name = {};
};

struct ParticipantPage {
  std::vector<database::EnrolledPerson> people;
  bool more = false;
};

class ParticipantService {
 public:
  explicit ParticipantService(House& house) : house_(house) {}

  /// Makes the person, the enrolment with its study code, and the first stratum. Refused(participant_double {code,
  /// participant_id}) if the resident ID is registered, also while another registration of it is under way; the code
  /// is told only to those who may see it. Warning participant_similar {code} for the same name and birth date.
  ParticipantView add(const Asked& asked, const RegistrationOrder& order);
  /// One more study for the same person.
  ParticipantView enrol(const Asked& asked, domain::ParticipantId id, domain::StudyId study, domain::SiteId site);
  ParticipantView edit(const Asked& asked, domain::ParticipantId id, std::uint32_t version, const PersonEdit& edit);
  ParticipantView stratify(const Asked& asked, domain::ParticipantId id, domain::Stratum stratum, base::Date since,
                           const std::string& rule);
  /// `id` turns out to be the same person as `into`: its tubes and visits stay its own, what is withdrawn for one is
  /// withdrawn for both. Needs a reason.
  ParticipantView merge(const Asked& asked, domain::ParticipantId id, domain::ParticipantId into);

  ParticipantView view(const domain::Scope& scope, domain::ParticipantId id) const;
  ParticipantPage list(const domain::Scope& scope, domain::StudyId study, const std::string& after,
                       std::uint32_t limit) const;
  /// By blind index only: exact after normalisation. Those that the asker may see.
  std::vector<ParticipantView> search(const domain::Scope& scope, const PersonSearch& wanted) const;
  /// Who it is. Needs a reason; the look is an entry in the session's stream before anything is shown.
  domain::Identity show_identity(const Asked& asked, domain::SessionId session, domain::ParticipantId id);

 private:
  ParticipantView describe(const database::ReadTransaction& tx, const domain::Scope& scope,
                           domain::ParticipantId id) const;
  std::vector<domain::Warning> look_for_doubles(database::WriteTransaction& tx, const Asked& asked,
                                                const database::SealedIdentity& sealed, bool although_double) const;
  std::string code_for(const database::ReadTransaction& tx, domain::StudyId study) const;
  database::Study open_study(const database::ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                             domain::StudyId study) const;

  House& house_;
};

}  // namespace frostkeep::services
