#include "http/routes.hpp"
#include "http/shapes/processing_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Permission;
using domain::ProcessingId;

Response record(const Request& request, services::Services& services) {
  const auto order = order_of(request.body_as(kProcessingOrderBody));
  return write_once(
      request, services, kProcessingBody, 201, {},
      [&](const services::Asked& asked) { return services.processing.record(asked, order); },
      [&](const services::ProcessingView& view) { return body_of(view, request.language); });
}

Response end(const Request& request, services::Services& services) {
  const auto body = request.body_as(kProcessingEndBody);
  const auto id = request.path_id<ProcessingId>("step_id");
  const services::ProcessingEnd end{body.ended_at, body.minutes, body.kept_after_mdeg_c, body.deviation};
  return write_once(
      request, services, kProcessingBody, 200, {},
      [&](const services::Asked& asked) { return services.processing.end(asked, id, end); },
      [&](const services::ProcessingView& view) { return body_of(view, request.language); });
}

Response read_step(const Request& request, const services::Services& services) {
  const auto view = services.processing.view(request.scope, request.path_id<ProcessingId>("step_id"));
  return answer(kProcessingBody, body_of(view, request.language)).with_version(view.step.version);
}

Response read_bench(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kBenchQuery);
  services::BenchQuery wanted{query.site_id.value_or(domain::SiteId{}), query.study_id.value_or(domain::StudyId{})};
  wanted.limit = query.limit.value_or(wanted.limit);
  return answer(kBenchBody, body_of(services.bench.bench(request.scope, request.signed_in().site, wanted)));
}

// Everybody has a day; what of it is shown is what each right lets see.
Response read_today(const Request& request, const services::Services& services) {
  const domain::Session& session = request.signed_in();
  const services::TodayScopes scopes{decide(session.grants, Permission::sample_read),
                                     decide(session.grants, Permission::participant_read),
                                     decide(session.grants, Permission::storage_read)};
  return answer(kTodayBody, body_of(services.bench.today(scopes, session.site)));
}

}  // namespace

std::vector<Route> processing_routes() {
  return {
      Route::post("/api/v1/processing-steps", "record_processing", Permission::sample_process, record)
          .takes(kProcessingOrderBody).gives(kProcessingBody, 201)
          .summary("登记处理步骤（离心、放置、冻存）", "Record a spin, a hold or a freezing, whole or begun")
          .may_refuse({ErrorCode::code_unknown, ErrorCode::state_forbids, ErrorCode::processing_not_for_material,
                       ErrorCode::already_spun, ErrorCode::duplicate_in_request}),
      Route::post("/api/v1/processing-steps/{step_id}/end", "end_processing", Permission::sample_process, end)
          .takes(kProcessingEndBody).gives(kProcessingBody).summary("结束处理步骤", "A step is over")
          .may_refuse({ErrorCode::processing_ended}),
      Route::get("/api/v1/processing-steps/{step_id}", "read_processing", Permission::sample_read, read_step)
          .gives(kProcessingBody).summary("一个处理步骤", "A processing step with its tubes"),
      Route::get("/api/v1/bench", "read_bench", Permission::sample_read, read_bench)
          .queries(kBenchQuery).gives(kBenchBody)
          .summary("待处理的样本管及其时限", "Tubes that wait, each with its clock, the most urgent first"),
      Route::get("/api/v1/today", "read_today", Permission::signed_in, read_today)
          .gives(kTodayBody).summary("今日工作", "The site's day: bench, visits, deliveries, places"),
  };
}

}  // namespace frostkeep::http
