#include "http/routes.hpp"
#include "http/shapes/print_job_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Permission;
using domain::PrinterId;
using domain::PrintJobId;

Response list_printers(const Request& request, const services::Services& services) {
  PrintersBody body;
  for (const auto& view : services.printers.list(request.scope)) body.items.push_back(body_of(view));
  return answer(kPrintersBody, body);
}

Response read_printer(const Request& request, const services::Services& services) {
  const auto view = services.printers.view(request.scope, request.path_id<PrinterId>("printer_id"));
  return answer(kPrinterBody, body_of(view)).with_version(view.printer.version);
}

Response add_printer(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPrinterOrderBody);
  const services::PrinterOrder order{body.site_id.value_or(domain::SiteId{}), body.name,  body.address, body.dpi,
                                     body.stock,                              body.ends_connection};
  return write_once(
      request, services, kPrinterBody, 201, {},
      [&](const services::Asked& asked) { return services.printers.add(asked, order); },
      [](const services::PrinterView& view) { return body_of(view); });
}

Response edit_printer(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPrinterEditBody);
  const auto id = request.path_id<PrinterId>("printer_id");
  const services::PrinterEdit edit{body.name, body.address, body.dpi, body.stock, body.ends_connection, body.retired};
  return write_once(
      request, services, kPrinterBody, 200, {},
      [&](const services::Asked& asked) {
        return services.printers.edit(asked, id, static_cast<std::uint32_t>(*request.if_match), edit);
      },
      [](const services::PrinterView& view) { return body_of(view); });
}

/// How every print is answered.
template <typename Act>
Response answer_with_job(const Request& request, services::Services& services, int status, std::string reason,
                         Act act) {
  return write_once(request, services, kPrintJobBody, status, std::move(reason), act,
                    [](const services::PrintJobView& view) { return body_of(view); });
}

Response print_test_label(const Request& request, services::Services& services) {
  const auto id = request.path_id<PrinterId>("printer_id");
  return answer_with_job(request, services, 202, {}, [&](const services::Asked& asked) {
    return services.labels.print_test(asked, id, request.language);
  });
}

Response list_templates(const Request&, const services::Services& services) {
  TemplatesBody body;
  for (const auto& t : services.labels.templates()) {
    body.items.push_back({t.id, t.version, t.purpose, t.title_zh, t.title_en, t.width_um, t.height_um});
  }
  return answer(kTemplatesBody, body);
}

Response preview_labels(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPreviewOrderBody);
  const services::PreviewOrder order{body.label_template.value_or(""), body.printer_id.value_or(PrinterId{}),
                                     things_of(body.things), language_or(body.language, request.language)};
  return answer(kPreviewsBody, body_of(services.labels.preview(request.scope, order), order));
}

Response image_of(const Request& request, const services::Services& services, const services::PreviewOrder& order) {
  auto previews = services.labels.preview(request.scope, order);
  return {.status = 200, .content_type = "image/png", .body = std::move(previews.front().png)};
}

Response read_label_image(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kImageQuery);
  services::PreviewOrder order{query.label_template.value_or(""), query.printer_id.value_or(PrinterId{}), {},
                               language_or(query.language, request.language)};
  order.things.codes = {query.code};
  return image_of(request, services, order);
}

Response print_labels(const Request& request, services::Services& services) {
  const auto body = request.body_as(kPrintOrderBody);
  auto order = order_of(body, request.language);
  order.reprints = domain::decide(request.signed_in().grants, Permission::label_reprint);
  return answer_with_job(request, services, 202, body.reason.value_or(""),
                         [&](const services::Asked& asked) { return services.labels.print(asked, order); });
}

Response list_print_jobs(const Request& request, const services::Services& services) {
  const auto query = request.query_as(kPrintJobQuery);
  const auto page = services.labels.list(request.scope, {query.state, query.printer_id.value_or(PrinterId{})},
                                         query.after.value_or(PrintJobId{}), query.limit);
  PrintJobsBody body;
  for (const auto& view : page.items) body.items.push_back(body_of(view));
  if (page.next) body.next = page.next;
  return answer(kPrintJobsBody, body);
}

Response read_print_job(const Request& request, const services::Services& services) {
  const auto view = services.labels.view(request.scope, request.path_id<PrintJobId>("print_job_id"));
  return answer(kPrintJobBody, whole_body_of(view)).with_version(view.job.version);
}

Response resolve_print_job(const Request& request, services::Services& services) {
  const auto body = request.body_as(kResolutionBody);
  const auto id = request.path_id<PrintJobId>("print_job_id");
  return answer_with_job(request, services, 200, body.reason.value_or(""), [&](const services::Asked& asked) {
    return services.labels.resolve(asked, id, body.decision);
  });
}

constexpr const char* kBadgeTemplate = "badge_60x40mm";

Response read_badge_image(const Request& request, const services::Services& services) {
  services::PreviewOrder order{kBadgeTemplate, {}, {},
                               language_or(request.query_as(kBadgeQuery).language, request.language)};
  order.things.users = {request.path_id<domain::UserId>("user_id")};
  return image_of(request, services, order);
}

