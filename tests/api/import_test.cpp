// Files and jobs over HTTP: uploaded raw, checked, sent back, applied; and how large one may be.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "jobs/import_job.hpp"
#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

/// KiB of memory that this process alone holds; pages of files are the kernel's to take back.
std::int64_t own_memory_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) return std::stoll(line.substr(8));
  }
  return 0;
}

class ImportApi : public ::testing::Test {
 protected:
  HouseServer server;
  std::unique_ptr<ApiClient> desk = server.signed_in(domain::Role::data_manager);
  jobs::Worker worker{server.house.services, jobs::all_handlers()};

  ApiAnswer upload(const std::string& kind, const std::string& file, const std::string& key = "",
                   const std::string& name = "list.csv") {
    return desk->send("POST",
                      "/api/v1/imports?kind=" + kind + "&study=" + server.house.small.study.text() + "&name=" + name,
                      file, key.empty() ? server.fresh_key() : key, {{"Content-Type", "text/csv"}});
  }
  std::string checked(const std::string& kind, const std::string& file) {
    const ApiAnswer answer = upload(kind, file);
    EXPECT_EQ(answer.status, 202) << answer.text;
    while (worker.run_once()) {
    }
    return answer.json().at("id");
  }
  json read(const std::string& id) { return desk->get("/api/v1/imports/" + id).json(); }
  ApiAnswer post(const std::string& path, const json& body) {
    return desk->send("POST", "/api/v1/" + path, body.is_null() ? "" : body.dump(), server.fresh_key());
  }
};

TEST_F(ImportApi, AFileIsUploadedCheckedSentBackAndApplied) {
  const std::string file = "code,material\nT-1,SER\nT-2,jam\n<img src=x onerror=alert(1)>,SER\n";
  const ApiAnswer first = upload("samples", file, "upload-key-1", "%3Cimg%20src=x%3E.csv");
  ASSERT_EQ(first.status, 202) << first.text;
  EXPECT_EQ(first.json()["state"], "uploaded");
  EXPECT_EQ(first.json()["name"], "<img src=x>.csv") << "a name is data";
  const std::string id = first.json()["id"];
  const std::string job = first.json()["job"]["id"];
  EXPECT_EQ(desk->get("/api/v1/jobs/" + job).json()["state"], "queued");
  EXPECT_EQ(upload("samples", file, "upload-key-1", "%3Cimg%20src=x%3E.csv").text, first.text) << "one key, one effect";
  EXPECT_EQ(upload("samples", file).json()["replayed"], true) << "one file, one import";
  while (worker.run_once()) {
  }
  const json now = read(id);
  EXPECT_EQ(now["state"], "checked");
  EXPECT_EQ(now["rows_total"], 3);
  EXPECT_EQ(now["rows_good"], 2);
  ASSERT_EQ(now["errors"].size(), 1u) << now["errors"];
  EXPECT_EQ(now["errors"][0]["line"], 3);
  EXPECT_EQ(now["errors"][0]["column"], 2);
  EXPECT_EQ(now["errors"][0]["heading"], "material");
  EXPECT_EQ(now["errors"][0]["code"], "field_malformed");
  const ApiAnswer back = desk->get("/api/v1/imports/" + id + "/errors.csv");
  EXPECT_EQ(back.status, 200);
  EXPECT_NE(back.headers.at("content-disposition").find("attachment"), std::string::npos);
  EXPECT_NE(back.text.find("\"jam\""), std::string::npos);
  const ApiAnswer refused = post("imports/" + id + "/application", {{"rows", "all"}});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.json()["code"], "rows_have_errors");
  EXPECT_EQ(post("imports/" + id + "/application", {{"rows", "good"}}).status, 202);
  while (worker.run_once()) {
  }
  EXPECT_EQ(read(id)["state"], "applied");
  EXPECT_EQ(read(id)["rows_applied"], 2);
  EXPECT_EQ(post("imports/" + id + "/application", {{"rows", "good"}}).json()["code"], "import_not_ready");
  EXPECT_EQ(desk->get("/api/v1/imports").json()["items"].size(), 1u);
  EXPECT_EQ(desk->get("/api/v1/jobs?state=done").json()["items"].size(), 2u);
  EXPECT_EQ(desk->get("/api/v1/jobs?state=done&limit=1").json()["next"],
            desk->get("/api/v1/jobs?state=done").json()["items"][0]["id"]);
  EXPECT_EQ(post("jobs/" + job + "/cancellation", nullptr).json()["code"], "job_not_cancellable");
}

