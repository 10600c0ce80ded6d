// From the participant's card to the laboratory's door, over HTTP: what is sent, what is answered, what is refused.

#include <gtest/gtest.h>

#include <memory>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

constexpr const char* kResidentId = "330106198001010013";
constexpr const char* kName = "欧阳测试";

class PeopleApi : public ::testing::Test {
 protected:
  HouseServer server;
  std::string study = server.house.small.study.text();
  ApiClient technician = signed_in("lin", domain::Role::technician);
  ApiClient coordinator = signed_in("xu", domain::Role::coordinator);
  int keys = 0;

  ApiClient signed_in(const std::string& name, domain::Role role) {
    server.a_person(name, role, server.house.small.site);
    return server.signed_in_as(name);
  }
  std::string fresh_key() { return "key-" + std::to_string(1'000'000 + ++keys); }

  ApiAnswer post(ApiClient& who, const std::string& path, const json& body, std::string key = "") {
    return who.send("POST", path, body.empty() ? "" : body.dump(), key.empty() ? fresh_key() : key);
  }
  json somebody() {
    return {{"study_id", study}, {"name", kName}, {"resident_id", kResidentId}, {"phone", "13800001234"}};
  }
  json registered(json body) {
    const ApiAnswer answer = post(technician, "/api/v1/participants", body);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json();
  }
  std::string form() {
    return post(coordinator, "/api/v1/consent-forms",
                {{"study_id", study},
                 {"code", "ICF"},
                 {"form_version", "1.0"},
                 {"title_zh", "知情同意书"},
                 {"title_en", "Consent form"},
                 {"purposes", {"storage", "research", "genetic"}}})
        .json()["id"];
  }
  void consent(const std::string& person) {
    const json body = {
        {"form_id", form()},
        {"answers", {{{"purpose", "storage"}, {"agreed", true}}, {{"purpose", "research"}, {"agreed", true}}}}};
    const ApiAnswer answer = post(technician, "/api/v1/participants/" + person + "/consents", body);
    ASSERT_EQ(answer.status, 201) << answer.text;
    EXPECT_EQ(answer.json()["now"].size(), 2u);
  }
  json visit(const std::string& card) {
    const ApiAnswer answer =
        post(technician, "/api/v1/collection-events", {{"participant", card}, {"event", "baseline"}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
  }
  std::string code_of(const ApiAnswer& answer) { return answer.json().value("code", ""); }
  bool stored_in_clear(const std::string& secret) {
    return server.house.database.root()
               .query(
                   "select (select count(*) from idempotency where instr(answer, ?) > 0) + "
                   "(select count(*) from ledger_entry where instr(payload, ?) > 0)",
                   secret, secret)
               .at(0)
               .integer(0) > 0;
  }
};

TEST_F(PeopleApi, ARegistrationAnswersWithoutTheNameAndOnceForOneKey) {
  const ApiAnswer first = post(technician, "/api/v1/participants", somebody(), "key-registration");
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.text.find(kName), std::string::npos);
  EXPECT_EQ(first.text.find(kResidentId), std::string::npos);
  EXPECT_EQ(first.json()["sex"], "male");
  EXPECT_EQ(first.json()["birth_date"], "1980-01-01");
  const ApiAnswer again = post(technician, "/api/v1/participants", somebody(), "key-registration");
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(code_of(post(technician, "/api/v1/participants", somebody())), "participant_double");
  json wrong = somebody();
  wrong["resident_id"] = "110105194912310021";
  const ApiAnswer refused = post(technician, "/api/v1/participants", wrong);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(code_of(refused), "resident_id_invalid");
  EXPECT_EQ(refused.text.find("110105194912310021"), std::string::npos) << "a refusal doesn't repeat the number";
  EXPECT_FALSE(stored_in_clear(kName));
  EXPECT_FALSE(stored_in_clear(kResidentId));
}

TEST_F(PeopleApi, AScannedCardIsTheParticipantAndListsShowNoName) {
  const json person = registered(somebody());
  const std::string card = person["enrolments"][0]["study_code"];
  const json scanned = technician.get("/api/v1/scan-codes/" + card).json();
  EXPECT_EQ(scanned["kind"], "participant");
  EXPECT_EQ(scanned["title"], card);
  EXPECT_EQ(scanned["id"], person["id"]);
  const ApiAnswer list = technician.get("/api/v1/participants?study_id=" + study);
  ASSERT_EQ(list.status, 200) << list.text;
  EXPECT_EQ(list.json()["items"][0]["study_code"], card);
  EXPECT_EQ(list.text.find(kName), std::string::npos);
  const ApiAnswer found = post(technician, "/api/v1/participant-searches", {{"resident_id", kResidentId}});
  EXPECT_EQ(found.json()["items"][0]["id"], person["id"]) << found.text;
}

TEST_F(PeopleApi, AnIdentityIsShownToWhomItMayWithAReason) {
  const std::string path =
      "/api/v1/participants/" + registered(somebody())["id"].get<std::string>() + "/identity-views";
  EXPECT_EQ(code_of(post(technician, path, {{"reason", "curious"}})), "permission_missing");
  EXPECT_EQ(code_of(post(coordinator, path, {{"reason", "  "}})), "reason_missing");
  const ApiAnswer shown = post(coordinator, path, {{"reason", "participant asked"}});
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.json()["name"], kName);
  EXPECT_EQ(shown.json()["resident_id"], kResidentId);
  EXPECT_FALSE(stored_in_clear(kName));
}

