#include "http/routes.hpp"
#include "http/shapes/rack_comparison_shapes.hpp"

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

template <typename Query>
services::RackFileOrder file_of(const Request& request, const Query& query) {
  return {request.body.view(), query.file_name.value_or(""), query.profile.value_or(""),
          query.rack_from_name.value_or(false)};
}

Response read_rack_file(const Request& request, services::Services& services) {
  const auto query = request.query_as(kRackSizeQuery);
  services::RackFileOrder order = file_of(request, query);
  order.rows = query.rows.value_or(order.rows);
  order.columns = query.columns.value_or(order.columns);
  return answer(kRackFileBody, body_of(services.rack_comparisons.read_file(order), request.language));
}

Response compare_rack(const Request& request, services::Services& services) {
  const auto query = request.query_as(kRackFileQuery);
  const ContainerId container = query.container.value_or(ContainerId{});
  const bool parsed = request.content_type == "application/json";
  const auto comparison =
      parsed ? services.rack_comparisons.compare(request.scope, container,
                                                 readings_of(request.body_as(kReadingsBody).wells))
             : services.rack_comparisons.compare_file(request.scope, container, file_of(request, query));
  return answer(kRackComparisonBody, body_of(comparison, request.language));
}

Response apply_rack(const Request& request, services::Services& services) {
  const auto body = request.body_as(kRackApplicationBody);
  const auto order = order_of(body, request.path_id<ContainerId>("container_id"));
  return write_once(
      request, services, kRackAppliedBody, 200, body.reason.value_or(""),
      [&](const services::Asked& asked) { return services.rack_comparisons.apply(asked, order); },
      [&](const services::RackApplied& applied) { return body_of(applied, request.language); });
}

/// What scanners' files are sent as; "application/json" are readings that were parsed already.
const std::vector<std::string> kRackMedia = {"text/csv", "text/plain", "application/octet-stream",
                                             "application/vnd.ms-excel"};
const std::vector<std::string> kReadingMedia = {"text/csv", "text/plain", "application/octet-stream",
                                                "application/vnd.ms-excel", "application/json"};
/// A rack file has at most 1 MiB (documents/rack_file.hpp); one byte more is its own refusal.
constexpr std::uint64_t kRackBytes = 1024 * 1024 + 1;

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
      Route::post("/api/v1/rack-readings", "read_rack_file", Permission::storage_read, read_rack_file)
          .takes_file(kRackMedia, kRackBytes).queries(kRackSizeQuery).gives(kRackFileBody).without_idempotency()
          .summary("读取扫描架文件", "What a rack scanner's file says"),
      Route::post("/api/v1/rack-comparisons", "compare_rack", Permission::storage_read, compare_rack)
          .takes_file(kReadingMedia, kRackBytes).queries(kRackFileQuery).gives(kRackComparisonBody)
          .without_idempotency()
          .summary("扫描架与登记比对", "A rack scanner's reading against what is recorded; writes nothing"),
      Route::post("/api/v1/containers/{container_id}/rack-applications", "apply_rack", Permission::storage_place,
                  apply_rack)
          .takes(kRackApplicationBody).gives(kRackAppliedBody)
          .summary("按比对结果更新登记", "Write a comparison's difference, all or none"),
  };
}

}  // namespace frostkeep::http
