#include "http/routes.hpp"
#include "http/shapes/build_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ContainerId;
using domain::ContainerTypeId;
using domain::Permission;

std::uint32_t version_of(const Request& request) { return static_cast<std::uint32_t>(*request.if_match); }

Response list_types(const Request&, const services::Services& services) {
  ContainerTypeListBody body;
  for (const domain::ContainerType& type : services.container_types.list()) body.items.push_back(whole_view_of(type));
  return answer(kContainerTypeListBody, body);
}

Response read_type(const Request& request, const services::Services& services) {
  const auto type = services.container_types.read(request.path_id<ContainerTypeId>("type_id"));
  return answer(kContainerTypeView, whole_view_of(type)).with_version(type.version);
}

Response add_type(const Request& request, services::Services& services) {
  const auto type = type_of(request.body_as(kNewContainerTypeBody));
  return write_once(
      request, services, kContainerTypeView, 201, {},
      [&](const services::Asked& asked) { return services.container_types.add(asked, type); },
      [](const domain::ContainerType& made) { return whole_view_of(made); });
}

Response edit_type(const Request& request, services::Services& services) {
  const auto id = request.path_id<ContainerTypeId>("type_id");
  const auto edit = edit_of(request.body_as(kContainerTypeEditBody));
  return write_once(
      request, services, kContainerTypeView, 200, {},
      [&](const services::Asked& asked) {
        return services.container_types.edit(asked, id, version_of(request), edit);
      },
      [](const domain::ContainerType& type) { return whole_view_of(type); });
}

Response build(const Request& request, services::Services& services) {
  const auto body = request.body_as(kBuildBody);
  const auto order = order_of(body);
  return write_once(
      request, services, kBuiltBody, 201, body.reason.value_or(""),
      [&](const services::Asked& asked) { return services.containers.build(asked, order); },
      [](const services::BuildView& view) { return body_of(view); });
}

Response edit(const Request& request, services::Services& services) {
  const auto id = request.path_id<ContainerId>("container_id");
  const auto body = request.body_as(kContainerEditBody);
  return write_once(
      request, services, kContainerHeadBody, 200, body.reason.value_or(""),
      [&](const services::Asked& asked) {
        return services.containers.edit(asked, id, version_of(request), edit_of(body));
      },
      [](const domain::Container& container) { return head_of(container); });
}

Response retire(const Request& request, services::Services& services) {
  const auto id = request.path_id<ContainerId>("container_id");
  return write_once(
      request, services, kContainerHeadBody, 200, request.body_as(kReasonBody).reason,
      [&](const services::Asked& asked) { return services.containers.retire(asked, id); },
      [](const domain::Container& container) { return head_of(container); });
}

template <typename Act>
Response change_blocks(const Request& request, services::Services& services, Act act) {
  const auto body = request.body_as(kBlockBody);
  const services::BlockOrder order{request.path_id<ContainerId>("container_id"), body.positions};
  return write_once(
      request, services, kBlockedBody, 200, body.reason.value_or(""),
      [&](const services::Asked& asked) { return act(asked, order); },
      [](const services::BlockView& view) { return body_of(view); });
}

Response block(const Request& request, services::Services& services) {
  return change_blocks(request, services,
                       [&](const auto& asked, const auto& order) { return services.containers.block(asked, order); });
}

Response release(const Request& request, services::Services& services) {
  return change_blocks(request, services,
                       [&](const auto& asked, const auto& order) { return services.containers.release(asked, order); });
}

}  // namespace

std::vector<Route> build_routes() {
  const std::string container = "/api/v1/containers/{container_id}";
  return {
      Route::get("/api/v1/container-types", "list_container_types", Permission::storage_read, list_types)
          .gives(kContainerTypeListBody).summary("容器类型", "Kinds of containers"),
      Route::post("/api/v1/container-types", "add_container_type", Permission::storage_build, add_type)
          .takes(kNewContainerTypeBody).gives(kContainerTypeView, 201)
          .summary("新建容器类型", "Make a kind of container"),
      Route::get("/api/v1/container-types/{type_id}", "read_container_type", Permission::storage_read, read_type)
          .gives(kContainerTypeView).summary("一种容器类型", "One kind of container"),
      Route::patch("/api/v1/container-types/{type_id}", "edit_container_type", Permission::storage_build, edit_type)
          .takes(kContainerTypeEditBody).gives(kContainerTypeView).needs_version()
          .summary("修改或停用容器类型", "Change or retire a kind of container"),
      Route::post("/api/v1/containers", "build_containers", Permission::storage_build, build)
          .takes(kBuildBody).gives(kBuiltBody, 201)
          .summary("一次建成整台冰箱或其他容器", "Build a freezer with all that is in it, or any tree of containers"),
      Route::patch(container, "edit_container", Permission::storage_build, edit)
          .takes(kContainerEditBody).gives(kContainerHeadBody).needs_version()
          .summary("修改容器", "Change a container"),
      Route::post(container + "/retirement", "retire_container", Permission::storage_build, retire)
          .takes(kReasonBody).gives(kContainerHeadBody).summary("停用空容器", "Retire an empty container"),
      Route::post(container + "/position-blocks", "block_positions", Permission::storage_block, block)
          .takes(kBlockBody).gives(kBlockedBody).summary("停用格位", "Block cells"),
      Route::post(container + "/position-releases", "release_positions", Permission::storage_block, release)
          .takes(kBlockBody).gives(kBlockedBody).summary("恢复格位", "Release blocked cells"),
  };
}

}  // namespace frostkeep::http
