#include "services/consent_service.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "domain/reference_table.hpp"
#include "services/participant_access.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::Participant;
using domain::ParticipantId;
using domain::Refused;

void check_study(const ReadTransaction& tx, const domain::Scope& scope, ParticipantId id, domain::StudyId study) {
  const auto enrolments = visible_enrolments(tx, scope, id);
  const bool enrolled = std::ranges::any_of(enrolments, [&](const auto& e) { return e.study == study; });
  if (!enrolled) throw Refused(ErrorCode::not_found);
}

void check_not_future(base::Timestamp when, base::Timestamp now, const std::string& field) {
  if (when > now)
    throw Refused(ErrorCode::field_out_of_range, {{"field", field}, {"limit", "≤ " + base::to_text(now)}});
}

/// All records of the person get the next epoch, and the level that holds now.
void begin_epoch(WriteTransaction& tx, const std::vector<Participant>& person,
                 std::optional<domain::WithdrawalLevel> level, Happening what) {
  for (const Participant& before : person) {
    Participant after = before;
    ++after.consent_epoch;
    after.withdrawal = level;
    database::change_participant(tx, before, after, {what});
  }
}

std::vector<ParticipantId> ids_of(const std::vector<Participant>& person) {
  std::vector<ParticipantId> ids;
  for (const Participant& p : person) ids.push_back(p.id);
  return ids;
}

std::vector<domain::Violation> problems_of(const ConsentOrder& order, const database::ConsentForm& form) {
  std::vector<domain::Violation> problems;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < order.answers.size(); ++i) {
    const GivenAnswer& answer = order.answers[i];
    const std::string row = std::to_string(i + 1);
    const bool asked_about = std::ranges::find(form.purposes, answer.purpose) != form.purposes.end();
    if (!asked_about) {
      problems.push_back({ErrorCode::field_malformed, {{"field", "purpose"}, {"row", row}, {"value", answer.purpose}}});
    } else if (!seen.insert(answer.purpose).second) {
      problems.push_back({ErrorCode::duplicate_in_request, {{"code", answer.purpose}, {"row", row}}});
    }
    if (answer.valid_to && *answer.valid_to <= order.given_at) {
      problems.push_back({ErrorCode::field_out_of_range, {{"field", "valid_to"}, {"row", row}}});
    }
  }
  if (order.answers.empty()) problems.push_back({ErrorCode::field_missing, {{"field", "answer"}}});
  return problems;
}

}  // namespace

database::ConsentForm ConsentService::add_form(const Asked& asked, database::ConsentForm form) {
  if (!asked.scope.contains({}, form.study)) throw Refused(ErrorCode::not_found);
  std::vector<domain::Violation> problems;
  const domain::ReferenceTable& known = domain::reference_table("consent_purposes");
  for (const std::string& purpose : form.purposes) {
    if (!known.find(purpose))
      problems.push_back({ErrorCode::field_malformed, {{"field", "purpose"}, {"value", purpose}}});
  }
  if (form.purposes.empty()) problems.push_back({ErrorCode::field_missing, {{"field", "purpose"}}});
  const auto needed = {std::pair("code", &form.code), std::pair("form_version", &form.form_version)};
  for (const auto& [field, text] : needed) {
    const bool plain = std::ranges::all_of(*text, [](unsigned char c) { return c > ' ' && c < 0x7f && c != ','; });
    if (text->empty()) problems.push_back({ErrorCode::field_missing, {{"field", field}}});
    if (!plain) problems.push_back({ErrorCode::field_malformed, {{"field", field}}});
  }
  if (!problems.empty()) throw Refused(std::move(problems));
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    database::ConsentForm fresh = form;
    fresh.id = domain::ConsentFormId{tx.next_id()};
    fresh.version = 1;
    database::insert_consent_form(tx, fresh);
    return fresh;
  });
}

std::vector<database::ConsentForm> ConsentService::forms(const domain::Scope& scope, domain::StudyId study) const {
  if (!scope.contains({}, study)) throw Refused(ErrorCode::not_found);
  return house_.database.read([&](const ReadTransaction& tx) { return database::read_consent_forms(tx, study); });
}

