#include "http/routes.hpp"
#include "http/shapes/rack_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ContainerId;
using domain::Permission;

Response register_rack(const Request& request, services::Services& services) {
  const auto order = order_of(request.body_as(kRackRegistrationBody), request.path_id<ContainerId>("container_id"));
  return write_once(
      request, services, kRackBody, 201, {},
      [&](const services::Asked& asked) { return services.racks.register_rack(asked, order); },
      [&](const services::RackView& view) { return body_of(view, request.language); });
}

Response place_rack(const Request& request, services::Services& services) {
  const auto order = order_of(request.body_as(kRackPlacementBody), request.path_id<ContainerId>("container_id"));
  return write_once(
      request, services, kRackBody, 200, {},
      [&](const services::Asked& asked) { return services.racks.place_rack(asked, order); },
      [&](const services::RackView& view) { return body_of(view, request.language); });
}

}  // namespace

std::vector<Route> rack_routes() {
  return {
      Route::post("/api/v1/containers/{container_id}/rack-registrations", "register_rack", Permission::sample_accession,
                  register_rack)
          .takes(kRackRegistrationBody).gives(kRackBody, 201)
          .summary("整架登记并入位", "Register the tubes of a rack where they stand"),
      Route::post("/api/v1/containers/{container_id}/rack-placements", "place_rack", Permission::storage_place,
                  place_rack)
          .takes(kRackPlacementBody).gives(kRackBody).summary("整架入位", "Put the tubes of a rack into their wells"),
  };
}

}  // namespace frostkeep::http
