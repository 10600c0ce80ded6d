#include "http/routes.hpp"
#include "http/shapes/sample_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using domain::SampleId;

Response read_sample(const Request& request, const services::Services& services) {
  const auto view = services.samples.view(request.scope, request.path_id<SampleId>("sample_id"));
  return answer(kSampleBody, body_of(view)).with_version(view.sample.version);
}

Response read_timeline(const Request& request, const services::Services& services) {
  return answer(kTimelineBody, body_of(services.samples.timeline(request.scope, request.path_id<SampleId>("sample_id"))));
}

Response scan(const Request& request, const services::Services& services) {
  return answer(kScanBody, body_of(services.scans.find(request.scope, request.path_text("code"))));
}

}  // namespace

std::vector<Route> sample_routes() {
  return {
      Route::get("/api/v1/samples/{sample_id}", "read_sample", Permission::sample_read, read_sample)
          .gives(kSampleBody).summary("一支样本管", "One tube"),
      Route::get("/api/v1/samples/{sample_id}/timeline", "read_sample_timeline", Permission::sample_read, read_timeline)
          .gives(kTimelineBody).summary("样本时间线", "Everything that ever happened to a tube"),
      Route::get("/api/v1/scan-codes/{code}", "scan", Permission::scan, scan)
          .gives(kScanBody).summary("扫描结果", "What a code names, and where it is"),
  };
}

}  // namespace frostkeep::http
