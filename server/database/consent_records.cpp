#include "database/consent_records.hpp"

#include "base/text.hpp"
#include "database/batch.hpp"
#include "database/participant_tables.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;
using domain::ParticipantId;

constexpr std::string_view kForms =
    "select id, version, study_id, code, form_version, title_zh, title_en, purposes, retired from consent_form "
    "where study_id = ? order by code, id desc";
constexpr std::string_view kForm =
    "select id, version, study_id, code, form_version, title_zh, title_en, purposes, retired from consent_form "
    "where id = ?";
constexpr std::string_view kAnswersHead =
    "select c.id, c.participant_id, c.study_id, c.form_id, c.purpose, c.agreed, c.valid_from, c.valid_to, "
    "f.form_version from consent c join consent_form f on f.id = c.form_id where c.participant_id in ";
constexpr std::string_view kAnswersTail = " order by c.valid_from, c.id";
constexpr std::string_view kWithdrawalsHead =
    "select id, version, head_hash, participant_id, level, withdrawn_at, voided from consent_withdrawal "
    "where participant_id in ";
constexpr std::string_view kWithdrawalsTail = " order by withdrawn_at, id";
constexpr std::string_view kLockWithdrawal =
    "select id, version, head_hash, participant_id, level, withdrawn_at, voided from consent_withdrawal where id = ? "
    "for update";
constexpr std::string_view kFamilyHead = "select id, merged_into from participant where merged_into in ";
constexpr std::string_view kDonorsHead = "select sample_id, participant_id from sample_donor where sample_id in ";

ConsentForm form_from(const Row& r) {
  ConsentForm form{r.id_as<domain::ConsentFormId>(0),
                   static_cast<std::uint32_t>(r.integer(1)),
                   r.id_as<domain::StudyId>(2),
                   r.text(3),
                   r.text(4),
                   r.text(5),
                   r.text(6),
                   {},
                   r.integer(8) != 0};
  for (const std::string_view purpose : base::split(r.text(7), ',')) form.purposes.emplace_back(purpose);
  return form;
}

StoredWithdrawal withdrawal_from(const Row& r) {
  return {r.id(0),
          static_cast<std::uint32_t>(r.integer(1)),
          r.digest(2),
          r.id_as<ParticipantId>(3),
          {static_cast<domain::WithdrawalLevel>(r.integer(4)), r.time(5)},
          r.integer(6) != 0};
}

/// Each record of the same people with the record that was asked for.
std::multimap<ParticipantId, ParticipantId> families(const ReadTransaction& tx,
                                                     std::span<const domain::Participant> people) {
  std::multimap<ParticipantId, ParticipantId> asked_by_root;
  std::vector<Bind> roots;
  for (const domain::Participant& p : people) {
    const ParticipantId root = p.merged_into ? p.merged_into : p.id;
    asked_by_root.emplace(root, p.id);
    roots.emplace_back(root);
  }
  std::multimap<ParticipantId, ParticipantId> asked_by_record = asked_by_root;
  for (const Row& row : query_in(tx.connection(), kFamilyHead, "", roots)) {
    const auto [first, last] = asked_by_root.equal_range(row.id_as<ParticipantId>(1));
    for (auto it = first; it != last; ++it) asked_by_record.emplace(row.id_as<ParticipantId>(0), it->second);
  }
  return asked_by_record;
}

}  // namespace

void insert_consent_form(WriteTransaction& tx, const ConsentForm& f) {
  std::string purposes;
  for (const std::string& purpose : f.purposes) purposes += (purposes.empty() ? "" : ",") + purpose;
  Changes changes;
  changes.set(ConsentFormField::study, value_of(f.study))
      .set(ConsentFormField::code, value_of(f.code))
      .set(ConsentFormField::form_version, value_of(f.form_version))
      .set(ConsentFormField::title_zh, value_of(f.title_zh))
      .set(ConsentFormField::title_en, value_of(f.title_en))
      .set(ConsentFormField::purposes, value_of(purposes))
      .set(ConsentFormField::retired, value_of(f.retired));
  insert_thing(tx, kConsentForms, {f.id.value, changes.take()}, {Happening::registered});
}

std::vector<ConsentForm> read_consent_forms(const ReadTransaction& tx, domain::StudyId study) {
  std::vector<ConsentForm> forms;
  for (const Row& row : tx.query(kForms, study)) forms.push_back(form_from(row));
  return forms;
}

std::optional<ConsentForm> find_consent_form(const ReadTransaction& tx, domain::ConsentFormId id) {
  const Rows rows = tx.query(kForm, id);
  return rows.empty() ? std::nullopt : std::optional(form_from(rows[0]));
}

