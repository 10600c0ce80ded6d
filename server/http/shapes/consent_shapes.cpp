#include "http/shapes/consent_shapes.hpp"

namespace frostkeep::http {

ConsentFormBody body_of(const database::ConsentForm& f) {
  return {f.id, f.study, f.code, f.form_version, f.title_zh, f.title_en, f.purposes};
}

ConsentBody body_of(const services::ConsentView& view) {
  ConsentBody body;
  body.participant_id = view.participant.id;
  body.study_id = view.study;
  body.consent_epoch = view.participant.consent_epoch;
  body.withdrawal = view.participant.withdrawal;
  for (const auto& [purpose, agreed] : view.now) body.now.push_back({purpose, agreed, {}, {}, {}});
  for (const database::GivenConsent& given : view.answers) {
    const domain::ConsentAnswer& a = given.answer;
    body.answers.push_back({a.purpose, a.agreed, a.valid_from, a.valid_to, a.form_version});
  }
  for (const database::StoredWithdrawal& w : view.withdrawals) {
    body.withdrawals.push_back({std::to_string(w.id), w.withdrawal.level, w.withdrawal.at, w.voided});
  }
  return body;
}

}  // namespace frostkeep::http
