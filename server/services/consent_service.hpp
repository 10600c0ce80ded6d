#pragma once
/// What people agreed to, and what they took back.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/consent_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// One person's consent for one study.
struct ConsentView {
  domain::Participant participant;
  domain::StudyId study;
  std::vector<database::GivenConsent> answers;          ///< all there ever were, oldest first
  std::vector<database::StoredWithdrawal> withdrawals;  ///< likewise, voided ones included
  std::map<std::string, bool> now;  ///< purpose → agreed at this moment; absent: never asked, or over
  std::vector<domain::Warning> warnings;
};

struct GivenAnswer {
  std::string purpose;
  bool agreed = false;
  std::optional<base::Timestamp> valid_to = {};
};
struct ConsentOrder {
  domain::ConsentFormId form;
  base::Timestamp given_at;
  std::vector<GivenAnswer> answers;  ///< of purposes that the form asks about
};

struct WithdrawalOrder {
  domain::WithdrawalLevel level = domain::WithdrawalLevel::no_contact;
  std::optional<base::Timestamp> at = {};  ///< now if not told
};

class ConsentService {
 public:
  explicit ConsentService(House& house) : house_(house) {}

  /// Refused(name_taken) for a version that is there, field_malformed for a purpose that isn't listed.
  database::ConsentForm add_form(const Asked& asked, database::ConsentForm form);
  std::vector<database::ConsentForm> forms(const domain::Scope& scope, domain::StudyId study) const;

  ConsentView view(const domain::Scope& scope, domain::ParticipantId id, domain::StudyId study) const;
  /// Begins a new epoch of the person's consent.
  ConsentView record(const Asked& asked, domain::ParticipantId id, const ConsentOrder& order);
  /// From this commit on no tube of any of the person's records is used; a use under way comes wholly before it.
  ConsentView withdraw(const Asked& asked, domain::ParticipantId id, domain::StudyId study,
                       const WithdrawalOrder& order);
  /// A withdrawal that was recorded by mistake, or that the person takes back. Needs a reason.
  ConsentView void_withdrawal(const Asked& asked, domain::ParticipantId id, domain::StudyId study,
                              std::uint64_t withdrawal);

 private:
  ConsentView describe(const database::ReadTransaction& tx, domain::ParticipantId id, domain::StudyId study) const;

  House& house_;
};

}  // namespace frostkeep::services
