#include "http/routes.hpp"
#include "http/shapes/storage_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;

Response read_storage(const Request& request, const services::Services& services) {
  return answer(kStorageBody, body_of(services.storage.sites(request.scope)));
}

Response list_children(const Request& request, const services::Services& services) {
  const auto id = request.path_id<domain::ContainerId>("container_id");
  ChildrenBody body;
  for (const services::StorageNode& node : services.storage.children(request.scope, id)) {
    body.items.push_back(body_of(node));
  }
  return answer(kChildrenBody, body);
}

Response list_containers(const Request& request, const services::Services& services) {
  const auto query = query_of(request.query_as(kContainerListQuery));
  return answer(kContainerListBody, body_of(services.storage.list(request.scope, query)));
}

Response export_containers(const Request& request, const services::Services& services) {
  const auto query = query_of(request.query_as(kContainerListQuery));
  return download("containers.csv", "text/csv; charset=utf-8; header=present",
                  services.storage.list_csv(request.scope, query, request.language));
}

}  // namespace

std::vector<Route> storage_routes() {
  return {
      Route::get("/api/v1/storage", "read_storage", Permission::storage_read, read_storage)
          .gives(kStorageBody).summary("库房及填充率", "Rooms and freezers of my sites with their fill levels"),
      Route::get("/api/v1/containers/{container_id}/children", "list_children", Permission::storage_read, list_children)
          .gives(kChildrenBody).summary("容器内的容器", "What stands in a container, with fill levels"),
      Route::get("/api/v1/containers", "list_containers", Permission::storage_read, list_containers)
          .queries(kContainerListQuery).gives(kContainerListBody).summary("容器列表", "A page of containers"),
      Route::get("/api/v1/containers.csv", "export_containers", Permission::storage_read, export_containers)
          .queries(kContainerListQuery).gives_file("text/csv")
          .summary("导出容器列表", "The list of containers as a CSV file"),
  };
}

}  // namespace frostkeep::http
