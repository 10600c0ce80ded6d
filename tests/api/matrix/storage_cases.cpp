// Containers and places. A container belongs to a site, a tube in it also to a study; kinds of containers are the
// whole house's.

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

using Maker = std::function<Call(World&, Place)>;

std::string path_of(const domain::Container& box, const std::string& act) {
  return "/api/v1/containers/" + box.id.text() + act;
}

Maker of_box(const std::string& act, json body = nullptr, std::uint64_t version = 0) {
  return [=](World& w, Place p) { return Call{path_of(w.box(p), act), body, version}; };
}

/// A tube of the place that lies nowhere, put into an empty box there.
Maker tube_into_box(const std::string& act) {
  return [=](World& w, Place p) { return Call{path_of(w.box(p), act), {{"code", w.tube(p).code}}}; };
}

json new_type(World& w) {
  return {{"code", w.fresh("KIND-")}, {"name_zh", "盒"}, {"name_en", "box"}, {"rank", 60}, {"rows", 9}, {"columns", 9},
          {"holds_samples", true}};
}

std::string a_type(World& w) {
  return w.make(Place::own, "POST", "container-types", new_type(w))["id"];
}

std::vector<MatrixCase> build_cases() {
  return {
      {"list_container_types", [](World&, Place) { return Call{"/api/v1/container-types"}; }},
      {"add_container_type",
       [](World& w, Place) {
         return Call{"/api/v1/container-types", new_type(w)};
       }},
      {"read_container_type", [](World& w, Place) { return Call{"/api/v1/container-types/" + a_type(w)}; }},
      {"edit_container_type",
       [](World& w, Place) {
         return Call{"/api/v1/container-types/" + a_type(w), {{"name_en", "a box"}}, 1};
       }},
      {"build_containers",
       [](World& w, Place p) {
         const json tree = {{"type_id", a_type(w)}, {"code", w.fresh("BOX-")}};
         return Call{"/api/v1/containers", {{"site_id", w.site(p).text()}, {"tree", tree}}};
       },
       Hidden::by_site},
      {"edit_container", of_box("", {{"name", "named"}}, 1), Hidden::by_site},
      {"retire_container", of_box("/retirement", {{"reason", "worn out"}}), Hidden::by_site},
      {"block_positions", of_box("/position-blocks", {{"positions", {"A1"}}, {"reason", "cracked"}}), Hidden::by_site},
      {"release_positions",
       [](World& w, Place p) {
         const auto box = w.box(p);
         w.make(p, "POST", "containers/" + box.id.text() + "/position-blocks",
                {{"positions", {"A1"}}, {"reason", "cracked"}});
         return Call{path_of(box, "/position-releases"), {{"positions", {"A1"}}}};
       },
       Hidden::by_site},
  };
}

std::vector<MatrixCase> look_cases() {
  return {
      {"read_storage", [](World&, Place) { return Call{"/api/v1/storage"}; }},
      {"list_containers", [](World&, Place) { return Call{"/api/v1/containers"}; }},
      {"export_containers", [](World&, Place) { return Call{"/api/v1/containers.csv"}; }},
      {"list_children", of_box("/children"), Hidden::by_site},
      {"read_container", of_box(""), Hidden::by_site},
      {"read_container_map", of_box("/map"), Hidden::by_site},
      {"export_container_contents", of_box("/contents.csv"), Hidden::by_site},
  };
}

std::vector<MatrixCase> place_cases() {
  return {
      {"place", tube_into_box("/positions/A1"), Hidden::by_both},
      {"place_next", tube_into_box("/contents"), Hidden::by_both},
      {"take_out", [](World& w, Place p) { return Call{path_of(w.placed(p).box, "/positions/A1")}; }, Hidden::by_both},
      {"undo_placement", [](World& w, Place p) { return Call{"/api/v1/entries/" + w.placed(p).entry + "/undo"}; },
       Hidden::by_both},
  };
}

/// One well with a tube of the place.
json wells(World& w, Place p) {
  return json::array({{{"position", "A1"}, {"state", "code"}, {"code", w.tube(p).code}}});
}

std::vector<MatrixCase> rack_cases() {
  return {
      {"register_rack",
       [](World& w, Place p) {
         const json well = {{"position", "A1"}, {"sample", {{"material", "PL1"}}}};
         return Call{path_of(w.box(p), "/rack-registrations"),
                     {{"study_id", w.study(p).text()}, {"site_id", w.site(p).text()}, {"wells", json::array({well})}}};
       },
       Hidden::by_both},
      {"place_rack",
       [](World& w, Place p) {
         const json well = {{"position", "A1"}, {"code", w.tube(p).code}};
         return Call{path_of(w.box(p), "/rack-placements"), {{"wells", json::array({well})}}};
       },
       Hidden::by_both},
      {"read_rack_file",
       [](World&, Place) {
         return Call{"/api/v1/rack-readings", nullptr, 0, "A1,X-1\nA2,X-2\n"};
       }},
      {"compare_rack",
       [](World& w, Place p) {
         return Call{"/api/v1/rack-comparisons?container_id=" + w.box(p, 8, 12).id.text(), {{"wells", wells(w, p)}}};
       },
       Hidden::by_site},
      {"apply_rack",
       [](World& w, Place p) {
         const auto box = w.box(p, 8, 12);
         const json compared =
             w.make(p, "POST", "rack-comparisons?container_id=" + box.id.text(), {{"wells", wells(w, p)}});
         return Call{path_of(box, "/rack-applications"),
                     {{"digest", compared["digest"]}, {"wells", compared["wells"]}}};
       },
       Hidden::by_site},
  };
}

}  // namespace

std::vector<MatrixCase> storage_cases() {
  std::vector<MatrixCase> all;
  for (auto make : {build_cases, look_cases, place_cases, rack_cases}) {
    for (MatrixCase& one : make()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace frostkeep::tests
