#include "http/routes.hpp"
#include "http/shapes/job_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::JobId;
using domain::Permission;

Response list_jobs(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kJobListQuery);
  const database::JobFilter filter{query.kind, query.state, query.mine};
  return answer(kJobListBody, body_of(services.jobs.list(request.scope, request.signed_in().user, filter,
                                                         query.after.value_or(JobId{}), query.limit),
                                      request.language));
}

Response read_job(const Request& request, const services::Services& services) {
  const auto line = services.jobs.view(request.scope, request.signed_in().user, request.path_id<JobId>("job_id"));
  return answer(kJobBody, body_of(line, request.language));
}

Response cancel_job(const Request& request, services::Services& services) {
  const auto id = request.path_id<JobId>("job_id");
  return write_once(
      request, services, kJobBody, 200, {},
      [&](const services::Asked& asked) { return services.jobs.cancel(asked, id); },
      [&](const database::JobLine& line) { return body_of(line, request.language); });
}

}  // namespace

std::vector<Route> job_routes() {
  return {
      Route::get("/api/v1/jobs", "list_jobs", Permission::job_read, list_jobs)
          .queries(kJobListQuery).gives(kJobListBody)
          .summary("后台任务", "Work that goes on in the background, the newest first"),
      Route::get("/api/v1/jobs/{job_id}", "read_job", Permission::job_read, read_job)
          .gives(kJobBody).summary("一项任务的进度", "How one job fares"),
      Route::post("/api/v1/jobs/{job_id}/cancellation", "cancel_job", Permission::job_cancel, cancel_job)
          .gives(kJobBody).summary("取消任务", "Stop a job at its next batch")
          .may_refuse({domain::ErrorCode::job_not_cancellable}),
  };
}

}  // namespace frostkeep::http
