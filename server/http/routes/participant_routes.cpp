#include "http/routes.hpp"
#include "http/shapes/participant_shapes.hpp"
#include "http/shapes/sample_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ParticipantId;
using domain::Permission;

constexpr int kPage = 50;

/// How every write about a participant is answered.
template <typename Act>
Response answer_with_person(const Request& request, services::Services& services, int status, std::string reason,
                            Act act) {
  return write_once(request, services, kParticipantBody, status, std::move(reason), act,
                    [&](const services::ParticipantView& view) { return body_of(view, request.language); });
}

Response register_participant(const Request& request, services::Services& services) {
  const auto body = request.body_as(kRegistrationBody);
  services::RegistrationOrder order{body.study_id, body.site_id.value_or(domain::SiteId{})};
  order.person.identity = {body.name.value_or(""), body.resident_id.value_or(""), body.phone.value_or(""),
                           body.address.value_or("")};
  order.person.sex = body.sex;
  order.person.birth = body.birth_date;
  order.stratum = body.stratum;
  order.stratum_since = body.stratum_since;
  order.stratum_rule = body.stratum_rule.value_or("");
  order.although_double = body.although_double.value_or(false);
  return answer_with_person(request, services, 201, body.reason.value_or(""),
                            [&](const services::Asked& asked) { return services.participants.add(asked, order); });
}

Response read_participant(const Request& request, const services::Services& services) {
  const auto view = services.participants.view(request.scope, request.path_id<ParticipantId>("participant_id"));
  return answer(kParticipantBody, body_of(view, request.language)).with_version(view.participant.version);
}

Response list_participants(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kParticipantQuery);
  return answer(kParticipantPageBody,
                body_of(services.participants.list(request.scope, query.study_id, query.after.value_or(""),
                                                   static_cast<std::uint32_t>(query.limit.value_or(kPage)))));
}

Response read_timeline(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kTimelineQuery);
  const auto timeline = services.timelines.of_participant(
      request.scope, request.path_id<ParticipantId>("participant_id"), query.after.value_or(""),
      query.limit.value_or(services::kTimelinePage));
  return answer(kTimelineBody, body_of(timeline));
}

Response edit_participant(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPersonEditBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  const services::PersonEdit edit{body.name, body.resident_id, body.phone, body.address,
                                  body.sex,  body.birth_date,  body.although_double.value_or(false)};
  return answer_with_person(request, services, 200, body.reason.value_or(""), [&](const services::Asked& asked) {
    return services.participants.edit(asked, id, static_cast<std::uint32_t>(*request.if_match), edit);
  });
}

Response enrol(const Request& request, services::Services& services) {
  const auto body = request.body_as(kEnrolBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  return answer_with_person(request, services, 201, {}, [&](const services::Asked& asked) {
    return services.participants.enrol(asked, id, body.study_id, body.site_id.value_or(domain::SiteId{}));
  });
}

Response stratify(const Request& request, services::Services& services) {
  const auto body = request.body_as(kStratumView);
  const auto id = request.path_id<ParticipantId>("participant_id");
  return answer_with_person(request, services, 201, {}, [&](const services::Asked& asked) {
    return services.participants.stratify(asked, id, body.stratum, body.since, body.rule);
  });
}

Response merge(const Request& request, services::Services& services) {
  const auto body = request.body_as(kMergeBody);
  const auto id = request.path_id<ParticipantId>("participant_id");
  return answer_with_person(request, services, 200, body.reason, [&](const services::Asked& asked) {
    return services.participants.merge(asked, id, body.into);
  });
}

Response search(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPersonSearchBody);
  const services::PersonSearch wanted{body.resident_id.value_or(""), body.phone.value_or(""), body.name.value_or("")};
  PeopleFoundBody found;
  for (const auto& view : services.participants.search(request.scope, wanted)) {
    found.items.push_back(body_of(view, request.language));
  }
  return answer(kPeopleFoundBody, found);
}

// Not remembered by its key: the stored answer would hold in clear what the table of identities seals.
Response view_identity(const Request& request, services::Services& services) {
  const auto body = request.body_as(kReasonBody);
  const auto identity =
      services.participants.show_identity(asked_by(request, services, body.reason), request.signed_in().id,
                                          request.path_id<ParticipantId>("participant_id"));
  return answer(kIdentityBody, {identity.name, identity.resident_id, identity.phone, identity.address});
}

}  // namespace

std::vector<Route> participant_routes() {
  return {
      Route::post("/api/v1/participants", "register_participant", Permission::participant_register,
                  register_participant)
          .takes(kRegistrationBody).gives(kParticipantBody, 201).summary("登记参与者", "Register a participant"),
      Route::get("/api/v1/participants", "list_participants", Permission::participant_read, list_participants)
          .queries(kParticipantQuery).gives(kParticipantPageBody).summary("一项研究的参与者", "A study's participants"),
      Route::get("/api/v1/participants/{participant_id}", "read_participant", Permission::participant_read,
                 read_participant)
          .gives(kParticipantBody).summary("一位参与者", "A participant, without a name"),
      Route::get("/api/v1/participants/{participant_id}/timeline", "read_participant_timeline",
                 Permission::participant_read, read_timeline)
          .queries(kTimelineQuery).gives(kTimelineBody)
          .summary("参与者时间线", "A person's enrolments, strata, consents and visits"),
      Route::patch("/api/v1/participants/{participant_id}", "edit_participant", Permission::participant_register,
                   edit_participant)
          .takes(kPersonEditBody).gives(kParticipantBody).needs_version().summary("修改参与者", "Change a participant"),
      Route::post("/api/v1/participants/{participant_id}/enrolments", "enrol_participant",
                  Permission::participant_register, enrol)
          .takes(kEnrolBody).gives(kParticipantBody, 201).summary("加入另一项研究", "Enrol in one more study"),
      Route::post("/api/v1/participants/{participant_id}/strata", "stratify_participant",
                  Permission::participant_register, stratify)
          .takes(kStratumView).gives(kParticipantBody, 201).summary("记录人群分层", "Record a stratum from a day on"),
      Route::post("/api/v1/participants/{participant_id}/merge", "merge_participant", Permission::sample_correct, merge)
          .takes(kMergeBody).gives(kParticipantBody).summary("合并重复登记", "Say that two records are one person"),
      Route::post("/api/v1/participants/{participant_id}/identity-views", "view_identity", Permission::identity_view,
                  view_identity)
          .takes(kReasonBody).gives(kIdentityBody).without_idempotency()
          .summary("查看身份（须说明原因）", "Show who it is; needs a reason and leaves an entry"),
      Route::post("/api/v1/participant-searches", "search_participants", Permission::participant_read, search)
          .takes(kPersonSearchBody).gives(kPeopleFoundBody).without_idempotency()
          .summary("按证件号、电话或姓名查找", "Find by resident ID, phone or name, exactly"),
  };
}

}  // namespace frostkeep::http
