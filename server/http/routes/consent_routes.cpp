#include "http/routes.hpp"
#include "http/shapes/consent_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ParticipantId;
using domain::Permission;

template <typename Act>
Response answer_with_consent(const Request& request, services::Services& services, int status, std::string reason,
                             Act act) {
  return write_once(request, services, kConsentBody, status, std::move(reason), act,
                    [](const services::ConsentView& view) { return body_of(view); });
}

Response add_form(const Request& request, services::Services& services) {
  const auto body = request.body_as(kConsentFormBody);
  const database::ConsentForm form{{}, 0, body.study_id, body.code, body.form_version, body.title_zh, body.title_en,
                                   body.purposes, false};
  return write_once(
      request, services, kConsentFormBody, 201, {},
      [&](const services::Asked& asked) { return services.consents.add_form(asked, form); },
      [](const database::ConsentForm& made) { return body_of(made); });
}

Response list_forms(const Request& request, const services::Services& services) {
  ConsentFormsBody body;
  for (const auto& form : services.consents.forms(request.scope, request.query_as(kStudyQuery).study_id)) {
    body.items.push_back(body_of(form));
  }
  return answer(kConsentFormsBody, body);
}

Response read_consent(const Request& request, const services::Services& services) {
  return answer(kConsentBody,
                body_of(services.consents.view(request.scope, request.path_id<ParticipantId>("participant_id"),
                                               request.query_as(kStudyQuery).study_id)));
}

Response record_consent(const Request& request, services::Services& services) {
  const auto body = request.body_as(kConsentOrderBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  services::ConsentOrder order{body.form_id, {}, {}};
  for (const AnswerBody& a : body.answers) order.answers.push_back({a.purpose, a.agreed, a.valid_to});
  return answer_with_consent(request, services, 201, {}, [&](const services::Asked& asked) {
    order.given_at = body.given_at.value_or(asked.context.now);
    return services.consents.record(asked, id, order);
  });
}

Response withdraw(const Request& request, services::Services& services) {
  const auto body = request.body_as(kWithdrawalOrderBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  return answer_with_consent(request, services, 201, body.reason.value_or(""), [&](const services::Asked& asked) {
    return services.consents.withdraw(asked, id, body.study_id, {body.level, body.at});
  });
}

Response void_withdrawal(const Request& request, services::Services& services) {
  const auto body = request.body_as(kVoidWithdrawalBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  const auto withdrawal = request.path_id<domain::EntryId>("withdrawal_id").value;
  return answer_with_consent(request, services, 200, body.reason, [&](const services::Asked& asked) {
    return services.consents.void_withdrawal(asked, id, body.study_id, withdrawal);
  });
}

}  // namespace

std::vector<Route> consent_routes() {
  return {
      Route::post("/api/v1/consent-forms", "add_consent_form", Permission::protocol_edit, add_form)
          .takes(kConsentFormBody).gives(kConsentFormBody, 201).summary("新增同意书版本", "Add a version of a consent form"),
      Route::get("/api/v1/consent-forms", "list_consent_forms", Permission::protocol_read, list_forms)
          .queries(kStudyQuery).gives(kConsentFormsBody).summary("同意书", "A study's consent forms"),
      Route::get("/api/v1/participants/{participant_id}/consent", "read_consent", Permission::participant_read,
                 read_consent)
          .queries(kStudyQuery).gives(kConsentBody).summary("知情同意", "What a participant agreed to and took back"),
      Route::post("/api/v1/participants/{participant_id}/consents", "record_consent", Permission::consent_record,
                  record_consent)
          .takes(kConsentOrderBody).gives(kConsentBody, 201).summary("记录知情同意", "Record the answers of a form"),
      Route::post("/api/v1/participants/{participant_id}/withdrawals", "withdraw_consent", Permission::consent_record,
                  withdraw)
          .takes(kWithdrawalOrderBody).gives(kConsentBody, 201)
          .summary("撤回同意", "Withdraw: blocks use of all the person's tubes at once, never their storage"),
      Route::post("/api/v1/participants/{participant_id}/withdrawals/{withdrawal_id}/void", "void_withdrawal",
                  Permission::consent_record, void_withdrawal)
          .takes(kVoidWithdrawalBody).gives(kConsentBody).summary("作废误记的撤回", "Void a withdrawal recorded by mistake"),
  };
}

}  // namespace frostkeep::http
