// Printers and labels over HTTP: added, chosen by scan, previewed, printed on a real port, resolved; and refused.

#include <gtest/gtest.h>

#include "jobs/worker.hpp"
#include "support/house_server.hpp"
#include "support/printer_sink.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

/// One house with three people at work for all tests: signing in takes its time.
struct Workplace {
  Workplace() { server.house.house.printers.subnets = labels::PrinterSubnets({"127.0.0.0/8"}); }
  HouseServer server;
  std::unique_ptr<ApiClient> administrator = server.signed_in(domain::Role::administrator);
  std::unique_ptr<ApiClient> technician = server.signed_in(domain::Role::technician);
  std::unique_ptr<ApiClient> manager = server.signed_in(domain::Role::storage_manager);
  int printers = 0;
};

class LabelApi : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { workplace = std::make_unique<Workplace>(); }
  static void TearDownTestSuite() { workplace.reset(); }
  static inline std::unique_ptr<Workplace> workplace;

  HouseServer& server = workplace->server;
  ApiClient& administrator = *workplace->administrator;
  ApiClient& technician = *workplace->technician;
  ApiClient& manager = *workplace->manager;

  ApiAnswer post(ApiClient& who, const std::string& path, const json& body, std::string key = "") {
    return who.send("POST", "/api/v1/" + path, body.dump(), key.empty() ? server.fresh_key() : key);
  }
  json a_printer(const std::string& address) {
    const ApiAnswer answer = post(administrator, "printers",
                                  {{"site_id", server.house.small.site.text()},
                                   {"name", "标签打印机 " + std::to_string(++workplace->printers)},
                                   {"address", address},
                                   {"dpi", 300},
                                   {"stock", "cryovial_32x13mm"}});
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json();
  }
  json order(const json& printer, const json& codes) {
    return {{"printer_code", printer["code"]}, {"things", {{"codes", codes}}}};
  }
  std::string state(const json& job) {
    return technician.get("/api/v1/print-jobs/" + job["id"].get<std::string>()).json()["state"];
  }
  void work() {
    jobs::Worker worker(server.house.services, jobs::all_handlers());
    while (worker.run_once()) {}
  }
};

TEST_F(LabelApi, PrintsWhatItShowedAndOnce) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  const json scanned = technician.get("/api/v1/scan-codes/" + printer["code"].get<std::string>()).json();
  EXPECT_EQ(scanned["kind"], "printer") << scanned;
  const auto tube = server.house.small.a_tube();
  const json wanted = {{"printer_id", printer["id"]}, {"things", {{"codes", {tube.code}}}}};
  const ApiAnswer previews = post(technician, "label-previews", wanted);
  ASSERT_EQ(previews.status, 200) << previews.text;
  const json preview = previews.json()["items"][0];
  EXPECT_EQ(preview["symbols"][0], (json{{"symbology", "data_matrix"}, {"text", tube.code}}));
  EXPECT_EQ(preview["copy"], 1);
  const ApiAnswer picture = technician.get(preview["image"]);
  EXPECT_EQ(picture.headers.at("content-type"), "image/png") << picture.text;
  EXPECT_EQ(picture.text.substr(1, 3), "PNG");
  const ApiAnswer first = post(technician, "print-jobs", order(printer, {tube.code}), "print-key-0001");
  ASSERT_EQ(first.status, 202) << first.text;
  EXPECT_EQ(first.json()["state"], "queued");
  const ApiAnswer repeat = post(technician, "print-jobs", order(printer, {tube.code}), "print-key-0001");
  EXPECT_EQ(repeat.text, first.text) << "a repeat of the click prints nothing more";
  work();
  EXPECT_EQ(state(first.json()), "sent");
  sink.close();
  EXPECT_EQ(sink.jobs().size(), 1u);
  const json read = technician.get("/api/v1/print-jobs/" + first.json()["id"].get<std::string>()).json();
  EXPECT_EQ(read["labels"][0]["code"], tube.code);
  EXPECT_EQ(read["labels"][0]["void"], false);
}

TEST_F(LabelApi, OneMoreIsForWhoMayAndSaysWhy) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  const auto tube = server.house.small.a_tube();
  ASSERT_EQ(post(technician, "print-jobs", order(printer, {tube.code})).status, 202);
  json again = order(printer, {tube.code});
  EXPECT_EQ(post(technician, "print-jobs", again).json()["code"], "permission_missing");
  EXPECT_EQ(post(manager, "print-jobs", again).json()["code"], "reason_missing");
  again["reason"] = "smudged";
  EXPECT_EQ(post(manager, "print-jobs", again).status, 202);
}

TEST_F(LabelApi, AnUnknownEndIsForAPersonToDecide) {
  PrinterSink sink(1'000);
  const json printer = a_printer(sink.address());
  std::vector<std::string> codes;
  for (const auto& tube : server.house.small.tubes(30)) codes.push_back(tube.code);
  const json job = post(technician, "print-jobs", order(printer, codes)).json();
  work();
  work();
  EXPECT_EQ(state(job), "unknown");
  EXPECT_EQ(sink.jobs().size(), 1u);
  const json waiting = technician.get("/api/v1/print-jobs?state=unknown&printer_id=" +
                                      printer["id"].get<std::string>() + "&limit=1").json();
  EXPECT_EQ(waiting["items"][0]["id"], job["id"]);
  EXPECT_FALSE(waiting.contains("next"));
  const std::string path = "print-jobs/" + job["id"].get<std::string>() + "/resolution";
  EXPECT_EQ(post(technician, path, {{"decision", "perhaps"}}).status, 422);
  EXPECT_EQ(post(technician, path, {{"decision", "printed"}}).json()["state"], "sent");
  const ApiAnswer settled = post(technician, path, {{"decision", "print_again"}});
  EXPECT_EQ(settled.status, 409);
  EXPECT_EQ(settled.json()["code"], "print_job_settled");
  EXPECT_NE(settled.json()["detail"].get<std::string>().find("已发送"), std::string::npos) << settled.text;
}

TEST_F(LabelApi, ListsJobsPageByPage) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  for (int i = 0; i < 5; ++i) post(technician, "print-jobs", order(printer, {server.house.small.a_tube().code}));
  const std::string path = "/api/v1/print-jobs?limit=3&printer_id=" + printer["id"].get<std::string>();
  const json first = technician.get(path).json();
  ASSERT_EQ(first["items"].size(), 3u);
  const json second = technician.get(path + "&after=" + first["next"].get<std::string>()).json();
  EXPECT_EQ(second["items"].size(), 2u);
  EXPECT_FALSE(second.contains("next"));
}