TEST_F(PeopleApi, AnEditNeedsTheVersionThatWasRead) {
  const json person = registered(somebody());
  const std::string path = "/api/v1/participants/" + person["id"].get<std::string>();
  const std::string body = json{{"phone", "13900005678"}}.dump();
  EXPECT_EQ(technician.send("PATCH", path, body, fresh_key()).status, 428);
  const auto with = [&](const std::string& version) {
    return technician.send("PATCH", path, body, fresh_key(), {{"If-Match", "\"" + version + "\""}});
  };
  EXPECT_EQ(with("1").status, 200);
  EXPECT_EQ(with("1").status, 412);
}

TEST_F(PeopleApi, TheChairShowsWhatIsExpectedAndTakesEachTube) {
  const json person = registered(somebody());
  const std::string id = person["id"];
  const std::string card = person["enrolments"][0]["study_code"];
  EXPECT_EQ(code_of(post(technician, "/api/v1/collection-events", {{"participant", card}, {"event", "baseline"}})),
            "not_found")
      << "the study has no protocol yet";
  const json shipped = coordinator.get("/api/v1/shipped-protocols").json();
  ASSERT_EQ(shipped["items"].size(), 3u);
  const ApiAnswer protocol = post(coordinator, "/api/v1/protocols", {{"study_id", study}, {"shipped", "ukb-like"}});
  ASSERT_EQ(protocol.status, 201) << protocol.text;
  const ApiAnswer own =
      post(coordinator, "/api/v1/protocols", {{"study_id", study}, {"protocol", shipped["items"][0]}});
  ASSERT_EQ(own.status, 201) << own.text;
  const ApiAnswer opened = post(technician, "/api/v1/collection-events",
                                {{"participant", card}, {"event", "baseline"}, {"protocol_id", protocol.json()["id"]}});
  ASSERT_EQ(opened.status, 200) << opened.text;
  const json visit = opened.json();
  EXPECT_EQ(visit["expected"], 6) << "two EDTA, heparin, serum, ACD, urine";
  const std::string path = "/api/v1/collection-events/" + visit["id"].get<std::string>();
  const json first = visit["lines"][0];
  const std::string code = first["tube"]["code"];
  EXPECT_EQ(code_of(post(technician, path + "/tubes", {{"code", code}})), "consent_missing");
  consent(id);
  const ApiAnswer drawn =
      post(technician, path + "/tubes", {{"code", code}, {"amount", "6 mL"}, {"conditions", {"underfilled"}}});
  ASSERT_EQ(drawn.status, 200) << drawn.text;
  EXPECT_EQ(drawn.json()["collected"], 1);
  EXPECT_EQ(drawn.json()["warnings"][0]["code"], "amount_below_plan");
  EXPECT_EQ(code_of(post(technician, path + "/tubes", {{"code", code}})), "state_forbids");
  EXPECT_EQ(code_of(post(technician, path + "/tubes", {{"code", "MAKER-0001"}})), "code_unknown");
  EXPECT_EQ(code_of(post(technician, path + "/tubes",
                         {{"code", "MAKER-0002"}, {"unplanned", {{"material", "BLD"}, {"container", "PED"}}}})),
            "reason_missing");
  const ApiAnswer closed = post(technician, path + "/close", json::object());
  ASSERT_EQ(closed.status, 200) << closed.text;
  EXPECT_EQ(closed.json()["warnings"][0]["code"], "tubes_missing");
}

