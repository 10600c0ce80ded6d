#include "http/routes.hpp"
#include "http/shapes/bench_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using domain::SampleId;

Response aliquot(const Request& request, services::Services& services) {
  const auto order = order_of(request.body_as(kAliquotBody), request.path_id<SampleId>("sample_id"));
  return write_once(
      request, services, kAliquotsBody, 201, {},
      [&](const services::Asked& asked) { return services.aliquots.aliquot(asked, order); },
      [&](const services::AliquotView& view) { return body_of(view, request.language); });
}

Response draw(const Request& request, services::Services& services) {
  const auto body = request.body_as(kDrawBody);
  const services::DrawOrder order{request.path_id<SampleId>("sample_id"), body.amount, body.used_up, body.happened_at};
  return write_once(
      request, services, kTubeChangeBody, 200, body.reason,
      [&](const services::Asked& asked) { return services.aliquots.draw(asked, order); },
      [&](const services::TubeView& view) { return body_of(view, request.language); });
}

Response thaw(const Request& request, services::Services& services) {
  const auto body = request.body_as(kThawBody);
  const auto id = request.path_id<SampleId>("sample_id");
  return write_once(
      request, services, kTubeChangeBody, 200, body.reason,
      [&](const services::Asked& asked) { return services.aliquots.thaw(asked, id, body.happened_at); },
      [&](const services::TubeView& view) { return body_of(view, request.language); });
}

Response pool(const Request& request, services::Services& services) {
  const auto order = order_of(request.body_as(kPoolBody));
  return write_once(
      request, services, kAliquotsBody, 201, {},
      [&](const services::Asked& asked) { return services.aliquots.pool(asked, order); },
      [&](const services::AliquotView& view) { return body_of(view, request.language); });
}

Response correct(const Request& request, services::Services& services) {
  const auto body = request.body_as(kCorrectionBody);
  const auto order = order_of(body, request.path_id<SampleId>("sample_id"));
  return write_once(
      request, services, kCorrectionResultBody, 200, body.reason,
      [&](const services::Asked& asked) { return services.corrections.correct(asked, order); },
      [&](const services::CorrectionView& view) { return body_of(view, request.language); });
}

Response preview_correction(const Request& request, services::Services& services) {
  const auto body = request.body_as(kCorrectionBody);
  const auto order = order_of(body, request.path_id<SampleId>("sample_id"));
  const auto view = services.corrections.preview(asked_by(request, services, body.reason), order);
  return answer(kCorrectionResultBody, body_of(view, request.language));
}

}  // namespace

std::vector<Route> bench_routes() {
  return {
      Route::post("/api/v1/samples/{sample_id}/aliquots", "aliquot", Permission::sample_aliquot, aliquot)
          .takes(kAliquotBody).gives(kAliquotsBody, 201)
          .summary("分装或制备", "Divide a tube into aliquots or derivatives"),
      Route::post("/api/v1/samples/{sample_id}/draws", "draw", Permission::sample_aliquot, draw)
          .takes(kDrawBody).gives(kTubeChangeBody).summary("取用", "Take an amount for use"),
      Route::post("/api/v1/samples/{sample_id}/thaws", "thaw", Permission::sample_process, thaw)
          .takes(kThawBody).gives(kTubeChangeBody).summary("解冻", "Count one thaw"),
      Route::post("/api/v1/pools", "pool", Permission::sample_aliquot, pool)
          .takes(kPoolBody).gives(kAliquotsBody, 201).summary("混合", "Mix tubes into a pool"),
      Route::post("/api/v1/samples/{sample_id}/corrections", "correct_sample", Permission::sample_correct, correct)
          .takes(kCorrectionBody).gives(kCorrectionResultBody).summary("更正", "Put right what was recorded wrongly"),
      Route::post("/api/v1/samples/{sample_id}/correction-previews", "preview_correction", Permission::sample_correct,
                  preview_correction)
          .takes(kCorrectionBody).gives(kCorrectionResultBody).without_idempotency()
          .summary("预览更正的后果", "What a correction would do; nothing is changed"),
  };
}

}  // namespace frostkeep::http