TEST_F(LabelApi, AnotherSitesPrintersAndJobsDoNotExist) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  const auto tube = server.house.small.a_tube();
  const json job = post(technician, "print-jobs", order(printer, {tube.code})).json();
  const auto stranger = server.signed_in(domain::Role::technician, domain::SiteId{4711});
  EXPECT_EQ(stranger->get("/api/v1/printers/" + printer["id"].get<std::string>()).status, 404);
  EXPECT_EQ(stranger->get("/api/v1/print-jobs/" + job["id"].get<std::string>()).status, 404);
  EXPECT_TRUE(stranger->get("/api/v1/printers").json()["items"].empty());
  EXPECT_TRUE(stranger->get("/api/v1/print-jobs").json()["items"].empty());
  EXPECT_EQ(post(*stranger, "print-jobs/" + job["id"].get<std::string>() + "/resolution", {{"decision", "printed"}})
                .status, 404);
  EXPECT_EQ(stranger->get("/api/v1/label-images?template=cryovial_32x13mm&code=" + tube.code).status, 404);
  const auto their_admin = server.signed_in(domain::Role::administrator, domain::SiteId{4711});
  EXPECT_EQ(their_admin->send("PATCH", "/api/v1/printers/" + printer["id"].get<std::string>(), R"({"dpi":203})",
                              server.fresh_key(), {{"If-Match", "\"1\""}}).status, 404);
}

TEST_F(LabelApi, APrinterIsEditedTestedAndRetired) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  const std::string path = "/api/v1/printers/" + printer["id"].get<std::string>();
  const auto edit = [&](const json& body, const std::string& version) {
    return administrator.send("PATCH", path, body.dump(), server.fresh_key(), {{"If-Match", version}});
  };
  const ApiAnswer refused = edit({{"address", "tcp://10.9.9.9"}, {"dpi", 250}}, "\"1\"");
  EXPECT_EQ(refused.json()["violations"].size(), 2u) << refused.text;
  EXPECT_EQ(edit({{"name", "B 打印机"}, {"stock", "tube_50x25mm"}}, "\"1\"").json()["version"], 2);
  EXPECT_EQ(edit({{"name", "C"}}, "\"1\"").status, 412);
  const json test =
      post(administrator, "printers/" + printer["id"].get<std::string>() + "/test-labels", nullptr).json();
  EXPECT_EQ(test["code"], "malformed_request") << "it takes no body";
  const ApiAnswer printed = administrator.send("POST", path + "/test-labels", "", server.fresh_key());
  ASSERT_EQ(printed.status, 202) << printed.text;
  work();
  EXPECT_EQ(state(printed.json()), "sent");
  EXPECT_TRUE(edit({{"retired", true}}, "\"2\"").json()["retired"]);
  EXPECT_EQ(administrator.send("POST", path + "/test-labels", "", server.fresh_key()).json()["code"],
            "printer_retired");
  EXPECT_EQ(post(technician, "printers", {{"name", "x"}, {"address", "file"}}).status, 403);
}

TEST_F(LabelApi, ABadgeIsPrintedByWhoMayChangeTheAccount) {
  PrinterSink sink;
  const json printer = a_printer(sink.address());
  const domain::UserId person = server.a_person("fang", domain::Role::technician);
  server.house.database.root().run_text("update user_account set badge_code = 'BG0000000112' where user_name = 'fang'");
  const ApiAnswer picture = administrator.get("/api/v1/users/" + person.text() + "/badge-image");
  EXPECT_EQ(picture.headers.at("content-type"), "image/png") << picture.text;
  const std::string path = "users/" + person.text() + "/badge-prints";
  const ApiAnswer printed = post(administrator, path, {{"printer_id", printer["id"]}});
  EXPECT_EQ(printed.status, 202) << printed.text;
  EXPECT_EQ(post(administrator, path, {{"printer_id", printer["id"]}}).json()["code"], "reason_missing");
  EXPECT_EQ(post(technician, path, {{"printer_id", printer["id"]}}).status, 403);
}

TEST_F(LabelApi, TemplatesAreListedAndUnknownOnesRefused) {
  const json templates = technician.get("/api/v1/label-templates").json()["items"];
  EXPECT_EQ(templates.size(), 7u);
  const json wanted = {{"template", "no_such"}, {"things", {{"codes", {"X-1"}}}}};
  EXPECT_EQ(post(technician, "label-previews", wanted).json()["code"], "template_unknown");
  const json nothing = {{"template", "cap_9mm"}, {"things", json::object()}};
  EXPECT_EQ(post(technician, "label-previews", nothing).json()["code"], "field_missing");
}

}  // namespace
}  // namespace frostkeep::tests