TEST_F(PeopleApi, ReceptionAnswersForEachTube) {
  const json person = registered(somebody());
  consent(person["id"]);
  post(coordinator, "/api/v1/protocols", {{"study_id", study}, {"shipped", "ukb-like"}});
  const json opened = visit(person["enrolments"][0]["study_code"]);
  std::vector<std::string> codes;
  for (const json& line : opened["lines"]) {
    if (!line.contains("parent")) codes.push_back(line["tube"]["code"]);
  }
  const json tubes = {{{"code", codes[0]}},
                      {{"code", codes[1]}, {"conditions", {"haemolysed"}}},
                      {{"code", codes[2]}, {"rejected", true}, {"conditions", {"clotted"}}},
                      {{"code", codes[3]}, {"rejected", true}, {"conditions", {"leaking"}}, {"reason", "leaks"}},
                      {{"code", codes[0]}},
                      {{"code", "NOBODY-1"}}};
  const ApiAnswer answer = post(technician, "/api/v1/receptions", {{"temperature_mdeg_c", 4'000}, {"tubes", tubes}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  const json rows = answer.json()["rows"];
  EXPECT_EQ(answer.json()["received"], 2);
  EXPECT_EQ(answer.json()["rejected"], 1);
  EXPECT_EQ(answer.json()["refused"], 3);
  EXPECT_EQ(rows[1]["mark"], "haemolysed");
  EXPECT_EQ(rows[2]["violations"][0]["code"], "reason_missing");
  EXPECT_EQ(rows[3]["mark"], "rejected,leaking");
  EXPECT_EQ(rows[4]["violations"][0]["code"], "duplicate_in_request");
  EXPECT_EQ(rows[5]["violations"][0]["code"], "code_unknown");
  EXPECT_TRUE(server.house.verify().findings.empty());
}

TEST_F(PeopleApi, AWithdrawalIsToldAtThePlacementAndMayBeVoided) {
  const json person = registered(somebody());
  const std::string path = "/api/v1/participants/" + person["id"].get<std::string>();
  const ApiAnswer withdrawn = post(technician, path + "/withdrawals", {{"study_id", study}, {"level", "no_new_use"}});
  ASSERT_EQ(withdrawn.status, 201) << withdrawn.text;
  EXPECT_EQ(withdrawn.json()["withdrawal"], "no_new_use");
  const std::string id = withdrawn.json()["withdrawals"][0]["id"];
  const ApiAnswer voided =
      post(technician, path + "/withdrawals/" + id + "/void", {{"study_id", study}, {"reason", "wrong participant"}});
  ASSERT_EQ(voided.status, 200) << voided.text;
  EXPECT_FALSE(voided.json().contains("withdrawal"));
  EXPECT_EQ(technician.get(path + "/consent?study_id=" + study).json()["consent_epoch"], 2);
}

}  // namespace
}  // namespace frostkeep::tests