ConsentView ConsentService::describe(const ReadTransaction& tx, ParticipantId id, domain::StudyId study) const {
  ConsentView view;
  view.participant = *database::find_participant(tx, id);
  view.study = study;
  const ParticipantId root = view.participant.merged_into ? view.participant.merged_into : id;
  std::vector<ParticipantId> records = database::doubles_of(tx, root);
  records.push_back(root);
  view.answers = database::answers_of(tx, records);
  std::erase_if(view.answers, [&](const auto& a) { return a.study != study; });
  view.withdrawals = database::withdrawals_of(tx, records);
  const auto state = database::consent_state(tx, std::span(&view.participant, 1), study);
  const domain::ReferenceTable& purposes = domain::reference_table("consent_purposes");
  for (std::size_t row = 0; row < purposes.size(); ++row) {
    const std::string purpose(purposes.cell(row, "code"));
    const auto answer = domain::answer_at(state.at(id), purpose, house_.now());
    if (answer) view.now[purpose] = *answer;
  }
  return view;
}

ConsentView ConsentService::view(const domain::Scope& scope, ParticipantId id, domain::StudyId study) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    check_study(tx, scope, id, study);
    return describe(tx, id, study);
  });
}

ConsentView ConsentService::record(const Asked& asked, ParticipantId id, const ConsentOrder& order) {
  check_not_future(order.given_at, asked.context.now, "valid_from");
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto form = database::find_consent_form(tx, order.form);
    if (!form || form->retired) throw Refused(ErrorCode::not_found, {{"field", "form_version"}});
    check_study(tx, asked.scope, id, form->study);
    std::vector<domain::Violation> problems = problems_of(order, *form);
    if (!problems.empty()) throw Refused(std::move(problems));
    const std::vector<Participant> person = lock_person(tx, id);
    std::vector<database::GivenConsent> answers;
    for (const GivenAnswer& given : order.answers) {
      answers.push_back({domain::ConsentId{tx.next_id()},
                         id,
                         form->study,
                         form->id,
                         {given.purpose, given.agreed, order.given_at, given.valid_to, form->form_version}});
    }
    database::insert_answers(tx, answers, order.given_at);
    begin_epoch(tx, person, main_record(person).withdrawal, Happening::consented);
    return describe(tx, id, form->study);
  });
}

ConsentView ConsentService::withdraw(const Asked& asked, ParticipantId id, domain::StudyId study,
                                     const WithdrawalOrder& order) {
  const base::Timestamp at = order.at.value_or(asked.context.now);
  check_not_future(at, asked.context.now, "event_time");
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    check_study(tx, asked.scope, id, study);
    const std::vector<Participant> person = lock_person(tx, id);
    database::insert_withdrawal(tx, {tx.next_id(), 0, {}, id, {order.level, at}, false});
    const auto level = std::max(main_record(person).withdrawal, std::optional(order.level));
    begin_epoch(tx, person, level, Happening::consent_withdrawn);
    return describe(tx, id, study);
  });
}

ConsentView ConsentService::void_withdrawal(const Asked& asked, ParticipantId id, domain::StudyId study,
                                            std::uint64_t withdrawal) {
  if (base::trim(asked.context.reason).empty()) throw Refused(ErrorCode::reason_missing, {{"field", "reason"}});
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    check_study(tx, asked.scope, id, study);
    const std::vector<Participant> person = lock_person(tx, id);
    const std::vector<ParticipantId> records = ids_of(person);
    const auto found = database::lock_withdrawal(tx, withdrawal);
    const bool theirs = found && std::ranges::find(records, found->participant) != records.end();
    if (!theirs) throw Refused(ErrorCode::not_found);
    if (found->voided) throw Refused(ErrorCode::undo_not_possible);
    database::void_withdrawal(tx, *found);
    std::optional<domain::WithdrawalLevel> left;
    for (const auto& w : database::withdrawals_of(tx, records)) {
      if (!w.voided) left = std::max(left, std::optional(w.withdrawal.level));
    }
    begin_epoch(tx, person, left, Happening::corrected);
    return describe(tx, id, study);
  });
}

}  // namespace frostkeep::services
