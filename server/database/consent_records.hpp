#pragma once
/// SQL for consent forms, answers and withdrawals.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/participant_records.hpp"
#include "domain/consent_rules.hpp"

namespace frostkeep::database {

/// A version of the text that people sign. Never edited: a new text is a new version.
struct ConsentForm {
  domain::ConsentFormId id;
  std::uint32_t version = 0;
  domain::StudyId study;
  std::string code;          ///< "ICF"
  std::string form_version;  ///< "2.1"
  std::string title_zh;
  std::string title_en;
  std::vector<std::string> purposes;  ///< that it asks about
  bool retired = false;               ///< not offered any more
};
/// Refused(name_taken) for a version that is there.
void insert_consent_form(WriteTransaction& tx, const ConsentForm& form);
std::vector<ConsentForm> read_consent_forms(const ReadTransaction& tx, domain::StudyId study);
std::optional<ConsentForm> find_consent_form(const ReadTransaction& tx, domain::ConsentFormId id);

struct GivenConsent {
  domain::ConsentId id;
  domain::ParticipantId participant;
  domain::StudyId study;
  domain::ConsentFormId form;
  domain::ConsentAnswer answer;  ///< with the form's version
};
/// What the first entry of the row tells.
std::vector<domain::FieldChange> changes_of(const GivenConsent& answer);
void insert_answers(WriteTransaction& tx, std::span<const GivenConsent> answers, base::Timestamp given_at);

struct StoredWithdrawal {
  std::uint64_t id = 0;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  domain::ParticipantId participant;
  domain::Withdrawal withdrawal;
  bool voided = false;  ///< recorded by mistake, or taken back by the person
};
std::vector<domain::FieldChange> changes_of(const StoredWithdrawal& withdrawal);
void insert_withdrawal(WriteTransaction& tx, const StoredWithdrawal& withdrawal);
void void_withdrawal(WriteTransaction& tx, const StoredWithdrawal& withdrawal);
std::optional<StoredWithdrawal> lock_withdrawal(WriteTransaction& tx, std::uint64_t id);

/// Everything that was ever answered and withdrawn by one person's records, oldest first.
std::vector<GivenConsent> answers_of(const ReadTransaction& tx, std::span<const domain::ParticipantId> records);
std::vector<StoredWithdrawal> withdrawals_of(const ReadTransaction& tx, std::span<const domain::ParticipantId> records);

/// The consent of each for one study, merged doubles included: what the rules judge by (domain::judge_consent). Three
/// statements for any number of people. Read it under the people's locks (lock_participants): a withdrawal takes the
/// same locks, so it comes wholly before or wholly after.
std::map<domain::ParticipantId, domain::Consent> consent_state(const ReadTransaction& tx,
                                                               std::span<const domain::Participant> people,
                                                               domain::StudyId study);

/// The donors of samples, each sample with all of its donors; samples without donors (blanks, controls) have none.
std::multimap<domain::SampleId, domain::ParticipantId> donors_of_all(const ReadTransaction& tx,
                                                                     std::span<const domain::SampleId> samples);

}  // namespace frostkeep::database
