#pragma once
/// A laboratory with its people, who speak to the server as their pages do. Each act is one request.

#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include "support/house_server.hpp"

namespace frostkeep::tests {

class Laboratory : public ::testing::Test {
 protected:
  using json = nlohmann::json;

  HouseServer server;
  std::string study = server.house.small.study.text();
  std::unique_ptr<ApiClient> lin = server.signed_in(domain::Role::technician, server.house.small.site);
  std::unique_ptr<ApiClient> xu = server.signed_in(domain::Role::coordinator, server.house.small.site);
  std::unique_ptr<ApiClient> wu = server.signed_in(domain::Role::storage_manager, server.house.small.site);

  /// Nobody is idle meanwhile: a session ends when it isn't used.
  void minutes_pass(std::int64_t minutes) {
    for (std::int64_t minute = 0; minute < minutes; minute += 10) {
      server.house.database.clock.advance(std::min<std::int64_t>(10, minutes - minute) * base::kMinute);
      for (ApiClient* person : {lin.get(), xu.get(), wu.get()}) reads(*person, "session");
    }
  }
  base::Timestamp now() { return server.house.database.clock.now(); }

  ApiAnswer asks(ApiClient& who, const std::string& path, const json& body) {
    return who.send("POST", "/api/v1/" + path, body.dump(), server.fresh_key());
  }
  /// Does what must succeed.
  json does(ApiClient& who, const std::string& path, const json& body) {
    const ApiAnswer answer = asks(who, path, body);
    EXPECT_LT(answer.status, 300) << path << " " << answer.text;
    return answer.json();
  }
  json reads(ApiClient& who, const std::string& path) {
    const ApiAnswer answer = who.get("/api/v1/" + path);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.text;
    return answer.json();
  }

  void the_study_collects_like_the_uk_biobank() {
    does(*xu, "protocols", {{"study_id", study}, {"shipped", "ukb-like"}});
    form_ = does(*xu, "consent-forms",
                 {{"study_id", study}, {"code", "ICF"}, {"form_version", "1.0"}, {"title_zh", "知情同意书"},
                  {"title_en", "Consent form"}, {"purposes", {"storage", "research"}}})["id"];
  }
  /// Somebody registers; gives the participant.
  json somebody_comes() {
    return does(*lin, "participants", {{"study_id", study}, {"sex", "female"}, {"birth_date", "1961-05"}});
  }
  void consents(const json& person) {
    does(*lin, "participants/" + person["id"].get<std::string>() + "/consents",
         {{"form_id", form_},
          {"answers", {{{"purpose", "storage"}, {"agreed", true}}, {{"purpose", "research"}, {"agreed", true}}}}});
  }
  json sits_down(const json& person) {
    return does(*lin, "collection-events",
                {{"participant", person["enrolments"][0]["study_code"]}, {"event", "baseline"}});
  }
  /// The code of the tube with this role in the visit's plan.
  static std::string code_of(const json& visit, const std::string& role) {
    for (const json& line : visit["lines"]) {
      if (line["role"] == role && line.contains("tube")) return line["tube"]["code"];
    }
    ADD_FAILURE() << "no tube is planned as " << role;
    return {};
  }
  std::string id_of(const std::string& code) { return reads(*lin, "scan-codes/" + code)["id"]; }
  json tube(const std::string& code) { return reads(*lin, "samples/" + id_of(code)); }
  /// What the bench says of a tube; null if it doesn't wait there.
  json at_the_bench(const std::string& code) {
    const json bench = reads(*lin, "bench");
    for (const json& waiting : bench["tubes"]) {
      if (waiting["code"] == code) return waiting;
    }
    return nullptr;
  }
  /// What happened, in order, as one line: "collected, received, processed".
  static std::string story_of(const json& timeline) {
    std::string story;
    for (const json& item : timeline["items"]) {
      story += (story.empty() ? "" : ", ") + item["what"].get<std::string>();
    }
    return story;
  }
  void expect_sound_ledger() {
    for (const database::Finding& f : server.house.verify().findings) {
      ADD_FAILURE() << f.table << " " << f.problem << " " << f.detail;
    }
  }

 private:
  std::string form_;
};

}  // namespace frostkeep::tests