std::vector<domain::FieldChange> changes_of(const GivenConsent& a) {
  Changes changes;
  changes.set(ConsentField::participant, value_of(a.participant))
      .set(ConsentField::study, value_of(a.study))
      .set(ConsentField::purpose, value_of(a.answer.purpose))
      .set(ConsentField::agreed, value_of(a.answer.agreed))
      .set(ConsentField::valid_from, value_of(a.answer.valid_from))
      .set(ConsentField::valid_to, value_of(a.answer.valid_to))
      .set(ConsentField::form, value_of(a.form));
  return changes.take();
}

void insert_answers(WriteTransaction& tx, std::span<const GivenConsent> answers, base::Timestamp given_at) {
  std::vector<NewThing> things;
  for (const GivenConsent& a : answers) things.push_back({a.id.value, changes_of(a)});
  insert_things(tx, kConsents, things, {Happening::consented, given_at});
}

std::vector<domain::FieldChange> changes_of(const StoredWithdrawal& w) {
  Changes changes;
  changes.set(WithdrawalField::participant, value_of(w.participant))
      .set(WithdrawalField::level, value_of(static_cast<int>(w.withdrawal.level)))
      .set(WithdrawalField::withdrawn_at, value_of(w.withdrawal.at))
      .set(WithdrawalField::voided, value_of(false));
  return changes.take();
}

void insert_withdrawal(WriteTransaction& tx, const StoredWithdrawal& w) {
  insert_thing(tx, kWithdrawals, {w.id, changes_of(w)}, {Happening::consent_withdrawn, w.withdrawal.at});
}

void void_withdrawal(WriteTransaction& tx, const StoredWithdrawal& w) {
  Changes changes;
  changes.change(WithdrawalField::voided, value_of(false), value_of(true));
  change_thing(tx, kWithdrawals, {{w.id, w.version, w.head_hash}, changes.take()}, {Happening::corrected});
}

std::optional<StoredWithdrawal> lock_withdrawal(WriteTransaction& tx, std::uint64_t id) {
  const Rows rows = tx.query(kLockWithdrawal, id);
  return rows.empty() ? std::nullopt : std::optional(withdrawal_from(rows[0]));
}

std::vector<GivenConsent> answers_of(const ReadTransaction& tx, std::span<const ParticipantId> records) {
  const std::vector<Bind> ids(records.begin(), records.end());
  std::vector<GivenConsent> answers;
  for (const Row& r : query_in(tx.connection(), kAnswersHead, kAnswersTail, ids)) {
    GivenConsent a{r.id_as<domain::ConsentId>(0),
                   r.id_as<ParticipantId>(1),
                   r.id_as<domain::StudyId>(2),
                   r.id_as<domain::ConsentFormId>(3),
                   {r.text(4), r.integer(5) != 0, r.time(6), {}, r.text(8)}};
    if (!r.is_null(7)) a.answer.valid_to = r.time(7);
    answers.push_back(std::move(a));
  }
  return answers;
}

std::vector<StoredWithdrawal> withdrawals_of(const ReadTransaction& tx, std::span<const ParticipantId> records) {
  const std::vector<Bind> ids(records.begin(), records.end());
  std::vector<StoredWithdrawal> withdrawals;
  for (const Row& row : query_in(tx.connection(), kWithdrawalsHead, kWithdrawalsTail, ids)) {
    withdrawals.push_back(withdrawal_from(row));
  }
  return withdrawals;
}

std::map<ParticipantId, domain::Consent> consent_state(const ReadTransaction& tx,
                                                       std::span<const domain::Participant> people,
                                                       domain::StudyId study) {
  std::map<ParticipantId, domain::Consent> state;
  if (people.empty()) return state;
  for (const domain::Participant& p : people) state[p.id];
  const auto asked_by_record = families(tx, people);
  std::vector<ParticipantId> records;
  for (const auto& [record, asked] : asked_by_record) {
    if (records.empty() || records.back() != record) records.push_back(record);
  }
  const auto each = [&](ParticipantId record, auto tell) {
    const auto [first, last] = asked_by_record.equal_range(record);
    for (auto it = first; it != last; ++it) tell(state[it->second]);
  };
  for (const GivenConsent& a : answers_of(tx, records)) {
    if (a.study == study) each(a.participant, [&](domain::Consent& c) { c.answers.push_back(a.answer); });
  }
  for (const StoredWithdrawal& w : withdrawals_of(tx, records)) {
    if (!w.voided) each(w.participant, [&](domain::Consent& c) { c.withdrawals.push_back(w.withdrawal); });
  }
  return state;
}

std::multimap<domain::SampleId, ParticipantId> donors_of_all(const ReadTransaction& tx,
                                                             std::span<const domain::SampleId> samples) {
  const std::vector<Bind> ids(samples.begin(), samples.end());
  std::multimap<domain::SampleId, ParticipantId> donors;
  for (const Row& row : query_in(tx.connection(), kDonorsHead, "", ids)) {
    donors.emplace(row.id_as<domain::SampleId>(0), row.id_as<ParticipantId>(1));
  }
  return donors;
}

}  // namespace frostkeep::database
