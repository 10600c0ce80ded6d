#include "http/routes.hpp"
#include "http/shapes/collection_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::EventId;
using domain::Permission;

template <typename Act>
Response answer_with_visit(const Request& request, services::Services& services, int status, std::string reason,
                           Act act) {
  return write_once(request, services, kCollectionBody, status, std::move(reason), act,
                    [&](const services::CollectionView& view) { return body_of(view, request.language); });
}

Response start(const Request& request, services::Services& services) {
  const auto body = request.body_as(kStartBody);
  const services::StartOrder order{body.participant, body.event, body.protocol_id.value_or(domain::ProtocolId{})};
  return answer_with_visit(request, services, 200, {},
                           [&](const services::Asked& asked) { return services.collections.start(asked, order); });
}

Response collect(const Request& request, services::Services& services) {
  const auto body = request.body_as(kCollectBody);
  const auto id = request.path_id<EventId>("event_id");
  services::CollectOrder order{body.code, body.drawn_at, body.amount.value_or(""), body.conditions,
                               body.planned_id.value_or(domain::SampleId{}), {}};
  if (body.unplanned) {
    order.unplanned = {body.unplanned->material, body.unplanned->container, body.unplanned->role.value_or("")};
  }
  return answer_with_visit(request, services, 200, body.reason.value_or(""), [&](const services::Asked& asked) {
    return services.collections.collect(asked, id, order);
  });
}

Response skip(const Request& request, services::Services& services) {
  const auto body = request.body_as(kSkipBody);
  const auto id = request.path_id<EventId>("event_id");
  return answer_with_visit(request, services, 200, body.reason, [&](const services::Asked& asked) {
    return services.collections.skip(asked, id, body.sample_id);
  });
}

Response close(const Request& request, services::Services& services) {
  const auto id = request.path_id<EventId>("event_id");
  return answer_with_visit(request, services, 200, {},
                           [&](const services::Asked& asked) { return services.collections.close(asked, id); });
}

Response read_visit(const Request& request, const services::Services& services) {
  const auto view = services.collections.view(request.scope, request.path_id<EventId>("event_id"));
  return answer(kCollectionBody, body_of(view, request.language)).with_version(view.event.version);
}

Response list_visits(const Request& request, const services::Services& services) {
  CollectionsBody body;
  const auto participant = request.path_id<domain::ParticipantId>("participant_id");
  for (const auto& view : services.collections.visits_of(request.scope, participant)) {
    body.items.push_back(body_of(view, request.language));
  }
  return answer(kCollectionsBody, body);
}

Response receive(const Request& request, services::Services& services) {
  const auto body = request.body_as(kReceptionOrderBody);
  services::ReceptionOrder order{body.from_site_id.value_or(domain::SiteId{}), body.received_at,
                                 body.temperature_mdeg_c,
                                 body.box.value_or(""), body.note.value_or(""), {}};
  for (const ReceivedTubeBody& tube : body.tubes) {
    order.tubes.push_back({tube.code, {tube.conditions, tube.rejected.value_or(false), tube.reason.value_or("")}});
  }
  return write_once(
      request, services, kReceptionBody, 200, {},
      [&](const services::Asked& asked) { return services.receptions.receive(asked, order); },
      [&](const services::ReceptionView& view) { return body_of(view, request.language); });
}

}  // namespace

std::vector<Route> collection_routes() {
  return {
      Route::post("/api/v1/collection-events", "start_collection", Permission::collection_record, start)
          .takes(kStartBody).gives(kCollectionBody)
          .summary("开始或打开一次采集", "Open a person's visit, with its expected tubes"),
      Route::get("/api/v1/collection-events/{event_id}", "read_collection", Permission::participant_read, read_visit)
          .gives(kCollectionBody).summary("一次采集", "A visit: expected and collected"),
      Route::get("/api/v1/participants/{participant_id}/collection-events", "list_collections",
                 Permission::participant_read, list_visits)
          .gives(kCollectionsBody).summary("参与者的各次采集", "A participant's visits"),
      Route::post("/api/v1/collection-events/{event_id}/tubes", "collect_tube", Permission::collection_record, collect)
          .takes(kCollectBody).gives(kCollectionBody).summary("扫描一支采集管", "A tube was drawn"),
      Route::post("/api/v1/collection-events/{event_id}/skips", "skip_tube", Permission::collection_record, skip)
          .takes(kSkipBody).gives(kCollectionBody).summary("不采某管（须说明原因）", "A planned tube isn't drawn; needs a reason"),
      Route::post("/api/v1/collection-events/{event_id}/close", "close_collection", Permission::collection_record,
                  close)
          .gives(kCollectionBody).summary("结束采集", "The person leaves; tubes may still come"),
      Route::post("/api/v1/receptions", "receive_tubes", Permission::reception_record, receive)
          .takes(kReceptionOrderBody).gives(kReceptionBody).summary("接收样本管", "Take over tubes or a box"),
  };
}

}  // namespace frostkeep::http
