// Tubes: registered, divided, drawn from, corrected, found.

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

using Maker = std::function<Call(World&, Place)>;

/// About a received tube of 1 mL.
Maker of_tube(const std::string& act, json body = nullptr) {
  return [=](World& w, Place p) { return Call{"/api/v1/samples/" + w.tube(p).id.text() + act, body}; };
}

/// A registration for the place's site and study.
Maker registration(const std::string& path, const std::string& field, json value) {
  return [=](World& w, Place p) {
    json body = {{"study_id", w.study(p).text()}, {"site_id", w.site(p).text()}};
    body[field] = value;
    return Call{"/api/v1/" + path, body};
  };
}

}  // namespace

std::vector<MatrixCase> sample_cases() {
  const json tube = {{"material", "SER"}, {"amount", "1 mL"}};
  const json correction = {{"reason", "typing error"}, {"amount", "1.5 mL"}};
  return {
      {"list_samples", [](World&, Place) { return Call{"/api/v1/samples"}; }},
      {"export_samples", [](World&, Place) { return Call{"/api/v1/samples.csv"}; }},
      {"add_sample", registration("samples", "sample", tube), Hidden::by_both},
      {"add_sample_batch", registration("sample-batches", "rows", {tube, tube}), Hidden::by_both},
      {"read_sample", of_tube(""), Hidden::by_both},
      {"read_sample_timeline", of_tube("/timeline"), Hidden::by_both},
      {"scan", [](World& w, Place p) { return Call{"/api/v1/scan-codes/" + w.tube(p).code}; }, Hidden::by_both},
      {"aliquot", of_tube("/aliquots", {{"children", {{{"amount", "200 µL"}, {"count", 2}}}}}), Hidden::by_both},
      {"draw", of_tube("/draws", {{"amount", "10 µL"}}), Hidden::by_both},
      {"thaw", of_tube("/thaws", json::object()), Hidden::by_both},
      {"pool",
       [](World& w, Place p) {
         const json parts = {{{"code", w.tube(p).code}, {"amount", "50 µL"}}, {{"code", w.tube(p).code}}};
         return Call{"/api/v1/pools", {{"parts", parts}}};
       },
       Hidden::by_both},
      {"correct_sample", of_tube("/corrections", correction), Hidden::by_both},
      {"preview_correction", of_tube("/correction-previews", correction), Hidden::by_both},
  };
}

}  // namespace frostkeep::tests
