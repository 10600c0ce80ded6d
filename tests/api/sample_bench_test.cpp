// Tubes over HTTP: registered by grid and rack, listed, divided, drawn from, corrected; and refused in the wire format.

#include <gtest/gtest.h>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

class SampleBenchApi : public ::testing::Test {
 protected:
  HouseServer server;
  std::string study = server.house.small.study.text();
  std::unique_ptr<ApiClient> at_the_bench = server.signed_in(domain::Role::technician);
  std::unique_ptr<ApiClient> at_the_freezer = server.signed_in(domain::Role::storage_manager);
  ApiClient& technician = *at_the_bench;
  ApiClient& manager = *at_the_freezer;

  ApiAnswer post(ApiClient& who, const std::string& path, const json& body, std::string key = "") {
    return who.send("POST", "/api/v1/" + path, body.dump(), key.empty() ? server.fresh_key() : key);
  }
  json grid(const json& rows) { return {{"study_id", study}, {"rows", rows}}; }
  /// One tube; gives its id.
  std::string tube(const json& sample) {
    const ApiAnswer answer = post(technician, "samples", {{"study_id", study}, {"sample", sample}});
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json()["samples"][0]["id"];
  }
};

TEST_F(SampleBenchApi, AGridIsRegisteredOnceForOneKey) {
  const json body = grid({{{"code", "G-1"}, {"material", "血清"}, {"amount", "1.5"}, {"unit", "mL"}},
                          {{"material", "PL1"}, {"codes", {"MAKER-1"}}}});
  const ApiAnswer first = post(technician, "sample-batches", body, "grid-key-0001");
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.json()["samples"].size(), 2u);
  const ApiAnswer again = post(technician, "sample-batches", body, "grid-key-0001");
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(technician.get("/api/v1/samples").json()["items"].size(), 2u);
}

TEST_F(SampleBenchApi, AGridsRefusalNamesRowAndCell) {
  const ApiAnswer answer = post(
      technician, "sample-batches",
      grid({{{"code", "OK-1"}, {"material", "SER"}}, {{"code", "OK-1"}, {"material", "jam"}, {"amount", "1,5 mL"}}}));
  EXPECT_EQ(answer.status, 422) << answer.text;
  std::map<std::string, std::string> seen;
  const json violations = answer.json()["violations"];
  for (const json& v : violations) {
    seen[v["field"]] = v["code"];
    EXPECT_EQ(v["row"], "2") << v;
  }
  const std::map<std::string, std::string> expected = {{"/rows/1/code", "duplicate_in_request"},
                                                       {"/rows/1/material", "field_malformed"},
                                                       {"/rows/1/amount", "field_malformed"}};
  EXPECT_EQ(seen, expected);
  EXPECT_TRUE(technician.get("/api/v1/samples").json()["items"].empty());
}

TEST_F(SampleBenchApi, ListsByPageAndAsAFile) {
  json rows = json::array();
  for (int i = 0; i < 5; ++i) rows.push_back({{"code", "L-" + std::to_string(i)}, {"material", "SER"}});
  ASSERT_EQ(post(technician, "sample-batches", grid(rows)).status, 201);
  const json first = technician.get("/api/v1/samples?limit=3&material=SER").json();
  EXPECT_EQ(first["items"].size(), 3u);
  const json second =
      technician.get("/api/v1/samples?limit=3&material=SER&after=" + first["next"].get<std::string>()).json();
  EXPECT_EQ(second["items"].size(), 2u);
  EXPECT_FALSE(second.contains("next"));
  EXPECT_EQ(technician.get("/api/v1/samples?limit=201").status, 422);
  const ApiAnswer file = technician.get("/api/v1/samples.csv?code=L-");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.headers.at("content-type").substr(0, 8), "text/csv");
  EXPECT_NE(file.text.find("L-4"), std::string::npos);
  const auto elsewhere = server.signed_in(domain::Role::technician, domain::SiteId{4711});
  EXPECT_TRUE(elsewhere->get("/api/v1/samples").json()["items"].empty());
}

