// The server in process: what it says in refusing, what it hides, how it serves pages, and how it stops.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <vector>

#include "api/toy_server.hpp"
#include "support/raw_http.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

std::string get(std::string_view target, std::string_view fields = {}) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", target, fields);
}

std::string place(std::string_view fields, std::string_view body = R"({"text":"x"})") {
  return fmt::format(
      "POST /api/v1/place HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
      "Idempotency-Key: 01234567\r\n{}\r\n{}",
      body.size(), fields, body);
}

constexpr std::string_view kTechnician = "Cookie: frostkeep=technician\r\nX-CSRF-Token: csrf\r\n";

TEST(Server, RefusesInTheReadersLanguageWithEveryViolation) {
  ToyServer toy;
  RawConnection connection(toy.port());
  const std::string body = R"({"txt":1})";
  const auto english = connection.ask(place(std::string(kTechnician) + "Accept-Language: en\r\n", body));
  ASSERT_TRUE(english);
  EXPECT_EQ(english->status, 422) << english->body;
  EXPECT_EQ(english->header("content-type"), "application/problem+json");
  EXPECT_EQ(english->header("content-language"), "en");
  const json problem = json::parse(english->body);
  EXPECT_EQ(problem["code"], "field_unknown");
  EXPECT_EQ(problem["request_id"], english->header("x-request-id"));
  ASSERT_EQ(problem["violations"].size(), 2u);
  EXPECT_EQ(problem["violations"][0]["field"], "/txt");
  EXPECT_EQ(problem["violations"][1]["code"], "field_missing");
  EXPECT_FALSE(problem["violations"][1]["remedy"].get<std::string>().empty());
  const auto chinese = connection.ask(place(kTechnician, body));
  EXPECT_EQ(chinese->header("content-language"), "zh-CN");
  EXPECT_NE(json::parse(chinese->body)["detail"], problem["detail"]);
}

TEST(Server, RunsAWriteForWhomItMayAndCountsWhomNot) {
  ToyServer toy;
  RawConnection connection(toy.port());
  const auto done = connection.ask(place(kTechnician));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->status, 200);
  EXPECT_EQ(connection.ask(place("Authorization: Bearer requester\r\n"))->status, 403);
  EXPECT_EQ(toy.permissions_refused, 1);
  RawConnection stranger(toy.port());
  const auto refused = stranger.ask(place(""));
  EXPECT_EQ(refused->status, 401);
  EXPECT_EQ(refused->header("www-authenticate"), "Bearer");
  EXPECT_EQ(toy.placed, 1);
}

TEST(Server, NeverTellsTheOperatorsWords) {
  ToyServer toy;
  testing::internal::CaptureStderr();
  const auto answer = RawConnection(toy.port()).ask(get("/api/v1/broken"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->header("retry-after"), "5");
  EXPECT_EQ(answer->body.find("12345"), std::string::npos);
  toy.server().stop();
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("12345"), std::string::npos);
  EXPECT_NE(log.find("request=\"" + answer->header("x-request-id")), std::string::npos);
}

TEST(Server, LogsTheTemplateAndNeverTheQuery) {
  ToyServer toy;
  testing::internal::CaptureStderr();
  RawConnection(toy.port()).ask(get("/api/v1/echo/330106199001011234?name=zhang", kTechnician));
  toy.server().stop();
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("route=\"/api/v1/echo/{word}\""), std::string::npos) << log;
  EXPECT_EQ(log.find("330106"), std::string::npos);
  EXPECT_EQ(log.find("zhang"), std::string::npos);
}

TEST(Server, KeepsDataOutOfEveryCache) {
  ToyServer toy;
  const auto answer = RawConnection(toy.port()).ask(get("/api/v1/echo/%E7%AE%A1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"text":"管"})");
  EXPECT_EQ(answer->header("cache-control"), "no-store");
  EXPECT_EQ(answer->header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer->header("x-frostkeep-build"), "toy");
  EXPECT_EQ(answer->header("server"), "");
}

TEST(Server, AnswersHeadWithoutABody) {
  ToyServer toy;
  RawConnection connection(toy.port());
  connection.send("HEAD /api/v1/echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/api/v1/echo/b"));
  EXPECT_EQ(connection.read(std::chrono::seconds(2), true)->header("content-length"), "12");
  EXPECT_EQ(connection.read()->body, R"({"text":"b"})");
}

TEST(Server, TellsMachinesHowItFares) {
  ToyServer toy;
  RawConnection connection(toy.port());
  EXPECT_EQ(connection.ask(get("/livez"))->status, 200);
  EXPECT_EQ(connection.ask(get("/readyz"))->status, 200);
  EXPECT_EQ(connection.ask(get("/metrics"))->body, "frostkeep_up 1\n");
  toy.ready = false;
  EXPECT_EQ(connection.ask(get("/readyz"))->status, 503);
  EXPECT_EQ(connection.ask(get("/livez"))->status, 200);
}

