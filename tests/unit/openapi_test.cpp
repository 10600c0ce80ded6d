// The API's description of itself.

#include "http/openapi.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "http/routes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using nlohmann::json;

struct Cell {
  std::string code;
};
struct Box {
  domain::ContainerId id;
  std::vector<Cell> cells;
};
struct Search {
  std::int32_t limit = 50;
  std::vector<domain::StudyId> studies;
};
const Shape<Cell> kCell{"Cell", {field("code", &Cell::code)}};
const Shape<Box> kBox{"Box", {field("id", &Box::id), field("cells", &Box::cells, kCell)}};
const Shape<Search> kSearch{"Search",
                            {field("limit", &Search::limit, range(1, 200), defaulted(), about("Rows of a page")),
                             field("studies", &Search::studies, defaulted())}};

Response nothing(const Request&, const services::Services&) {
  return no_content();
}
Response nothing_done(const Request&, services::Services&) {
  return no_content();
}

std::vector<Route> routes() {
  return {
      Route::put("/api/v1/boxes/{box_id}/cells/{cell}", "place", Permission::storage_place, nothing_done)
          .takes(kCell)
          .gives(kBox)
          .needs_version()
          .summary("放入", "Put in")
          .may_refuse({domain::ErrorCode::position_occupied}),
      Route::get("/api/v1/boxes", "boxes", Permission::storage_read, nothing).queries(kSearch).gives(kBox),
      Route::post("/api/v1/imports", "import", Permission::import_run, nothing_done).takes_file({"text/csv"}),
      Route::post("/api/v1/session", "sign_in", Permission::anyone, nothing_done).takes(kCell).without_idempotency()};
}

TEST(OpenApi, DescribesEachRouteWithItsPermissionAndShapes) {
  const json document = json::parse(openapi_document(routes(), "0.1.0"));
  EXPECT_EQ(document["openapi"], "3.1.0");
  const json& place = document["paths"]["/api/v1/boxes/{box_id}/cells/{cell}"]["put"];
  EXPECT_EQ(place["operationId"], "place");
  EXPECT_EQ(place["x-permission"], "storage_place");
  EXPECT_EQ(place["x-refusals"], json{"position_occupied"});
  EXPECT_EQ(place["tags"], json{"boxes"});
  EXPECT_EQ(place["parameters"][0]["name"], "box_id");
  EXPECT_EQ(place["parameters"][0]["schema"]["pattern"], "^[1-9][0-9]{0,19}$");
  EXPECT_EQ(place["parameters"][2]["$ref"], "#/components/parameters/IdempotencyKey");
  EXPECT_EQ(place["parameters"][3]["$ref"], "#/components/parameters/IfMatch");
  EXPECT_EQ(place["requestBody"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Cell");
  EXPECT_EQ(place["responses"]["200"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Box");
  EXPECT_TRUE(place["security"][0].contains("csrf"));
  EXPECT_TRUE(document["paths"]["/api/v1/session"]["post"]["security"].empty());
  EXPECT_EQ(document["paths"]["/api/v1/boxes"]["get"]["parameters"][0]["schema"]["maximum"], 200);
  EXPECT_TRUE(document["paths"]["/api/v1/imports"]["post"]["requestBody"]["content"].contains("text/csv"));
  EXPECT_TRUE(document["paths"]["/api/v1/imports"]["post"]["responses"].contains("204"));
}

/// Each `$ref` below a value.
void references_of(const json& value, std::vector<std::string>& found) {
  if (value.is_object() && value.contains("$ref")) found.push_back(value["$ref"]);
  for (const auto& part : value) {
    if (part.is_structured()) references_of(part, found);
  }
}

TEST(OpenApi, PointsNowhereWithoutADefinition) {
  const json document = json::parse(openapi_document(routes(), "0.1.0"));
  std::vector<std::string> found;
  references_of(document, found);
  EXPECT_GT(found.size(), 8u);
  for (const auto& reference : found) {
    EXPECT_TRUE(document.contains(json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(OpenApi, IsTheSameForTheSameRoutesInAnyOrder) {
  auto backwards = routes();
  std::reverse(backwards.begin(), backwards.end());
  EXPECT_EQ(openapi_document(routes(), "0.1.0"), openapi_document(backwards, "0.1.0"));
}

std::string contents_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(OpenApi, IsCommittedAsItIs) {
  const std::string committed = contents_of(FROSTKEEP_SOURCE_DIR "/docs/openapi.json");
  const json document = json::parse(committed, nullptr, false);
  ASSERT_FALSE(document.is_discarded()) << "docs/openapi.json can't be read";
  EXPECT_TRUE(openapi_document(all_routes(), document["info"]["version"].get<std::string>()) == committed)
      << "the routes changed: frostkeep openapi > docs/openapi.json";
}

TEST(OpenApi, NamesEveryOperationInBothLanguages) {
  for (const Route& route : all_routes()) {
    EXPECT_FALSE(route.summary_zh_cn.empty() || route.summary_en.empty()) << route.operation_id;
  }
}

TEST(OpenApiDeathTest, RefusesTwoShapesOfOneName) {
  struct Other {
    bool yes = false;
  };
  static const Shape<Other> kOther{"Cell", {field("yes", &Other::yes)}};
  auto doubled = routes();
  doubled.push_back(Route::post("/api/v1/other", "other", Permission::anyone, nothing_done).takes(kOther));
  EXPECT_DEATH(openapi_document(doubled, "0.1.0"), "is_new");
}

}  // namespace
}  // namespace frostkeep::http
