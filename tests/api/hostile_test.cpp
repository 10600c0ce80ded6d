// The hostile cases of the framing and the injections, through nginx as shipped, one line of output each: no second
// request is ever run, nothing is done by halves, and what looks like a command is text.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <set>

#include "api/nginx.hpp"
#include "api/toy_server.hpp"
#include "support/house_server.hpp"
#include "support/raw_http.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

constexpr std::string_view kHost = "Host: localhost\r\n";

std::string post(std::string_view path, std::string_view fields, std::string_view body) {
  return fmt::format("POST {} HTTP/1.1\r\n{}Content-Type: application/json\r\n{}\r\n{}", path, kHost, fields, body);
}
std::string sized(std::string_view path, std::string_view body, std::string_view fields = "") {
  return post(path, fmt::format("Content-Length: {}\r\n{}", body.size(), fields), body);
}
/// A whole second request, hidden where the first one's body is or behind it.
std::string hidden() { return sized("/api/v1/touch", R"({"text":"x"})"); }
std::string touch_framed(std::string_view framing, std::string_view before = "") {
  return post("/api/v1/touch", framing, std::string(before) + hidden());
}
std::string get(std::string_view fields, std::string_view line = "GET /api/v1/echo/a HTTP/1.1") {
  return fmt::format("{}\r\n{}\r\n", line, fields);
}

struct HostileCase {
  int number;
  const char* name;
  std::string bytes;
  std::set<int> statuses;   ///< what may be answered; 0: the connection ends without an answer
  bool hang_up = false;     ///< the sender ends its side behind the bytes
  bool stays_open = false;  ///< nginx read the body as announced, so the connection is in step and goes on
};

