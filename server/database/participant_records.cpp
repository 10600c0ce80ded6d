#include "database/participant_records.hpp"

#include <algorithm>

#include "database/batch.hpp"
#include "database/participant_tables.hpp"
#include "database/scan_code_records.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;
using domain::ParticipantId;

#define PARTICIPANT_COLUMNS \
  "p.id, p.version, p.head_hash, p.sex, p.birth_from, p.birth_to, p.consent_epoch, p.withdrawal, p.merged_into"
#define ENROLMENT_COLUMNS "e.id, e.version, e.participant_id, e.study_id, e.study_code, e.site_id, e.enrolled_at"

constexpr std::size_t kParticipantColumnCount = 9;
constexpr std::size_t kEnrolmentColumnCount = 7;

constexpr std::string_view kFind = "select " PARTICIPANT_COLUMNS " from participant p where p.id = ?";
constexpr std::string_view kLockHead = "select " PARTICIPANT_COLUMNS " from participant p where p.id in ";
constexpr std::string_view kLockTail = " order by p.id for update";
constexpr std::string_view kDoubles = "select id from participant where merged_into = ? order by id";
constexpr std::string_view kEnrolmentsOf =
    "select " ENROLMENT_COLUMNS " from enrolment e where e.participant_id = ? order by e.id";
constexpr std::string_view kFindEnrolment = "select " ENROLMENT_COLUMNS " from enrolment e where e.id = ?";
constexpr std::string_view kStrataOf =
    "select id, stratum, since_day, rule from stratum where participant_id = ? order by since_day desc, id desc";
constexpr std::string_view kListEnrolled =
    "select " PARTICIPANT_COLUMNS ", " ENROLMENT_COLUMNS
    ", (select t.stratum from stratum t where t.participant_id = p.id order by t.since_day desc, t.id desc limit 1) "
    "from enrolment e join participant p on p.id = e.participant_id "
    "where e.study_id = ? and e.study_code > ? order by e.study_code limit ?";

std::optional<std::int64_t> day_of(const std::optional<base::PartialDate>& date, bool last) {
  if (!date) return std::nullopt;
  return base::days_since_epoch(last ? date->to : date->from);
}

domain::Participant participant_from(const Row& r, std::size_t at) {
  domain::Participant p;
  p.id = r.id_as<ParticipantId>(at);
  p.version = static_cast<std::uint32_t>(r.integer(at + 1));
  p.head_hash = r.digest(at + 2);
  if (r.integer(at + 3) != 0) p.sex = static_cast<domain::Sex>(r.integer(at + 3));
  if (!r.is_null(at + 4)) p.birth = {base::date_of_days(r.integer(at + 4)), base::date_of_days(r.integer(at + 5))};
  p.consent_epoch = static_cast<std::uint32_t>(r.integer(at + 6));
  if (r.integer(at + 7) != 0) p.withdrawal = static_cast<domain::WithdrawalLevel>(r.integer(at + 7));
  if (!r.is_null(at + 8)) p.merged_into = r.id_as<ParticipantId>(at + 8);
  return p;
}

Enrolment enrolment_from(const Row& r, std::size_t at) {
  return {r.id_as<domain::EnrolmentId>(at),
          static_cast<std::uint32_t>(r.integer(at + 1)),
          r.id_as<ParticipantId>(at + 2),
          r.id_as<domain::StudyId>(at + 3),
          r.text(at + 4),
          r.id_as<domain::SiteId>(at + 5),
          r.time(at + 6)};
}

/// The fields of a participant in their order, before and after.
std::vector<domain::FieldChange> changes_between(const domain::Participant& before, const domain::Participant& after,
                                                 bool is_new) {
  const auto sex = [](const domain::Participant& p) { return value_of(p.sex ? static_cast<int>(*p.sex) : 0); };
  const auto level = [](const domain::Participant& p) {
    return value_of(p.withdrawal ? static_cast<int>(*p.withdrawal) : 0);
  };
  const auto epoch = [](const domain::Participant& p) { return value_of(static_cast<std::int64_t>(p.consent_epoch)); };
  const auto old = [&](domain::FieldValue value) { return is_new ? domain::FieldValue{} : std::move(value); };
  Changes changes;
  changes.change(ParticipantField::sex, old(sex(before)), sex(after))
      .change(ParticipantField::birth_from, old(value_of(day_of(before.birth, false))),
              value_of(day_of(after.birth, false)))
      .change(ParticipantField::birth_to, old(value_of(day_of(before.birth, true))),
              value_of(day_of(after.birth, true)))
      .change(ParticipantField::consent_epoch, old(epoch(before)), epoch(after))
      .change(ParticipantField::withdrawal, old(level(before)), level(after))
      .change(ParticipantField::merged_into, old(value_of(before.merged_into)), value_of(after.merged_into));
  return changes.take();
}

}  // namespace

std::optional<domain::Participant> find_participant(const ReadTransaction& tx, ParticipantId id) {
  const Rows rows = tx.query(kFind, id);
  return rows.empty() ? std::nullopt : std::optional(participant_from(rows[0], 0));
}

