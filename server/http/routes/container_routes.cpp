#include "http/routes.hpp"
#include "http/shapes/map_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ContainerId;
using domain::Permission;

Response read_container(const Request& request, const services::Services& services) {
  const auto view = services.containers.view(request.scope, request.path_id<ContainerId>("container_id"));
  return answer(kContainerBody, body_of(view)).with_version(view.container.version);
}

Response read_map(const Request& request, const services::Services& services) {
  const auto map = services.containers.map(request.scope, request.path_id<ContainerId>("container_id"));
  return answer(kContainerMapBody, body_of(map, services.house.now(), request.language));
}

Response export_contents(const Request& request, const services::Services& services) {
  const auto id = request.path_id<ContainerId>("container_id");
  return download("contents.csv", "text/csv; charset=utf-8; header=present",
                  services.containers.contents_csv(request.scope, id, request.language));
}

Response place_next(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPlaceBody);
  const services::PlaceOrder order{request.path_id<ContainerId>("container_id"), {}, body.code,
                                   body.move.value_or(false)};
  return write_once(
      request, services, kPlacementBody, 200, {},
      [&](const services::Asked& asked) { return services.placements.place(asked, order); },
      [&](const services::PlacementView& view) { return body_of(view, request.language); });
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
      Route::get("/api/v1/containers/{container_id}/map", "read_container_map", Permission::storage_read, read_map)
          .gives(kContainerMapBody)
          .summary("可打印的格位图", "A container with every cell, as a page prints it"),
      Route::get("/api/v1/containers/{container_id}/contents.csv", "export_container_contents",
                 Permission::storage_read, export_contents)
          .gives_file("text/csv")
          .summary("导出容器内容", "A container's cells as a CSV file"),
      Route::post("/api/v1/containers/{container_id}/contents", "place_next", Permission::storage_place, place_next)
          .takes(kPlaceBody)
          .gives(kPlacementBody)
          .summary("放入下一个空位", "Put something into the next free cell, or into a container without cells"),
      Route::put("/api/v1/containers/{container_id}/positions/{position}", "place", Permission::storage_place, place)
          .takes(kPlaceBody)
          .gives(kPlacementBody)
          .summary("放入一格", "Put a tube or a container into a cell"),
      Route::remove("/api/v1/containers/{container_id}/positions/{position}", "take_out", Permission::storage_place,
                    take_out)
          .queries(kTakeQuery)
          .gives(kPlacementBody)
          .summary("取出", "Take out what sits in a cell, or give up the place that is kept for the tube named"),
      Route::post("/api/v1/entries/{entry_id}/undo", "undo_placement", Permission::storage_place, undo)
          .gives(kPlacementBody)
          .summary("撤销放入、移动或取出", "Undo a placement, move or taking within ten minutes"),
  };
}

}  // namespace frostkeep::http