std::vector<HostileCase> framing_cases() {
  const std::string deep = std::string(200'000, '[');
  std::string many = "{";
  for (int i = 0; i < 90'000; ++i) many += fmt::format("\"k{}\":1,", i);
  const std::string big = R"({"text":")" + std::string(900'000, 'x') + R"("})";
  return {
      {1, "401 and an unread body that is a request",
       sized("/api/v1/place", hidden(), "Idempotency-Key: k-0000001\r\n"), {401}, false, true},
      {2, "Content-Length and Transfer-Encoding",
       touch_framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}},
      {3, "two Content-Lengths", touch_framed("Content-Length: 5\r\nContent-Length: 0\r\n", "12345"), {400}},
      {4, "chunked, identity", touch_framed("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), {400, 501}},
      {4, "a blank before the colon", touch_framed("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), {400, 411}},
      {4, "length +5", touch_framed("Content-Length: +5\r\n", "12345"), {400}},
      {4, "length -5", touch_framed("Content-Length: -5\r\n"), {400}},
      {4, "length 5x", touch_framed("Content-Length: 5x\r\n", "12345"), {400}},
      {4, "length of 20 digits", touch_framed("Content-Length: 18446744073709551617\r\n"), {400, 413}},
      {5, "an upload cut in the middle of a chunk",
       post("/api/v1/touch", "Transfer-Encoding: chunked\r\n", "c\r\n{\"text"), {0, 400}, true},
      {5, "a bad chunk size",
       post("/api/v1/touch", "Transfer-Encoding: chunked\r\n", "zz\r\n{\"text\":\"x\"}\r\n0\r\n\r\n"), {400}},
      {6, "HTTP/9.9", get(kHost, "GET /api/v1/echo/a HTTP/9.9") + hidden(), {400, 505}},
      {6, "no Host", get("") + hidden(), {400}},
      {6, "two Hosts", get("Host: localhost\r\nHost: localhost\r\n") + hidden(), {400}},
      {6, "a folded field", get("Host: localhost\r\n\tfolded: 1\r\n") + hidden(), {400}},
      {7, "an encoded word with a line end",
       get("Host: localhost\r\nOrigin: =?UTF-8?B?YQ0KU2V0LUNvb2tpZTogeD0x?=\r\nConnection: close\r\n"), {400}},
      {8, "JSON 200,000 deep", sized("/api/v1/touch", deep, "Connection: close\r\n"), {400}},
      {8, "90,000 unknown keys", sized("/api/v1/touch", many + "\"z\":1}", "Connection: close\r\n"), {400, 413, 422}},
      {8, "a text of 900,000 characters", sized("/api/v1/touch", big, "Connection: close\r\n"), {422}},
      {8, "1e999", sized("/api/v1/touch", R"({"text":1e999})", "Connection: close\r\n"), {400, 422}},
      {8, "the same key twice", sized("/api/v1/touch", R"({"text":"x","text":"y"})", "Connection: close\r\n"), {400}},
      {8, "bytes behind the JSON", sized("/api/v1/touch", R"({"text":"x"} x)", "Connection: close\r\n"), {400}},
      {9, "a packed body",
       sized("/api/v1/touch", std::string(200, '\x1f'), "Content-Encoding: gzip\r\nConnection: close\r\n"), {415}},
      {10, "4 GiB announced, ten bytes sent",
       post("/api/v1/touch", "Content-Length: 4294967296\r\nExpect: 100-continue\r\n", "0123456789"), {413}},
  };
}

/// Memory of this process, in KiB.
long resident_kib() {
  std::ifstream file("/proc/self/statm");
  long pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * 4;
}

TEST(Hostile, EachFramingCaseRunsNothingThroughNginx) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  ASSERT_EQ(RawConnection(nginx.port()).ask(hidden())->status, 204) << "what is hidden is a sound request";
  toy.touched = 0;
  for (const HostileCase& one : framing_cases()) {
    SCOPED_TRACE(fmt::format("case {}: {}", one.number, one.name));
    const long before = resident_kib();
    const auto start = std::chrono::steady_clock::now();
    RawConnection connection(nginx.port());
    connection.send(one.bytes);
    if (one.hang_up) connection.end_sending();
    const auto answer = connection.read(std::chrono::seconds(8));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    const int status = answer ? answer->status : 0;
    // nginx waits 5 s (lingering_timeout) for the rest of a body that it refused.
    const bool closed = connection.is_closed(one.stays_open ? std::chrono::seconds(1) : std::chrono::seconds(9));
    fmt::print("case {:2}  {:45} {}  {} in {} ms, {} requests run\n", one.number, one.name,
               status == 0 ? "no answer" : std::to_string(status), closed ? "closed" : "open", took.count(),
               toy.touched + toy.read);
    EXPECT_TRUE(one.statuses.contains(status)) << status;
    EXPECT_NE(closed, one.stays_open);
    EXPECT_EQ(toy.touched + toy.read + toy.placed, 0);
    EXPECT_LT(resident_kib() - before, 24 * 1024) << "KiB more in memory";
    if (answer) EXPECT_EQ(answer->header("set-cookie"), "");
  }
  EXPECT_EQ(RawConnection(nginx.port()).ask(hidden())->status, 204) << "and it still serves";
}

class HostileHouse : public ::testing::Test {
 protected:
  HouseServer server{http::GateOptions{.public_origins = {}, .behind_proxy = true}};
  Nginx nginx{server.port()};
  std::string study = server.house.small.study.text();
  ApiClient client{nginx.port()};

  void SetUp() override {
    server.a_person("xu", domain::Role::coordinator);
    server.a_person("lin", domain::Role::technician);
    ASSERT_TRUE(client.sign_in("lin", "right-password"));
  }

  std::int64_t count(const std::string& table) {
    return server.house.database.root()
        .query("select cast(count(*) as signed) from " + table)
        .at(0)
        .integer(0);
  }
  ApiAnswer send(const std::string& path, const json& body) {
    return client.send("POST", "/api/v1/" + path, body.dump(), server.fresh_key());
  }
  void told(int number, const std::string& what, const ApiAnswer& answer) {
    fmt::print("case {:2}  {:45} {}\n", number, what, answer.status);
  }
};

TEST_F(HostileHouse, SortsFiltersAndSearchesAreAFixedTable) {
  const std::int64_t entries = count("ledger_entry");
  const std::vector<std::string> attacks = {
      "samples?sort=(select%20password_hash%20from%20credential)", "samples?fields=*", "samples?limit=-1",
      "samples?limit=1%20union%20select%201", "samples?study_id=1%20or%201%3D1", "samples?state=x%27%20or%20%271",
      "participants?study_id=" + study + "&after=%27%3B%20drop%20table%20sample%3B--&sort=name"};
  for (const std::string& attack : attacks) {
    const ApiAnswer answer = client.get("/api/v1/" + attack);
    told(23, attack.substr(0, 45), answer);
    EXPECT_TRUE(answer.status == 400 || answer.status == 422) << answer.text;
    EXPECT_EQ(answer.text.find("SQL"), std::string::npos);
  }
  send("samples", {{"study_id", study}, {"sample", {{"code", "X_1%"}, {"material", "SER"}}}});
  send("samples", {{"study_id", study}, {"sample", {{"code", "XA1B"}, {"material", "SER"}}}});
  for (const auto& [wanted, found] : std::map<std::string, std::size_t>{
           {"%25", 0u}, {"X_1", 1u}, {"X", 2u}, {"X%5C", 0u}, {"%27%20or%20%271%27%3D%271", 0u}}) {
    const ApiAnswer answer = client.get("/api/v1/samples?code=" + wanted);
    told(23, "search for " + wanted, answer);
    EXPECT_EQ(answer.json()["items"].size(), found) << wanted << answer.text;
  }
  EXPECT_EQ(count("ledger_entry"), entries + 2);
}

TEST_F(HostileHouse, MarkupInNamesIsTextAndNeverAPage) {
  ApiClient coordinator(nginx.port());
  ASSERT_TRUE(coordinator.sign_in("xu", "right-password"));
  for (const std::string& name : {std::string("<img src=x onerror=alert(1)>"), std::string("javascript:alert(1)"),
                                  std::string("</script><script>alert(1)</script>"), std::string("𠮷😀 O'Hara \"x\"")}) {
    const ApiAnswer made = send("participants", {{"study_id", study}, {"name", name}});
    told(24, name, made);
    ASSERT_EQ(made.status, 201) << made.text;
    const ApiAnswer shown = coordinator.send(
        "POST", "/api/v1/participants/" + made.json()["id"].get<std::string>() + "/identity-views",
        R"({"reason":"participant asked"})", server.fresh_key());
    EXPECT_EQ(shown.json()["name"], name) << "kept exactly";
    EXPECT_EQ(shown.headers.at("content-type"), "application/json");
    EXPECT_EQ(shown.headers.at("x-content-type-options"), "nosniff");
    EXPECT_NE(shown.headers.at("content-security-policy").find("default-src 'none'"), std::string::npos);
  }
  const ApiAnswer refused = client.get("/api/v1/scan-codes/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
  told(24, "markup in a refusal's text", refused);
  EXPECT_EQ(refused.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(refused.headers.at("x-content-type-options"), "nosniff");
}

TEST_F(HostileHouse, PrinterCommandsInCodesAndNamesAreText) {
  const std::int64_t tubes = count("sample");
  for (const std::string& code : {std::string("A^XZ^XA^FDfake"), std::string("~JR"), std::string("_5E"),
                                  std::string("\\\"x")}) {
    const ApiAnswer made = send("samples", {{"study_id", study}, {"sample", {{"code", code}, {"material", "SER"}}}});
    told(25, code, made);
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json()["samples"][0]["code"], code) << "kept exactly";
  }
  const ApiAnswer broken =
      send("samples", {{"study_id", study}, {"sample", {{"code", "A\r\n^XZ"}, {"material", "SER"}}}});
  told(25, "a line end in a code", broken);
  EXPECT_EQ(broken.status, 422);
  EXPECT_EQ(count("sample"), tubes + 4);
}

TEST_F(HostileHouse, NothingIsDoneByHalves) {
  const std::int64_t tubes = count("sample");
  const std::int64_t keys = count("idempotency");
  json rows = json::array();
  for (int i = 0; i < 500; ++i) rows.push_back({{"code", fmt::format("H-{:04}", i)}, {"material", "SER"}});
  rows.push_back({{"code", "H-0000"}, {"material", "jam"}});
  EXPECT_EQ(send("sample-batches", {{"study_id", study}, {"rows", rows}}).status, 422);
  const std::string body = json{{"study_id", study}, {"rows", {{{"code", "CUT-1"}, {"material", "SER"}}}}}.dump();
  RawConnection cut(nginx.port());
  cut.send(fmt::format("POST /api/v1/sample-batches HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                       "Idempotency-Key: cut-0001\r\nContent-Length: {}\r\n\r\n{}",
                       body.size() + 10, body));
  cut.end_sending();
  EXPECT_FALSE(cut.read(std::chrono::seconds(3)).has_value());
  EXPECT_EQ(count("sample"), tubes);
  EXPECT_EQ(count("idempotency"), keys);
}

}  // namespace
}  // namespace frostkeep::tests
