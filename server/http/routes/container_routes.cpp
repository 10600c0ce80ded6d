#include "http/routes.hpp"
#include "http/shapes/container_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ContainerId;
using domain::Permission;

Response read_container(const Request& request, const services::Services& services) {
  const auto view = services.containers.view(request.scope, request.path_id<ContainerId>("container_id"));
  return answer(kContainerBody, body_of(view)).with_version(view.container.version);
}

Response place(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPlaceBody);
  const services::PlaceOrder order{request.path_id<ContainerId>("container_id"), request.path_text("position"),
                                   body.code, body.move.value_or(false)};
  return write_once(
      request, services, kPlacementBody, 200, {},
      [&](const services::Asked& asked) { return services.placements.place(asked, order); },
      [&](const services::PlacementView& view) { return body_of(view, request.language); });
}

Response take_out(const Request& request, services::Services& services) {
  const auto query = request.query_as(kTakeQuery);
  const services::TakeOrder order{request.path_id<ContainerId>("container_id"), request.path_text("position"),
                                  query.code.value_or(""), query.keep_place.value_or(false)};
  return write_once(
      request, services, kPlacementBody, 200, {},
      [&](const services::Asked& asked) { return services.placements.take_out(asked, order); },
      [&](const services::PlacementView& view) { return body_of(view, request.language); });
}

Response undo(const Request& request, services::Services& services) {
  const auto entry = request.path_id<domain::EntryId>("entry_id");
  return write_once(
      request, services, kPlacementBody, 200, {},
      [&](const services::Asked& asked) { return services.placements.undo(asked, entry); },
      [&](const services::PlacementView& view) { return body_of(view, request.language); });
}

}  // namespace

std::vector<Route> container_routes() {
  return {
      Route::get("/api/v1/containers/{container_id}", "read_container", Permission::storage_read, read_container)
          .gives(kContainerBody)
          .summary("容器及其格位图", "A container with its map"),
      Route::put("/api/v1/containers/{container_id}/positions/{position}", "place", Permission::storage_place, place)
          .takes(kPlaceBody)
          .gives(kPlacementBody)
          .summary("放入一格", "Put a tube or a container into a cell"),
      Route::remove("/api/v1/containers/{container_id}/positions/{position}", "take_out", Permission::storage_place,
                    take_out)
          .queries(kTakeQuery)
          .gives(kPlacementBody)
          .summary("取出", "Take out what sits in a cell"),
      Route::post("/api/v1/entries/{entry_id}/undo", "undo_placement", Permission::storage_place, undo)
          .gives(kPlacementBody)
          .summary("撤销放入、移动或取出", "Undo a placement, move or taking within ten minutes"),
  };
}

}  // namespace frostkeep::http
