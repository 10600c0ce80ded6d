// Storage over HTTP: kinds of containers, a whole freezer in one act, its tree with fill levels, blocked cells, and a
// rack scanner's file against a box.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

class StorageApi : public ::testing::Test {
 protected:
  HouseServer server;
  std::unique_ptr<ApiClient> at_the_freezer = server.signed_in(domain::Role::storage_manager);
  std::unique_ptr<ApiClient> at_the_bench = server.signed_in(domain::Role::technician);
  ApiClient& manager = *at_the_freezer;
  ApiClient& technician = *at_the_bench;
  std::string site = server.house.small.site.text();

  ApiAnswer send(const std::string& method, const std::string& path, const json& body,
                 const std::map<std::string, std::string>& more = {}) {
    return manager.send(method, "/api/v1/" + path, body.dump(), server.fresh_key(), more);
  }
  ApiAnswer post(const std::string& path, const json& body) { return send("POST", path, body); }
  ApiAnswer file(const std::string& path, const std::string& bytes, const std::string& type = "text/csv") {
    return technician.send("POST", "/api/v1/" + path, bytes, "", {{"Content-Type", type}});
  }
  std::string type(const std::string& code, int rank, int rows, int columns, bool samples = false) {
    const ApiAnswer answer = post("container-types", {{"code", code},
                                                      {"name_zh", code},
                                                      {"name_en", code},
                                                      {"rank", rank},
                                                      {"rows", rows},
                                                      {"columns", columns},
                                                      {"holds_samples", samples}});
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json()["id"];
  }
  json freezer_tree(int shelves, int racks, int boxes) {
    const json box = {{"type_id", type("BOX", 60, 9, 9, true)}, {"count", boxes}, {"materials", {"SER"}}};
    const json rack = {{"type_id", type("RACK", 40, 5, 4)}, {"count", racks}, {"contents", {box}}};
    const json shelf = {{"type_id", type("SHELF", 30, 1, 6)}, {"count", shelves}, {"contents", {rack}}};
    return {{"type_id", type("FREEZER", 20, 5, 1)},
            {"name", "F1"},
            {"code_prefix", "FZ"},
            {"temperature_mdeg_c", -80'000},
            {"contents", {shelf}}};
  }
};

TEST_F(StorageApi, AFreezerIsBuiltOnceForOneKeyAndStandsInTheTree) {
  const json body = {{"site_id", site}, {"tree", freezer_tree(2, 2, 3)}};
  const ApiAnswer built = manager.send("POST", "/api/v1/containers", body.dump(), "build-key-1");
  ASSERT_EQ(built.status, 201) << built.text;
  EXPECT_EQ(built.json()["total"], 1 + 2 + 4 + 12);
  EXPECT_EQ(manager.send("POST", "/api/v1/containers", body.dump(), "build-key-1").text, built.text);
  const std::string id = built.json()["outermost"][0]["id"];
  const json storage = manager.get("/api/v1/storage").json();
  ASSERT_EQ(storage["sites"].size(), 1u) << storage;
  const json node = storage["sites"][0]["nodes"][0];
  EXPECT_EQ(node["container"]["id"], id);
  EXPECT_EQ(node["container"]["temperature_mdeg_c"], -80'000);
  EXPECT_EQ(node["filled"], 2) << "shelves in its own cells";
  EXPECT_EQ(node["tubes"]["positions"], 12 * 81);
  EXPECT_EQ(node["tubes"]["fill_permille"], 0);
  const json shelves = manager.get("/api/v1/containers/" + id + "/children").json()["items"];
  ASSERT_EQ(shelves.size(), 2u);
  EXPECT_EQ(shelves[1]["position"], "2");
  EXPECT_EQ(shelves[1]["parent_id"], id);
  const json boxes =
      manager.get("/api/v1/containers?under=" + id + "&holds_samples=true&free=81&material=SER&limit=5").json();
  EXPECT_EQ(boxes["items"].size(), 5u);
  EXPECT_EQ(boxes["items"][0]["path"].size(), 3u);
  EXPECT_TRUE(boxes.contains("next"));
  const ApiAnswer csv = manager.get("/api/v1/containers.csv?under=" + id + "&rank=40");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.headers.at("content-type").substr(0, 8), "text/csv");
  EXPECT_EQ(technician.send("POST", "/api/v1/containers", body.dump(), "build-key-2").status, 403);
}

TEST_F(StorageApi, ATreesRefusalNamesTheNode) {
  json tree = freezer_tree(2, 2, 3);
  tree["contents"][0]["contents"][0]["count"] = 7;
  const ApiAnswer answer = post("containers", {{"site_id", site}, {"tree", tree}});
  EXPECT_EQ(answer.status, 422) << answer.text;
  EXPECT_EQ(answer.json()["violations"][0]["field"], "/tree/contents/0/contents/0/count");
}

TEST_F(StorageApi, TypesAreMadeListedChangedAndRetired) {
  const std::string id = type("TANK", 20, 0, 0);
  EXPECT_EQ(post("container-types",
                 {{"code", "TANK"}, {"name_zh", "罐"}, {"name_en", "tank"}, {"rank", 20}, {"holds_samples", false}})
                .json()["code"],
            "code_taken");
  EXPECT_EQ(post("container-types", {{"code", "T2"},
                                     {"name_zh", "罐"},
                                     {"name_en", "tank"},
                                     {"rank", 20},
                                     {"holds_samples", false},
                                     {"row_labels", "runes"}})
                .json()["code"],
            "field_malformed");
  const json edit = {{"name_en", "liquid nitrogen tank"}, {"temperature_mdeg_c", -180'000}, {"retired", true}};
  EXPECT_EQ(send("PATCH", "container-types/" + id, edit).status, 428);
  const ApiAnswer edited = send("PATCH", "container-types/" + id, edit, {{"If-Match", "\"1\""}});
  ASSERT_EQ(edited.status, 200) << edited.text;
  EXPECT_EQ(edited.json()["version"], 2);
  EXPECT_EQ(post("containers", {{"site_id", site}, {"tree", {{"type_id", id}}}}).json()["code"],
            "container_type_retired");
  const json items = manager.get("/api/v1/container-types").json()["items"];
  EXPECT_EQ(std::ranges::count_if(items, [](const json& t) { return t["code"] == "TANK" && t["retired"] == true; }), 1);
}

TEST_F(StorageApi, ContainersAreChangedBlockedAndRetired) {
  const auto box = server.house.small.a_box();
  const std::string path = "containers/" + box.id.text();
  const ApiAnswer edited = send("PATCH", path, {{"name", "问题管"}, {"purpose", "problem"}}, {{"If-Match", "\"1\""}});
  ASSERT_EQ(edited.status, 200) << edited.text;
  EXPECT_EQ(edited.json()["purpose"], "problem");
  EXPECT_EQ(send("PATCH", path, {{"name", "x"}}, {{"If-Match", "\"1\""}}).json()["code"], "version_stale");
  EXPECT_EQ(post(path + "/position-blocks", {{"positions", {"A1"}}}).json()["code"], "reason_missing");
  ASSERT_EQ(post(path + "/position-blocks", {{"positions", {"A1", "A2"}}, {"reason", "cracked"}}).status, 200);
  const json cells = technician.get("/api/v1/" + path).json()["positions"];
  EXPECT_EQ(cells[0]["kind"], "block");
  EXPECT_EQ(cells[0]["reason"], "cracked");
  EXPECT_EQ(post(path + "/position-releases", {{"positions", {"A3"}}}).json()["code"], "position_not_blocked");
  ASSERT_EQ(post(path + "/position-releases", {{"positions", {"A1"}}}).status, 200);
  const ApiAnswer retired = post(path + "/retirement", {{"reason", "worn out"}});
  EXPECT_EQ(retired.json()["state"], "retired") << retired.text;
  EXPECT_EQ(post(path + "/retirement", {{"reason", "again"}}).json()["code"], "container_retired");
}

TEST_F(StorageApi, ARackFileIsShownThenWrittenAndNeverAfterAChange) {
  const auto box = server.house.small.a_box(8, 12);
  const auto tubes = server.house.small.tubes(3);
  const std::string cell = "/api/v1/containers/" + box.id.text() + "/positions/";
  technician.send("PUT", cell + "A1", json{{"code", tubes[0].code}}.dump(), server.fresh_key());
  const std::string bytes = "A1,EMPTY\nA2," + tubes[1].code + "\nA3,NO READ\n";
  const ApiAnswer shown = file("rack-comparisons?container_id=" + box.id.text() + "&file_name=r.csv", bytes);
  ASSERT_EQ(shown.status, 200) << shown.text;
  const json difference = shown.json();
  EXPECT_EQ(difference["counts"]["missing"], 1);
  EXPECT_EQ(difference["counts"]["extra"], 1);
  EXPECT_EQ(difference["counts"]["unreadable"], 1);
  EXPECT_EQ(difference["lines"][0]["verdict"], "missing");
  EXPECT_EQ(difference["lines"][0]["recorded"]["code"], tubes[0].code);
  const ApiAnswer again = file("rack-comparisons?container_id=" + box.id.text(),
                               json{{"wells", difference["wells"]}}.dump(), "application/json");
  EXPECT_EQ(again.json()["digest"], difference["digest"]) << again.text;
  json order = {{"digest", difference["digest"]}, {"wells", difference["wells"]}, {"missing", "take_out"}};
  const std::string path = "/api/v1/containers/" + box.id.text() + "/rack-applications";
  const auto apply = [&] { return technician.send("POST", path, order.dump(), server.fresh_key()); };
  EXPECT_EQ(apply().json()["code"], "reason_missing");
  order["reason"] = "seen by the scanner";
  const ApiAnswer applied = apply();
  ASSERT_EQ(applied.status, 200) << applied.text;
  EXPECT_EQ(applied.json()["placed"][0]["position"], "A2");
  EXPECT_EQ(applied.json()["taken_out"][0]["code"], tubes[0].code);
  EXPECT_EQ(apply().json()["code"], "rack_difference_stale");
}

TEST_F(StorageApi, ABrokenRackFileNamesEachLineInBothLanguages) {
  const auto box = server.house.small.a_box(8, 12);
  const std::string path = "rack-comparisons?container_id=" + box.id.text() + "&file_name=scan.csv";
  const ApiAnswer answer = file(path, "A1,X-1\nA1,X-2\nI1,X-3\n");
  EXPECT_EQ(answer.status, 422);
  const json violations = answer.json()["violations"];
  ASSERT_EQ(violations.size(), 2u) << answer.text;
  EXPECT_EQ(violations[0]["code"], "rack_file_refused");
  EXPECT_EQ(violations[0]["row"], "2");
  EXPECT_NE(violations[0]["detail"].get<std::string>().find("位置重复"), std::string::npos) << violations[0];
  EXPECT_EQ(file(path, "good morning\n").json()["code"], "file_unreadable");
  const ApiAnswer read = file("rack-readings", "A1,X-1\nA1,X-2\n");
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.json()["errors"][0]["line"], 2);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(StorageApi, RealRackFilesGiveOverHttpWhatTheirReadmeSays) {
  const char* const folder = std::getenv("FROSTKEEP_REAL_DATA");
  if (folder == nullptr || *folder == '\0') {
    std::cout << "FROSTKEEP_REAL_DATA isn't set: real rack scans not sent\n";
    RecordProperty("real_rack_scans", "not sent");
    return;
  }
  const struct {
    const char* file;
    const char* answer;  ///< codes, empty, unread; or the lines that are wrong
  } kExpected[] = {
      {"tube_rack_scan_valid.csv", "16 0 0"},
      {"tube_rack_scan_with_bom.csv", "16 0 0"},
      {"tube_rack_scan_with_duplicate_positions.csv", "10 14"},
      {"tube_rack_scan_with_duplicate_tubes.csv", "10 12"},
      {"tube_rack_scan_with_invalid_positions.csv", "9"},
      {"tube_rack_scan_with_missing_tubes.csv", "13 1 2"},
      {"tube_rack_scan_with_missing_values.csv", "3"},
      {"rack_barcode_valid.csv", "16 0 0"},
      {"rack_barcode_with_bom.csv", "16 0 0"},
      {"rack_barcode_with_missing_tubes.csv", "13 1 2"},
      {"rack_barcode_with_different_rack_barcodes.csv", "9"},
      {"rack_barcode_with_invalid_positions.csv", "9"},
      {"rack_barcode_with_missing_values.csv", "3"},
      {"trakmate_different_line_breaks.txt", "15 81 0"},
      {"trakmate_duplicate_position_label.txt", "6"},
      {"trakmate_no_separator.txt", "4"},
  };
  const auto box = server.house.small.a_box(8, 12);
  for (const auto& expected : kExpected) {
    const std::string bytes = bytes_of(std::filesystem::path(folder) / "rack-scans" / expected.file);
    ASSERT_FALSE(bytes.empty()) << expected.file;
    const std::string query = "?file_name=" + std::string(expected.file);
    const ApiAnswer compared = file("rack-comparisons" + query + "&container_id=" + box.id.text(), bytes);
    const json answer = compared.json();
    std::string said;
    if (compared.status == 200) {
      std::map<std::string, int> seen;
      for (const json& well : answer["wells"]) ++seen[well["state"]];
      said = std::to_string(seen["code"]) + " " + std::to_string(seen["empty"]) + " " + std::to_string(seen["unread"]);
    } else {
      for (const json& v : answer["violations"]) {
        EXPECT_EQ(v["code"], "rack_file_refused") << v;
        said += (said.empty() ? "" : " ") + v["row"].get<std::string>();
      }
    }
    EXPECT_EQ(said, expected.answer) << expected.file;
    const json read = file("rack-readings" + query, bytes).json();
    EXPECT_EQ(read["errors"].empty(), compared.status == 200) << expected.file;
    if (std::string_view(expected.file) == "trakmate_different_line_breaks.txt") {
      EXPECT_EQ(read["rack"], "02498606");
      EXPECT_EQ(read["scanned_at"], "2012-08-23 13:42:01");
      EXPECT_EQ(answer["rack_matches"], false) << "no box of ours bears that code";
    }
  }
}

}  // namespace
}  // namespace frostkeep::tests