TEST_F(SampleBenchApi, DividesThawsDrawsAndPools) {
  const std::string parent = tube({{"code", "D-1"}, {"material", "SER"}, {"amount", "1 mL"}});
  const ApiAnswer divided = post(technician, "samples/" + parent + "/aliquots",
                                 {{"children", {{{"amount", "200 µL"}, {"count", 3}, {"role", "serum"}}}}});
  ASSERT_EQ(divided.status, 201) << divided.text;
  EXPECT_EQ(divided.json()["children"].size(), 3u);
  EXPECT_EQ(divided.json()["parent_amount"]["volume_nl"], 400'000);
  const ApiAnswer drawn = post(technician, "samples/" + parent + "/draws", {{"amount", "100 µL"}});
  EXPECT_EQ(drawn.json()["amount"]["volume_nl"], 300'000) << drawn.text;
  EXPECT_EQ(post(technician, "samples/" + parent + "/draws", {{"amount", "1 mL"}}).json()["code"], "amount_too_small");
  EXPECT_EQ(post(technician, "samples/" + parent + "/thaws", json::object()).json()["thaw_count"], 1);
  const std::string child = divided.json()["children"][0]["code"];
  const ApiAnswer pooled =
      post(technician, "pools", {{"parts", {{{"code", "D-1"}, {"amount", "50 µL"}}, {{"code", child}}}}});
  ASSERT_EQ(pooled.status, 201) << pooled.text;
  EXPECT_EQ(pooled.json()["children"][0]["kind"], "pool");
}

TEST_F(SampleBenchApi, ACorrectionIsPreviewedMadeAndStruck) {
  const std::string id = tube({{"code", "C-1"}, {"material", "SER"}, {"amount", "15 mL"}});
  const json body = {{"reason", "typing error"}, {"amount", "1.5 mL"}};
  const ApiAnswer preview = post(manager, "samples/" + id + "/correction-previews", body);
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(manager.get("/api/v1/samples/" + id).json()["version"], 1);
  const ApiAnswer made = post(manager, "samples/" + id + "/corrections", body);
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.json(), preview.json());
  const json story = manager.get("/api/v1/samples/" + id + "/timeline").json()["items"];
  EXPECT_EQ(story[0]["struck_by"], story[1]["entry_id"]);
  EXPECT_EQ(post(technician, "samples/" + id + "/corrections", body).status, 403);
  EXPECT_EQ(post(manager, "samples/" + id + "/corrections", {{"reason", ""}, {"amount", "2 mL"}}).json()["code"],
            "reason_missing");
}

TEST_F(SampleBenchApi, ARackIsRegisteredAndAnotherPlaced) {
  const auto box = server.house.small.a_box(8, 12);
  const ApiAnswer made = post(technician, "containers/" + box.id.text() + "/rack-registrations",
                              {{"study_id", study},
                               {"wells",
                                {{{"position", "A1"}, {"sample", {{"code", "R-1"}, {"material", "PL1"}}}},
                                 {{"position", "A2"}, {"sample", {{"code", "R-2"}, {"material", "PL1"}}}}}}});
  ASSERT_EQ(made.status, 201) << made.text;
  tube({{"code", "R-3"}, {"material", "PL1"}});
  const std::string path = "containers/" + box.id.text() + "/rack-placements";
  const ApiAnswer refused = post(
      technician, path, {{"wells", {{{"position", "A1"}, {"code", "R-3"}}, {{"position", "B1"}, {"code", "R-9"}}}}});
  EXPECT_EQ(refused.json()["violations"].size(), 2u) << refused.text;
  const ApiAnswer placed = post(
      technician, path, {{"wells", {{{"position", "A3"}, {"code", "R-3"}}, {{"position", "A1"}, {"code", "R-1"}}}}});
  ASSERT_EQ(placed.status, 200) << placed.text;
  EXPECT_FALSE(placed.json()["wells"][1].contains("entry_id")) << "it stood there already";
}

}  // namespace
}  // namespace frostkeep::tests
