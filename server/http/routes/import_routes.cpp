#include "http/routes.hpp"
#include "http/shapes/import_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::ImportId;
using domain::Permission;

/// How every write about an import is answered: its job goes on.
template <typename Act>
Response answer_with_import(const Request& request, services::Services& services, int status, Act act) {
  return write_once(request, services, kImportBody, status, {}, act,
                    [&](const services::ImportView& view) { return body_of(view, request.language); });
}

Response upload(const Request& request, services::Services& services) {
  const auto query = request.query_as(kUploadQuery);
  const services::UploadOrder order{query.kind, query.study, query.site.value_or(domain::SiteId{}), query.name,
                                    query.columns};
  return answer_with_import(request, services, 202, [&](const services::Asked& asked) {
    return services.imports.upload(asked, order, request.body.view());
  });
}

Response list_imports(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kImportListQuery);
  const auto page = services.imports.list(request.scope, query.after.value_or(ImportId{}), query.limit);
  return answer(kImportListBody, body_of(page, request.language));
}

Response read_import(const Request& request, const services::Services& services) {
  const auto view = services.imports.view(request.scope, request.path_id<ImportId>("import_id"));
  return answer(kImportBody, body_of(view, request.language));
}

Response read_errors(const Request& request, const services::Services& services) {
  const auto id = request.path_id<ImportId>("import_id");
  return download("errors.csv", "text/csv; charset=utf-8; header=present",
                  services.imports.errors_csv(request.scope, id, request.language));
}

Response apply(const Request& request, services::Services& services) {
  const auto id = request.path_id<ImportId>("import_id");
  const bool good_only = request.body_as(kApplicationBody).rows == RowsToApply::good;
  return answer_with_import(request, services, 202, [&](const services::Asked& asked) {
    return services.imports.apply(asked, id, good_only);
  });
}

Response discard(const Request& request, services::Services& services) {
  const auto id = request.path_id<ImportId>("import_id");
  return answer_with_import(request, services, 200, [&](const services::Asked& asked) {
    return services.imports.discard(asked, id);
  });
}

}  // namespace

std::vector<Route> import_routes() {
  return {
      Route::post("/api/v1/imports", "upload_import", Permission::import_run, upload)
          .queries(kUploadQuery).takes_file({"text/csv", "text/tab-separated-values"}).gives(kImportBody, 202)
          .summary("上传表格并逐行检查", "Upload a file and have every row checked; nothing is written yet")
          .may_refuse({ErrorCode::file_unreadable, ErrorCode::body_too_large}),
      Route::get("/api/v1/imports", "list_imports", Permission::import_run, list_imports)
          .queries(kImportListQuery).gives(kImportListBody).summary("导入记录", "Files that were loaded, newest first"),
      Route::get("/api/v1/imports/{import_id}", "read_import", Permission::import_run, read_import)
          .gives(kImportBody).summary("一次导入的进度与结果", "How one file fares, with its first errors"),
      Route::get("/api/v1/imports/{import_id}/errors.csv", "read_import_errors", Permission::import_run, read_errors)
          .gives_file("text/csv").summary("下载错误行", "The bad rows, to correct and send back"),
      Route::post("/api/v1/imports/{import_id}/application", "apply_import", Permission::import_run, apply)
          .takes(kApplicationBody).gives(kImportBody, 202)
          .summary("写入已检查的行", "Write the checked rows: all, or the good ones")
          .may_refuse({ErrorCode::rows_have_errors, ErrorCode::import_not_ready}),
      Route::post("/api/v1/imports/{import_id}/cancellation", "cancel_import", Permission::import_run, discard)
          .gives(kImportBody).summary("放弃导入", "Give an import up; what was applied stays")
          .may_refuse({ErrorCode::import_not_ready}),
  };
}

}  // namespace frostkeep::http