TEST_F(ImportApi, OddFilesAreToldInTheWireFormat) {
  EXPECT_EQ(upload("samples", "").status, 400);
  EXPECT_EQ(upload("samples", "").json()["code"], "file_unreadable");
  EXPECT_EQ(upload("tubes", "code,material\n").status, 422);
  const auto other = desk->send("POST", "/api/v1/imports?kind=samples&study=1&name=x", "x", server.fresh_key());
  EXPECT_EQ(other.json()["code"], "unsupported_media_type") << "JSON is no file";
  const std::string id = checked("samples", "code,material\nT-1,\"SER\n");
  EXPECT_EQ(read(id)["state"], "refused");
  EXPECT_EQ(read(id)["errors"][0]["code"], "file_unreadable");
  EXPECT_EQ(read(id)["errors"][0]["line"], 2);
}

TEST_F(ImportApi, AnImportAndItsJobAreGivenUp) {
  const std::string id = checked("samples", "code,material\nT-1,SER\n");
  EXPECT_EQ(post("imports/" + id + "/cancellation", nullptr).json()["state"], "discarded");
  EXPECT_EQ(post("imports/" + id + "/cancellation", nullptr).json()["code"], "import_not_ready");
  const std::string job = upload("samples", "code,material\nT-1,SER\n").json()["job"]["id"];
  EXPECT_EQ(post("jobs/" + job + "/cancellation", nullptr).json()["cancel_asked"], true);
  while (worker.run_once()) {
  }
  EXPECT_EQ(desk->get("/api/v1/jobs/" + job).json()["state"], "cancelled");
}

TEST_F(ImportApi, AJobThatIsGivenUpSaysSoInSentences) {
  const std::string id = upload("samples", "code,material\nT-1,SER\n").json()["job"]["id"];
  jobs::Worker unlucky(server.house.services, {{domain::JobKind::import_check, {[](auto&, auto&) {
                                                  throw std::runtime_error("the database is away");
                                                }}}});
  for (std::uint32_t i = 0; i < domain::kJobAttempts; ++i) {
    EXPECT_TRUE(unlucky.run_once());
    server.house.database.clock.advance(20 * base::kMinute / domain::kJobAttempts);
  }
  const json error = desk->get("/api/v1/jobs/" + id).json()["error"];
  EXPECT_EQ(error["code"], "job_gave_up");
  EXPECT_NE(error["detail"].get<std::string>().find("5"), std::string::npos);
}

TEST_F(ImportApi, AnotherSitesImportsAndJobsAreHidden) {
  const std::string id = checked("samples", "code,material\nT-1,SER\n");
  const std::string job = read(id)["job"]["id"];
  const auto elsewhere = server.signed_in(domain::Role::data_manager, domain::SiteId{4711});
  EXPECT_EQ(elsewhere->get("/api/v1/imports/" + id).status, 404);
  EXPECT_EQ(elsewhere->get("/api/v1/imports/" + id + "/errors.csv").status, 404);
  EXPECT_EQ(elsewhere->get("/api/v1/jobs/" + job).status, 404);
  EXPECT_TRUE(elsewhere->get("/api/v1/imports").json()["items"].empty());
  EXPECT_TRUE(elsewhere->get("/api/v1/jobs").json()["items"].empty());
}

TEST_F(ImportApi, SixtyFourMebibytesGoThroughWithFlatMemoryAndOneByteMoreIsRefused) {
  constexpr std::size_t kLimit = 64 * 1024 * 1024;
  std::string file = "code,material\n";
  file.reserve(kLimit);
  for (int i = 0; file.size() + 40 < kLimit; ++i) file += fmt::format("T-{:030},SER\n", i);
  file.resize(kLimit, '\n');
  ASSERT_EQ(upload("samples", "code,material\nwarm,up\n").status, 202);
  const std::int64_t before = own_memory_kib();
  std::atomic<bool> over = false;
  std::atomic<std::int64_t> most = before;
  std::thread watch([&] {
    while (!over) {
      most = std::max(most.load(), own_memory_kib());
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  const ApiAnswer answer = upload("samples", file);
  over = true;
  watch.join();
  EXPECT_EQ(answer.status, 202) << answer.text;
  EXPECT_EQ(answer.json()["bytes"], static_cast<std::int64_t>(kLimit));
  fmt::print("64 MiB: {} KiB before, at most {} KiB while it went through\n", before, most.load());
  EXPECT_LT(most - before, 16 * 1024) << "KiB";
  post("imports/" + answer.json()["id"].get<std::string>() + "/cancellation", nullptr);

  Poco::Net::HTTPClientSession session("127.0.0.1", server.port());
  Poco::Net::HTTPRequest request("POST", "/api/v1/imports?kind=samples&study=1&name=x", "HTTP/1.1");
  request.setContentType("text/csv");
  request.setContentLength64(static_cast<Poco::Int64>(kLimit) + 1);
  session.sendRequest(request) << std::flush;
  Poco::Net::HTTPResponse response;
  std::string text;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), text);
  EXPECT_EQ(response.getStatus(), 413);
  EXPECT_EQ(json::parse(text)["code"], "body_too_large");
}

}  // namespace
}  // namespace frostkeep::tests
