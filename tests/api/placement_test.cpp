// A tube into a cell over HTTP: every answer that a scanner can get, and the same key many times.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

class PlacementTest : public ::testing::Test {
 protected:
  HouseServer server;
  domain::Container box = server.house.small.a_box();
  int keys = 0;

  void SetUp() override { server.a_person("lin", domain::Role::technician); }

  std::string cell(const std::string& position) {
    return "/api/v1/containers/" + box.id.text() + "/positions/" + position;
  }
  ApiAnswer place(ApiClient& client, const std::string& position, const std::string& code, std::string key = "",
                  const std::string& more = "") {
    if (key.empty()) key = "place-key-" + std::to_string(++keys);
    return client.send("PUT", cell(position), R"({"code":")" + code + "\"" + more + "}", key);
  }
  std::string refusal(const ApiAnswer& answer) { return answer.json().at("violations").at(0).at("code"); }
};

TEST_F(PlacementTest, PutsMovesTakesAndUndoes) {
  ApiClient lin = server.signed_in_as("lin");
  const auto tube = server.house.small.a_tube();
  const auto placed = place(lin, "c5", tube.code);
  ASSERT_EQ(placed.status, 200) << placed.text;
  EXPECT_EQ(placed.json().at("position"), "C5");
  EXPECT_EQ(placed.json().at("state"), "stored");
  const auto moved = place(lin, "C6", tube.code, "", R"(,"move":true)");
  EXPECT_EQ(moved.json().at("moved_from"), box.code + " C5");
  const std::string entry = moved.json().at("entry_id");
  EXPECT_EQ(lin.send("POST", "/api/v1/entries/" + entry + "/undo", "", "undo-key-1").json().at("position"), "C5");
  EXPECT_EQ(lin.send("POST", "/api/v1/entries/" + entry + "/undo", "", "undo-key-2").json().at("code"),
            "undo_not_possible");
  const auto taken = lin.send("DELETE", cell("C5") + "?keep_place=true", "", "take-key-1");
  EXPECT_EQ(taken.json().at("state"), "checked_out");
  EXPECT_EQ(place(lin, "C5", tube.code).json().at("state"), "stored") << "back into its kept place";
  const auto out = lin.send("DELETE", cell("C5"), "", "take-key-2");
  EXPECT_EQ(out.json().at("state"), "in_process");
  server.house.database.clock.advance(11 * base::kMinute);
  const std::string late = out.json().at("entry_id");
  EXPECT_EQ(lin.send("POST", "/api/v1/entries/" + late + "/undo", "", "undo-key-3").json().at("code"), "undo_too_late");
  const auto timeline = lin.get("/api/v1/samples/" + tube.id.text() + "/timeline").json().at("items");
  EXPECT_EQ(timeline.size(), 7u);
  EXPECT_TRUE(timeline.at(2).contains("struck_by")) << "the move that was undone";
  EXPECT_TRUE(server.house.verify().findings.empty());
}

TEST_F(PlacementTest, NamesEachReasonAgainst) {
  ApiClient lin = server.signed_in_as("lin");
  const auto tubes = server.house.small.tubes(3);
  place(lin, "A1", tubes[0].code);
  const auto occupied = place(lin, "A1", tubes[1].code);
  EXPECT_EQ(occupied.status, 409);
  EXPECT_EQ(refusal(occupied), "position_occupied");
  EXPECT_EQ(occupied.json().at("violations").at(0).at("values").at("occupant"), tubes[0].code);
  EXPECT_EQ(occupied.json().at("violations").at(0).at("values").at("offered"), "A2");
  EXPECT_EQ(refusal(place(lin, "A2", tubes[0].code)), "placed_elsewhere");
  EXPECT_EQ(refusal(place(lin, "K1", tubes[1].code)), "position_outside");
  EXPECT_EQ(refusal(place(lin, "nowhere", tubes[1].code)), "position_malformed");
  EXPECT_EQ(refusal(place(lin, "A2", "NEVER-HEARD-OF")), "code_unknown");
  EXPECT_EQ(refusal(place(lin, "A2", "管子")), "code_malformed");
  EXPECT_EQ(refusal(place(lin, "A2", "tube\\u0007")), "field_malformed");
  EXPECT_EQ(refusal(lin.send("DELETE", cell("A5"), "", "take-key-9")), "position_empty");
  EXPECT_EQ(refusal(lin.send("PUT", cell("A2"), R"({"code":"X","colour":"red"})", "key-unknown-field")),
            "field_unknown");
  EXPECT_EQ(lin.send("PUT", cell("A2"), R"({"code":"X"})").json().at("code"), "idempotency_key_missing");
  auto& root = server.house.database.root();
  root.run_text("update container set materials = 'SER' where id = " + box.id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[1].code)), "material_not_allowed");
  root.run_text("update container set materials = '', temperature_mdeg_c = 37000 where id = " + box.id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[1].code)), "temperature_not_allowed");
  root.run_text("update container set temperature_mdeg_c = null, state = 3 where id = " + box.id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[1].code)), "container_retired");
  root.run_text("update container set state = 1, study_id = 5 where id = " + box.id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[1].code)), "study_not_allowed");
  root.run_text("update container set study_id = null where id = " + box.id.text());
  root.run_text("update sample set state = 10 where id = " + tubes[1].id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[1].code)), "sample_gone");
  root.run_text("update sample set state = 1 where id = " + tubes[2].id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[2].code)), "sample_not_placeable");
  root.run_text("insert into occupancy values (" + box.id.text() + ", 2, 4, 99, 60, 100, 0)");
  root.run_text("update sample set state = 4 where id = " + tubes[2].id.text());
  EXPECT_EQ(refusal(place(lin, "A2", tubes[2].code)), "position_blocked");
}

TEST_F(PlacementTest, TheSameKeyFiftyTimesInParallelIsOneEffectWithFiftyEqualAnswers) {
  const auto tube = server.house.small.a_tube();
  std::vector<std::string> answers(50);
  std::atomic<int> replayed{0};
  std::vector<std::thread> threads;
  std::vector<ApiClient> clients;
  clients.reserve(50);
  for (int i = 0; i < 50; ++i) clients.push_back(server.signed_in_as("lin"));
  for (std::size_t i = 0; i < 50; ++i) {
    threads.emplace_back([&, i] {
      const ApiAnswer answer = place(clients[i], "B2", tube.code, "one-and-the-same");
      answers[i] = std::to_string(answer.status) + answer.text;
      replayed += answer.headers.count("idempotency-replayed") ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(replayed, 49);
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_EQ(answers[0].substr(0, 3), "200");
  ApiClient lin = server.signed_in_as("lin");
  EXPECT_EQ(lin.get("/api/v1/samples/" + tube.id.text() + "/timeline").json().at("items").size(), 2u);
  EXPECT_EQ(place(lin, "B3", tube.code, "one-and-the-same").json().at("code"), "idempotency_key_reused");
}

}  // namespace
}  // namespace frostkeep::tests
