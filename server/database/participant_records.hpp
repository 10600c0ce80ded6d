#pragma once
/// SQL for participants, their enrolments and strata. Identity has records of its own (identity_records.hpp).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/things.hpp"
#include "domain/participant.hpp"

namespace frostkeep::database {

inline Head head_of(const domain::Participant& p) {
  return {p.id.value, p.version, p.head_hash};
}

std::optional<domain::Participant> find_participant(const ReadTransaction& tx, domain::ParticipantId id);
/// The rows locked for update in ascending order of id, each once; those that don't exist are left out. Whoever uses
/// samples locks their donors first, before any container or sample.
std::vector<domain::Participant> lock_participants(WriteTransaction& tx, std::span<const domain::ParticipantId> ids);
std::optional<domain::Participant> lock_participant(WriteTransaction& tx, domain::ParticipantId id);
/// Others that were merged into this one.
std::vector<domain::ParticipantId> doubles_of(const ReadTransaction& tx, domain::ParticipantId id);

/// The row and its first entry, which tells the code of the card; the caller enrols the person.
void insert_participant(WriteTransaction& tx, const domain::Participant& participant, const std::string& card_code);
/// What the first entries of the rows tell; the code of the card is told beside (code_change).
std::vector<domain::FieldChange> changes_of(const domain::Participant& participant);
/// What differs between two states of one participant's row.
std::vector<domain::FieldChange> changes_between(const domain::Participant& before, const domain::Participant& after);
/// One entry with what differs between both; nothing to do if nothing does.
void change_participant(WriteTransaction& tx, const domain::Participant& before, const domain::Participant& after,
                        const EntryFacts& facts);
/// One entry, also if nothing of the row differs: what changed may be in the identity.
void edit_participant(WriteTransaction& tx, const domain::Participant& before, const domain::Participant& after);
/// The code of one more enrolment's card, told in the participant's stream.
void add_card_code(WriteTransaction& tx, const domain::Participant& participant, const std::string& code);

struct Enrolment {
  domain::EnrolmentId id;
  std::uint32_t version = 0;
  domain::ParticipantId participant;
  domain::StudyId study;
  std::string study_code;
  domain::SiteId site;
  base::Timestamp enrolled_at;
};
std::vector<domain::FieldChange> changes_of(const Enrolment& enrolment);
/// Refused(participant_double) if the person is in the study already.
void insert_enrolment(WriteTransaction& tx, const Enrolment& enrolment);
std::vector<Enrolment> enrolments_of(const ReadTransaction& tx, domain::ParticipantId id);
std::optional<Enrolment> find_enrolment(const ReadTransaction& tx, domain::EnrolmentId id);

struct DatedStratum {
  std::uint64_t id = 0;
  domain::Stratum stratum = domain::Stratum::healthy;
  base::Date since;
  std::string rule;  ///< by which rule or person, with its version
};
std::vector<domain::FieldChange> changes_of(domain::ParticipantId participant, const DatedStratum& stratum);
void insert_stratum(WriteTransaction& tx, domain::ParticipantId participant, const DatedStratum& stratum);
/// The latest first.
std::vector<DatedStratum> strata_of(const ReadTransaction& tx, domain::ParticipantId id);

/// One line of a study's list.
struct EnrolledPerson {
  domain::Participant participant;
  Enrolment enrolment;
  std::optional<domain::Stratum> stratum;  ///< the present one
};
/// A page in order of study code, from `after` (exclusive).
std::vector<EnrolledPerson> list_enrolled(const ReadTransaction& tx, domain::StudyId study, const std::string& after,
                                          std::uint32_t limit);

}  // namespace frostkeep::database