std::vector<domain::Participant> lock_participants(WriteTransaction& tx, std::span<const ParticipantId> ids) {
  std::vector<ParticipantId> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  const std::vector<Bind> binds(sorted.begin(), sorted.end());
  std::vector<domain::Participant> locked;
  if (binds.empty()) return locked;
  for (const Row& row : query_in(tx.connection(), kLockHead, kLockTail, binds))
    locked.push_back(participant_from(row, 0));
  return locked;
}

std::optional<domain::Participant> lock_participant(WriteTransaction& tx, ParticipantId id) {
  auto locked = lock_participants(tx, std::span(&id, 1));
  return locked.empty() ? std::nullopt : std::optional(std::move(locked.front()));
}

std::vector<ParticipantId> doubles_of(const ReadTransaction& tx, ParticipantId id) {
  std::vector<ParticipantId> doubles;
  for (const Row& row : tx.query(kDoubles, id)) doubles.push_back(row.id_as<ParticipantId>(0));
  return doubles;
}

std::vector<domain::FieldChange> changes_of(const domain::Participant& participant) {
  return changes_between({}, participant, true);
}

std::vector<domain::FieldChange> changes_between(const domain::Participant& before, const domain::Participant& after) {
  return changes_between(before, after, false);
}

void insert_participant(WriteTransaction& tx, const domain::Participant& participant, const std::string& card_code) {
  const NewScanCode card{card_code, 0, domain::StreamKind::participant, participant.id.value};
  insert_scan_codes(tx, std::span(&card, 1));
  std::vector<domain::FieldChange> changes = changes_of(participant);
  changes.push_back(code_change(card_code, 0));
  insert_thing(tx, kParticipants, {participant.id.value, std::move(changes)}, {Happening::registered});
}

void change_participant(WriteTransaction& tx, const domain::Participant& before, const domain::Participant& after,
                        const EntryFacts& facts) {
  std::vector<domain::FieldChange> changes = changes_between(before, after);
  if (!changes.empty()) change_thing(tx, kParticipants, {head_of(before), std::move(changes)}, facts);
}

void edit_participant(WriteTransaction& tx, const domain::Participant& before, const domain::Participant& after) {
  change_thing(tx, kParticipants, {head_of(before), changes_between(before, after)}, {Happening::edited});
}

void add_card_code(WriteTransaction& tx, const domain::Participant& participant, const std::string& code) {
  const NewScanCode card{code, 0, domain::StreamKind::participant, participant.id.value};
  insert_scan_codes(tx, std::span(&card, 1));
  change_thing(tx, kParticipants, {head_of(participant), {code_change(code, 0)}}, {Happening::enrolled});
}

std::vector<domain::FieldChange> changes_of(const Enrolment& e) {
  Changes changes;
  changes.set(EnrolmentField::participant, value_of(e.participant))
      .set(EnrolmentField::study, value_of(e.study))
      .set(EnrolmentField::study_code, value_of(e.study_code))
      .set(EnrolmentField::site, value_of(e.site))
      .set(EnrolmentField::enrolled_at, value_of(e.enrolled_at));
  return changes.take();
}

void insert_enrolment(WriteTransaction& tx, const Enrolment& e) {
  insert_thing(tx, kEnrolments, {e.id.value, changes_of(e)}, {Happening::enrolled});
}

std::vector<Enrolment> enrolments_of(const ReadTransaction& tx, ParticipantId id) {
  std::vector<Enrolment> enrolments;
  for (const Row& row : tx.query(kEnrolmentsOf, id)) enrolments.push_back(enrolment_from(row, 0));
  return enrolments;
}

std::optional<Enrolment> find_enrolment(const ReadTransaction& tx, domain::EnrolmentId id) {
  const Rows rows = tx.query(kFindEnrolment, id);
  return rows.empty() ? std::nullopt : std::optional(enrolment_from(rows[0], 0));
}

std::vector<domain::FieldChange> changes_of(ParticipantId participant, const DatedStratum& s) {
  Changes changes;
  changes.set(StratumField::participant, value_of(participant))
      .set(StratumField::stratum, value_of(static_cast<int>(s.stratum)))
      .set(StratumField::since_day, value_of(base::days_since_epoch(s.since)))
      .set(StratumField::rule, value_of(s.rule));
  return changes.take();
}

void insert_stratum(WriteTransaction& tx, ParticipantId participant, const DatedStratum& s) {
  insert_thing(tx, kStrata, {s.id, changes_of(participant, s)}, {Happening::stratified});
}

std::vector<DatedStratum> strata_of(const ReadTransaction& tx, ParticipantId id) {
  std::vector<DatedStratum> strata;
  for (const Row& row : tx.query(kStrataOf, id)) {
    strata.push_back(
        {row.id(0), static_cast<domain::Stratum>(row.integer(1)), base::date_of_days(row.integer(2)), row.text(3)});
  }
  return strata;
}

std::vector<EnrolledPerson> list_enrolled(const ReadTransaction& tx, domain::StudyId study, const std::string& after,
                                          std::uint32_t limit) {
  std::vector<EnrolledPerson> people;
  for (const Row& row : tx.query(kListEnrolled, study, after, limit)) {
    EnrolledPerson person{participant_from(row, 0), enrolment_from(row, kParticipantColumnCount), {}};
    const std::size_t stratum = kParticipantColumnCount + kEnrolmentColumnCount;
    if (!row.is_null(stratum)) person.stratum = static_cast<domain::Stratum>(row.integer(stratum));
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace frostkeep::database
