#include "http/routes.hpp"
#include "http/shapes/accession_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using domain::SampleId;

Response read_sample(const Request& request, const services::Services& services) {
  const auto view = services.samples.view(request.scope, request.path_id<SampleId>("sample_id"));
  return answer(kSampleBody, body_of(view, request.language)).with_version(view.sample.version);
}

Response list_samples(const Request& request, const services::Services& services) {
  const auto query = query_of(request.query_as(kSampleListQuery));
  return answer(kSampleListBody, body_of(services.samples.list(request.scope, query)));
}

Response export_samples(const Request& request, const services::Services& services) {
  const auto query = query_of(request.query_as(kSampleExportQuery));
  return download("samples.csv", "text/csv; charset=utf-8; header=present",
                  services.samples.list_csv(request.scope, query, request.language));
}

Response add(const Request& request, services::Services& services, const services::AccessionOrder& order) {
  return write_once(
      request, services, kAccessionBody, 201, {},
      [&](const services::Asked& asked) { return services.accessions.add(asked, order); },
      [&](const services::AccessionView& view) { return body_of(view, request.language); });
}

Response add_sample(const Request& request, services::Services& services) {
  const auto body = request.body_as(kNewSampleBody);
  services::AccessionOrder order{body.study, body.site.value_or(domain::SiteId{})};
  order.rows.push_back(entry_of(body.sample));
  order.pointer = "/sample/";
  order.single = true;
  return add(request, services, order);
}

Response add_batch(const Request& request, services::Services& services) {
  const auto body = request.body_as(kSampleBatchBody);
  services::AccessionOrder order{body.study, body.site.value_or(domain::SiteId{})};
  for (const TubeBody& row : body.rows) order.rows.push_back(entry_of(row));
  return add(request, services, order);
}

Response read_timeline(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kTimelineQuery);
  const auto limit = query.limit.value_or(services::kTimelinePage);
  const auto timeline = services.samples.timeline(request.scope, request.path_id<SampleId>("sample_id"),
                                                  query.after.value_or(""), limit);
  return answer(kTimelineBody, body_of(timeline));
}

Response scan(const Request& request, const services::Services& services) {
  return answer(kScanBody, body_of(services.scans.find(request.scope, request.path_text("code"))));
}

}  // namespace

std::vector<Route> sample_routes() {
  return {
      Route::get("/api/v1/samples", "list_samples", Permission::sample_read, list_samples)
          .queries(kSampleListQuery).gives(kSampleListBody).summary("样本列表", "A page of tubes"),
      Route::get("/api/v1/samples.csv", "export_samples", Permission::sample_read, export_samples)
          .queries(kSampleExportQuery).gives_file("text/csv")
          .summary("导出样本列表", "The list of tubes as a CSV file"),
      Route::post("/api/v1/samples", "add_sample", Permission::sample_accession, add_sample)
          .takes(kNewSampleBody).gives(kAccessionBody, 201).summary("登记一支样本管", "Register one tube"),
      Route::post("/api/v1/sample-batches", "add_sample_batch", Permission::sample_accession, add_batch)
          .takes(kSampleBatchBody).gives(kAccessionBody, 201)
          .summary("批量登记", "Register a grid of tubes, all or none"),
      Route::get("/api/v1/samples/{sample_id}", "read_sample", Permission::sample_read, read_sample)
          .gives(kSampleBody).summary("一支样本管", "One tube"),
      Route::get("/api/v1/samples/{sample_id}/timeline", "read_sample_timeline", Permission::sample_read, read_timeline)
          .queries(kTimelineQuery).gives(kTimelineBody).summary("样本时间线", "Everything that ever happened to a tube"),
      Route::get("/api/v1/scan-codes/{code}", "scan", Permission::scan, scan)
          .gives(kScanBody).summary("扫描结果", "What a code names, and where it is"),
  };
}

}  // namespace frostkeep::http