Response print_badge(const Request& request, services::Services& services) {
  const auto body = request.body_as(kBadgeOrderBody);
  services::PrintOrder order;
  order.printer = body.printer_id.value_or(PrinterId{});
  order.printer_code = body.printer_code.value_or("");
  order.label_template = kBadgeTemplate;
  order.things.users = {request.path_id<domain::UserId>("user_id")};
  order.language = language_or(body.language, request.language);
  order.reprints = request.scope;
  return answer_with_job(request, services, 202, body.reason.value_or(""),
                         [&](const services::Asked& asked) { return services.labels.print(asked, order); });
}

std::vector<Route> printer_routes() {
  return {
      Route::get("/api/v1/printers", "list_printers", Permission::job_read, list_printers)
          .gives(kPrintersBody).summary("打印机", "Label printers"),
      Route::post("/api/v1/printers", "add_printer", Permission::printer_edit, add_printer)
          .takes(kPrinterOrderBody).gives(kPrinterBody, 201).summary("新增打印机", "Add a printer")
          .may_refuse({ErrorCode::printer_address_refused, ErrorCode::template_unknown, ErrorCode::name_taken}),
      Route::get("/api/v1/printers/{printer_id}", "read_printer", Permission::job_read, read_printer)
          .gives(kPrinterBody).summary("一台打印机", "A printer"),
      Route::patch("/api/v1/printers/{printer_id}", "edit_printer", Permission::printer_edit, edit_printer)
          .takes(kPrinterEditBody).gives(kPrinterBody).needs_version()
          .summary("修改或停用打印机", "Change or retire a printer")
          .may_refuse({ErrorCode::printer_address_refused, ErrorCode::template_unknown, ErrorCode::name_taken}),
      Route::post("/api/v1/printers/{printer_id}/test-labels", "print_test_label", Permission::printer_edit,
                  print_test_label)
          .gives(kPrintJobBody, 202).summary("打印测试标签", "Print a test label on the stock that is loaded")
          .may_refuse({ErrorCode::printer_retired}),
      Route::get("/api/v1/users/{user_id}/badge-image", "read_badge_image", Permission::user_edit, read_badge_image)
          .queries(kBadgeQuery).gives_file("image/png").summary("胸牌预览", "What somebody's badge will look like"),
      Route::post("/api/v1/users/{user_id}/badge-prints", "print_badge", Permission::user_edit, print_badge)
          .takes(kBadgeOrderBody).gives(kPrintJobBody, 202).summary("打印胸牌", "Print somebody's badge")
          .may_refuse({ErrorCode::printer_retired, ErrorCode::reason_missing}),
  };
}

}  // namespace

std::vector<Route> label_routes() {
  std::vector<Route> routes = {
      Route::get("/api/v1/label-templates", "list_label_templates", Permission::job_read, list_templates)
          .gives(kTemplatesBody).summary("标签模板", "Label templates"),
      Route::post("/api/v1/label-previews", "preview_labels", Permission::label_print, preview_labels)
          .takes(kPreviewOrderBody).gives(kPreviewsBody).without_idempotency()
          .summary("标签预览", "What labels will look like; nothing is printed")
          .may_refuse({ErrorCode::label_unreadable, ErrorCode::label_does_not_fit, ErrorCode::nothing_to_print}),
      Route::get("/api/v1/label-images", "read_label_image", Permission::label_print, read_label_image)
          .queries(kImageQuery).gives_file("image/png")
          .summary("一张标签的图", "A label's picture, dot by dot as it is printed"),
      Route::post("/api/v1/print-jobs", "print_labels", Permission::label_print, print_labels)
          .takes(kPrintOrderBody).gives(kPrintJobBody, 202)
          .summary("打印标签", "Print labels: the first of a thing, or one more with a reason")
          .may_refuse({ErrorCode::label_unreadable, ErrorCode::label_does_not_fit, ErrorCode::nothing_to_print,
                       ErrorCode::printer_retired, ErrorCode::reason_missing}),
      Route::get("/api/v1/print-jobs", "list_print_jobs", Permission::job_read, list_print_jobs)
          .queries(kPrintJobQuery).gives(kPrintJobsBody).summary("打印任务", "Print jobs, the newest first"),
      Route::get("/api/v1/print-jobs/{print_job_id}", "read_print_job", Permission::job_read, read_print_job)
          .gives(kPrintJobBody).summary("一项打印任务", "A print job with its labels"),
      Route::post("/api/v1/print-jobs/{print_job_id}/resolution", "resolve_print_job", Permission::label_print,
                  resolve_print_job)
          .takes(kResolutionBody).gives(kPrintJobBody)
          .summary("说明打印结果", "Say what became of a print job, or have it printed again")
          .may_refuse({ErrorCode::print_job_settled, ErrorCode::printer_retired}),
  };
  for (Route& route : printer_routes()) routes.push_back(std::move(route));
  return routes;
}

}  // namespace frostkeep::http