TEST(Server, ListensBeyondLoopbackOnlyBehindAProxy) {
  EXPECT_THROW(ToyServer({.address = "0.0.0.0"}), std::runtime_error);
  EXPECT_NO_THROW(ToyServer({.address = "0.0.0.0", .gate = {.behind_proxy = true}}));
}

TEST(Server, StopsWithoutCuttingOffWhatIsInFlight) {
  ToyServer toy;
  toy.slow_ms = 300;
  RawConnection busy(toy.port());
  RawConnection idle(toy.port());
  EXPECT_EQ(idle.ask(get("/livez"))->status, 200);
  busy.send(get("/api/v1/slow"));
  while (idle.ask(get("/metrics")) && toy.slow_begun == 0) {
  }
  const auto start = std::chrono::steady_clock::now();
  toy.server().stop();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << "idle connections hold nothing up";
  const auto answer = busy.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(busy.is_closed());
  EXPECT_TRUE(idle.is_closed());
  EXPECT_THROW(RawConnection{toy.port()}, std::runtime_error) << "and nobody listens any more";
}

TEST(Server, ServesOthersBesideManySlowClients) {
  ToyServer toy;
  std::vector<std::unique_ptr<RawConnection>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawConnection>(toy.port()));
    slow.back()->send("GET /api/v1/echo/a HTTP/1.1\r\nHost: lo");
  }
  const auto start = std::chrono::steady_clock::now();
  RawConnection connection(toy.port());
  for (int i = 0; i < 50; ++i) ASSERT_EQ(connection.ask(get("/api/v1/echo/a"))->status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << "far below their deadline";
}

constexpr std::array<base::EmbeddedFile, 4> kPages = {{{"index.html", "<!doctype html>start"},
                                                       {"assets/app-1a2b.js", "let a = 1;"},
                                                       {"assets/app-1a2b.js.gz", "packed"},
                                                       {"sw.js", "worker"}}};

TEST(StaticFiles, ServeAssetsForeverAndTheStartPageForEachPageOfTheRouter) {
  const http::StaticFiles files(kPages);
  const auto header = [](const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return std::string();
  };
  const auto script = files.find("/assets/app-1a2b.js", "br, gzip", "");
  ASSERT_TRUE(script);
  EXPECT_EQ(script->body, "packed");
  EXPECT_EQ(header(*script, "Content-Encoding"), "gzip");
  EXPECT_EQ(script->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*script, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(files.find("/assets/app-1a2b.js", "gzip;q=0", "")->body, "let a = 1;");
  for (const char* page : {"/", "/containers/17", "/samples"}) {
    const auto start = files.find(page, "", "");
    ASSERT_TRUE(start) << page;
    EXPECT_EQ(start->body, "<!doctype html>start");
    EXPECT_EQ(header(*start, "Cache-Control"), "no-cache");
    EXPECT_EQ(files.find(page, "", header(*start, "ETag"))->status, 304);
  }
  EXPECT_FALSE(files.find("/missing.js", "", ""));
}

TEST(StaticFiles, SayPlainlyThatThereAreNone) {
  const http::StaticFiles files(std::span<const base::EmbeddedFile>{});
  EXPECT_NE(files.find("/", "", "")->body.find("--web-root"), std::string::npos);
}

TEST(StaticFiles, FromAFolderNeverLeaveIt) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("frostkeep-web-{}", ::getpid());
  std::filesystem::create_directories(folder / "web");
  std::ofstream(folder / "secret.txt") << "secret";
  std::ofstream(folder / "web/index.html") << "start";
  std::filesystem::create_symlink(folder / "secret.txt", folder / "web/link.txt");
  const auto files = http::StaticFiles::from_folder((folder / "web").string());
  EXPECT_EQ(files.find("/", "", "")->body, "start");
  EXPECT_EQ(files.find("/a/page", "", "")->body, "start");
  EXPECT_FALSE(files.find("/link.txt", "", ""));
  EXPECT_FALSE(files.find("/../secret.txt", "", ""));
  EXPECT_FALSE(files.find("//etc/passwd.txt", "", ""));
  std::filesystem::remove_all(folder);
}

TEST(Server, SendsPagesWithTheWholePolicy) {
  ToyServer toy;
  const auto page = RawConnection(toy.port()).ask(get("/containers/17"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  const std::string policy = page->header("content-security-policy");
  for (const char* rule :
       {"default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"}) {
    EXPECT_NE(policy.find(rule), std::string::npos) << rule;
  }
  EXPECT_EQ(page->header("permissions-policy"), "camera=(self), microphone=(), geolocation=()");
  EXPECT_EQ(RawConnection(toy.port()).ask(get("/api/unknown"))->status, 404) << "the interface has no pages";
}

}  // namespace
}  // namespace frostkeep::tests
