// What goes on beside the bench: jobs, imports, printers and prints, processing, the day.

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

constexpr const char* kStock = "cryovial_32x13mm";

Call get(const std::string& path) { return {"/api/v1/" + path}; }

std::vector<MatrixCase> job_cases() {
  return {
      {"list_jobs", [](World&, Place) { return get("jobs"); }},
      {"read_job", [](World& w, Place p) { return get("jobs/" + w.import(p, false).job); }, Hidden::by_both},
      {"cancel_job", [](World& w, Place p) { return Call{"/api/v1/jobs/" + w.import(p, false).job + "/cancellation"}; },
       Hidden::by_both},
  };
}

std::vector<MatrixCase> import_cases() {
  const auto of_import = [](const std::string& act, json body = nullptr) {
    return [=](World& w, Place p) { return Call{"/api/v1/imports/" + w.import(p, true).id + act, body}; };
  };
  return {
      {"upload_import",
       [](World& w, Place p) {
         return Call{"/api/v1/imports?kind=samples&study=" + w.study(p).text() + "&site=" + w.site(p).text() +
                         "&name=list.csv",
                     nullptr, 0, "code,material\n" + w.fresh("UP-") + ",SER\n"};
       },
       Hidden::by_both},
      {"list_imports", [](World&, Place) { return get("imports"); }},
      {"read_import", of_import(""), Hidden::by_both},
      {"read_import_errors", of_import("/errors.csv"), Hidden::by_both},
      {"apply_import", of_import("/application", {{"rows", "all"}}), Hidden::by_both},
      {"cancel_import", of_import("/cancellation"), Hidden::by_both},
  };
}

std::vector<MatrixCase> printer_cases() {
  return {
      {"list_printers", [](World&, Place) { return get("printers"); }},
      {"add_printer",
       [](World& w, Place p) {
         return Call{"/api/v1/printers",
                     {{"site_id", w.site(p).text()}, {"name", w.fresh("new ")}, {"address", "tcp://127.0.0.9:9100"},
                      {"stock", kStock}}};
       },
       Hidden::by_site},
      {"read_printer", [](World& w, Place p) { return get("printers/" + w.printer(p)); }, Hidden::by_site},
      {"edit_printer",
       [](World& w, Place p) {
         const json printer = w.make(p, "GET", "printers/" + w.printer(p));
         return Call{"/api/v1/printers/" + w.printer(p), {{"name", w.fresh("named ")}}, printer["version"]};
       },
       Hidden::by_site},
      {"print_test_label", [](World& w, Place p) { return Call{"/api/v1/printers/" + w.printer(p) + "/test-labels"}; },
       Hidden::by_site},
      {"read_badge_image",
       [](World& w, Place p) {
         const std::string user = w.user(p);
         w.make(p, "POST", "users/" + user + "/badges");
         return get("users/" + user + "/badge-image");
       },
       Hidden::by_site},
      {"print_badge",
       [](World& w, Place p) {
         const std::string user = w.user(p);
         w.make(p, "POST", "users/" + user + "/badges");
         return Call{"/api/v1/users/" + user + "/badge-prints", {{"printer_id", w.printer(p)}}};
       },
       Hidden::by_site},
  };
}

/// A job of one label that waits for its printer.
std::string print_job(World& w, Place p) {
  const json body = {{"printer_id", w.printer(p)}, {"things", {{"codes", {w.tube(p).code}}}}};
  return w.make(p, "POST", "print-jobs", body)["id"];
}

std::vector<MatrixCase> label_cases() {
  return {
      {"list_label_templates", [](World&, Place) { return get("label-templates"); }},
      {"preview_labels",
       [](World& w, Place p) {
         return Call{"/api/v1/label-previews", {{"template", kStock}, {"things", {{"codes", {w.tube(p).code}}}}}};
       },
       Hidden::by_both},
      {"read_label_image",
       [](World& w, Place p) {
         return get("label-images?template=" + std::string(kStock) + "&code=" + w.tube(p).code);
       },
       Hidden::by_both},
      {"print_labels",
       [](World& w, Place p) {
         return Call{"/api/v1/print-jobs",
                     {{"printer_id", w.printer(p)}, {"things", {{"codes", {w.tube(p).code}}}}}};
       },
       Hidden::by_both},
      {"list_print_jobs", [](World&, Place) { return get("print-jobs"); }},
      {"read_print_job", [](World& w, Place p) { return get("print-jobs/" + print_job(w, p)); }, Hidden::by_site},
      {"resolve_print_job",
       [](World& w, Place p) {
         return Call{"/api/v1/print-jobs/" + print_job(w, p) + "/resolution", {{"decision", "not_printed"}}};
       },
       Hidden::by_site},
  };
}

/// A hold of one tube that was begun at the place's site.
std::string step(World& w, Place p) {
  return w.make(p, "POST", "processing-steps", {{"kind", "hold"}, {"codes", {w.tube(p).code}}})["id"];
}

std::vector<MatrixCase> processing_cases() {
  return {
      {"record_processing",
       [](World& w, Place p) {
         return Call{"/api/v1/processing-steps", {{"kind", "hold"}, {"codes", {w.tube(p).code}}}};
       },
       Hidden::by_both},
      {"end_processing",
       [](World& w, Place p) { return Call{"/api/v1/processing-steps/" + step(w, p) + "/end", json::object()}; },
       Hidden::by_site},
      {"read_processing", [](World& w, Place p) { return get("processing-steps/" + step(w, p)); }, Hidden::by_site},
      {"read_bench", [](World& w, Place p) { return get("bench?site_id=" + w.site(p).text()); }, Hidden::by_site},
      {"read_today", [](World&, Place) { return get("today"); }},
  };
}

}  // namespace

std::vector<MatrixCase> work_cases() {
  std::vector<MatrixCase> all;
  for (auto make : {job_cases, import_cases, printer_cases, label_cases, processing_cases}) {
    for (MatrixCase& one : make()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace frostkeep::tests
