// A blood tube from the chair to the freezer.

#include "story/laboratory.hpp"

namespace frostkeep::tests {
namespace {

class ChairToFreezer : public Laboratory {
 protected:
  /// Twenty minutes after the draw the tube is at the laboratory, cold.
  std::string a_received_tube(const json& visit, const std::string& role) {
    const std::string code = code_of(visit, role);
    does(*lin, "collection-events/" + visit["id"].get<std::string>() + "/tubes", {{"code", code}});
    minutes_pass(20);
    const json received = does(*lin, "receptions", {{"temperature_mdeg_c", 4'000}, {"tubes", {{{"code", code}}}}});
    EXPECT_EQ(received["received"], 1);
    return code;
  }
  /// Ten minutes at 2,000 g and 4 °C with the brake, then kept cold; the bench knows that it turns.
  void is_spun(const std::string& blood) {
    const json spin = does(*lin, "processing-steps",
                           {{"kind", "first_spin"}, {"codes", {blood}}, {"force_g", 2'000},
                            {"temperature_mdeg_c", 4'000}, {"brake", true}, {"kept_after_mdeg_c", 4'000},
                            {"equipment", "CENT-3"}});
    EXPECT_EQ(at_the_bench(blood)["running_step"], spin["id"]);
    EXPECT_EQ(reads(*lin, "bench")["running"][0]["tubes"][0], id_of(blood));
    minutes_pass(10);
    const json ended = does(*lin, "processing-steps/" + spin["id"].get<std::string>() + "/end", json::object());
    EXPECT_EQ(ended["step"]["minutes"], 10);
    EXPECT_EQ(ended["tubes"][0]["sprec"], "BLD-PED-B-D-X-X-X");
  }
};

TEST_F(ChairToFreezer, ABloodTubeBecomesPlasmaWithItsWholeStory) {
  the_study_collects_like_the_uk_biobank();
  const json person = somebody_comes();
  const std::string card = person["enrolments"][0]["study_code"];
  consents(person);
  const json visit = sits_down(person);
  const std::string blood = a_received_tube(visit, "EDTA 1");

  // The bench knows the tube, for whom it was drawn, and when it must be spun: plasma within four hours.
  const json waiting = at_the_bench(blood);
  ASSERT_FALSE(waiting.is_null()) << reads(*lin, "bench").dump(1);
  EXPECT_EQ(waiting["next"], "spin");
  EXPECT_EQ(waiting["participant"], card);
  EXPECT_EQ(waiting["visit"], "baseline");
  EXPECT_EQ(waiting["clock"]["step"], "draw_to_spin");
  EXPECT_EQ(waiting["clock"]["elapsed_s"], 20 * 60);
  EXPECT_EQ(waiting["clock"]["left_s"], 220 * 60);

  // It is spun 90 minutes after the draw.
  minutes_pass(70);
  is_spun(blood);
  EXPECT_EQ(at_the_bench(blood)["next"], "aliquot");

  // Two plasma tubes are made of it; each has an hour from the spin on.
  minutes_pass(30);
  const json divided = does(
      *lin, "samples/" + id_of(blood) + "/aliquots",
      {{"children", {{{"material", "PL1"}, {"amount", "850 µL"}, {"tube", "CRY"}, {"role", "plasma"}, {"count", 2}}}},
       {"taken", "2 mL"}});
  const std::string plasma = divided["children"][0]["code"];
  EXPECT_EQ(at_the_bench(plasma)["next"], "store");
  EXPECT_EQ(at_the_bench(plasma)["clock"]["step"], "spin_to_freeze");
  EXPECT_EQ(at_the_bench(plasma)["clock"]["left_s"], 20 * 60);

  // Seventy minutes after the spin it reaches its place at −80 °C; that it came late, the clock had said.
  minutes_pass(40);
  EXPECT_EQ(at_the_bench(plasma)["clock"]["state"], "exceeded");
  EXPECT_EQ(reads(*lin, "today")["bench"]["overdue"], 2);
  const auto box = server.house.small.a_cold_box();
  const std::string cell = "/api/v1/containers/" + box.id.text() + "/positions/A1";
  const ApiAnswer placed = lin->send("PUT", cell, json{{"code", plasma}}.dump(), server.fresh_key());
  ASSERT_EQ(placed.status, 200) << placed.text;
  EXPECT_TRUE(at_the_bench(plasma).is_null());

  // Its page says in words what its code says in letters.
  const json page = tube(plasma);
  EXPECT_EQ(page["sprec"], "PL1-PED-B-D-N-C-D");
  EXPECT_EQ(page["sprec_version"], 2);
  EXPECT_EQ(page["sprec_words"][1]["en"], "potassium EDTA");
  EXPECT_EQ(page["sprec_words"].size(), 7u);
  EXPECT_EQ(page["participants"][0]["study_code"], card);
  EXPECT_EQ(page["visit"]["name_zh"], "基线评估");
  EXPECT_EQ(page["study"]["code"], "ZJ");
  EXPECT_EQ(page["amount_initial"]["volume_nl"], 850'000);
  EXPECT_EQ(page["location"].back()["code"], box.code);

  // And everything that happened can be read, of the blood, of the plasma, of the person.
  EXPECT_EQ(story_of(reads(*lin, "samples/" + id_of(blood) + "/timeline")),
            "registered, collected, received, processed, processed, derived");
  EXPECT_EQ(story_of(reads(*lin, "samples/" + id_of(plasma) + "/timeline")), "derived, placed");
  EXPECT_EQ(story_of(reads(*lin, "participants/" + person["id"].get<std::string>() + "/timeline")),
            "registered, enrolled, consented, consented, consented, registered");
  expect_sound_ledger();
}

TEST_F(ChairToFreezer, AWrongTimeIsPutRightAndTheCodeFollows) {
  the_study_collects_like_the_uk_biobank();
  const json person = somebody_comes();
  consents(person);
  const std::string blood = a_received_tube(sits_down(person), "serum tube");
  minutes_pass(40);
  const json spin = does(*lin, "processing-steps",
                         {{"kind", "first_spin"}, {"codes", {blood}}, {"force_g", 2'000}, {"minutes", 10},
                          {"temperature_mdeg_c", 22'000}, {"brake", true}});
  EXPECT_EQ(spin["tubes"][0]["sprec"], "BLD-SST-B-B-X-X-X") << "it came cold: under two hours at 2–10 °C";
  const std::string serum =
      does(*lin, "samples/" + id_of(blood) + "/aliquots",
           {{"children", {{{"material", "SER"}, {"amount", "850 µL"}, {"tube", "CRY"}}}}})["children"][0]["code"];
  // The draw was an hour and a half earlier than typed: what it changes is shown before it is done.
  const std::string earlier = base::to_text(now() + -150 * base::kMinute);
  const json wrong = {{"reason", "the chair's clock was wrong"}, {"collected_at", earlier}};
  const json preview = does(*wu, "samples/" + id_of(blood) + "/correction-previews", wrong);
  std::string shown;
  for (const json& change : preview["tubes"][1]["changes"]) {
    if (change["field"] == "sprec") shown = change["after"];
  }
  EXPECT_EQ(shown, "SER-SST-D-B-X-X-X");
  EXPECT_EQ(tube(serum)["sprec"], "SER-SST-B-B-X-X-X");
  does(*wu, "samples/" + id_of(blood) + "/corrections", wrong);
  EXPECT_EQ(tube(blood)["sprec"], "BLD-SST-D-B-X-X-X");
  EXPECT_EQ(tube(serum)["sprec"], "SER-SST-D-B-X-X-X");
  expect_sound_ledger();
}

TEST_F(ChairToFreezer, ARotorTakesAllItsTubesOrNone) {
  the_study_collects_like_the_uk_biobank();
  const json person = somebody_comes();
  consents(person);
  const std::string blood = a_received_tube(sits_down(person), "EDTA 2");
  const auto stored = server.house.small.tubes(1, "HAR");
  const ApiAnswer refused =
      asks(*lin, "processing-steps", {{"kind", "first_spin"}, {"codes", {blood, stored[0].code, "NOBODY-1", blood}}});
  EXPECT_EQ(refused.status, 404);
  std::map<std::string, std::string> by_row;
  const json violations = refused.json()["violations"];
  for (const json& violation : violations) by_row[violation["row"]] = violation["code"];
  EXPECT_EQ(by_row, (std::map<std::string, std::string>{
                        {"2", "processing_not_for_material"}, {"3", "code_unknown"}, {"4", "duplicate_in_request"}}));
  EXPECT_EQ(tube(blood)["state"], "received") << "nothing was recorded";
  const json spin = does(*lin, "processing-steps", {{"kind", "first_spin"}, {"codes", {blood}}, {"minutes", 10}});
  EXPECT_EQ(asks(*lin, "processing-steps", {{"kind", "first_spin"}, {"codes", {blood}}}).json()["code"],
            "already_spun");
  const std::string end = "processing-steps/" + spin["step"]["id"].get<std::string>() + "/end";
  minutes_pass(10);
  does(*lin, end, {{"deviation", "rotor was warm"}});
  EXPECT_EQ(asks(*lin, end, json::object()).json()["code"], "processing_ended");
  EXPECT_EQ(reads(*lin, "processing-steps/" + spin["step"]["id"].get<std::string>())["step"]["deviation"],
            "rotor was warm");
  expect_sound_ledger();
}

}  // namespace
}  // namespace frostkeep::tests
