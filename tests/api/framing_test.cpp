// What a sender can do to the framing of requests: at the bare server, and through nginx as shipped. In every case no
// handler may run for a request that wasn't sent as one, and a malformed one is refused and its connection ended.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <thread>

#include "api/nginx.hpp"
#include "api/toy_server.hpp"
#include "support/raw_http.hpp"

namespace frostkeep::tests {
namespace {

constexpr std::string_view kHost = "Host: localhost\r\n";

/// A whole request with a body.
std::string touch(std::string_view extra_fields = {}, std::string_view body = R"({"text":"x"})") {
  return fmt::format(
      "POST /api/v1/touch HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}", kHost,
      body.size(), extra_fields, body);
}
std::string echo(std::string_view fields = "Host: localhost\r\n", std::string_view target = "/api/v1/echo/a") {
  return fmt::format("GET {} HTTP/1.1\r\n{}\r\n", target, fields);
}
/// A POST whose framing fields are told; its body is a whole request, in case the framing is misread.
std::string smuggle(std::string_view framing, std::string_view before = {}) {
  return fmt::format("POST /api/v1/touch HTTP/1.1\r\n{}Content-Type: application/json\r\n{}\r\n{}{}", kHost, framing,
                     before, touch());
}

struct Hostile {
  const char* name;
  std::string bytes;
};

std::vector<Hostile> hostile_heads() {
  const std::string long_name(9'000, 'x');
  return {
      {"two Content-Lengths", smuggle("Content-Length: 5\r\nContent-Length: 0\r\n", "12345")},
      {"two equal Content-Lengths", smuggle("Content-Length: 0\r\nContent-Length: 0\r\n")},
      {"Content-Length list", smuggle("Content-Length: 0, 0\r\n")},
      {"Content-Length and Transfer-Encoding",
       smuggle("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"Transfer-Encoding chunked, identity", smuggle("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
      {"Transfer-Encoding xchunked", smuggle("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
      {"Transfer-Encoding twice", smuggle("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n")},
      {"blank before the colon", smuggle("Transfer-Encoding : chunked\r\nContent-Length: 0\r\n", "0\r\n\r\n")},
      {"plus sign", smuggle("Content-Length: +5\r\n", "12345")},
      {"minus sign", smuggle("Content-Length: -5\r\n")},
      {"letter in the length", smuggle("Content-Length: 5x\r\n", "12345")},
      {"hexadecimal length", smuggle("Content-Length: 0x5\r\n", "12345")},
      {"20 digits", smuggle("Content-Length: 18446744073709551617\r\n")},
      {"empty length", smuggle("Content-Length:\r\n")},
      {"version FOO", "GET /api/v1/echo/a FOO\r\nHost: localhost\r\n\r\n" + touch()},
      {"version 9.9", "GET /api/v1/echo/a HTTP/9.9\r\nHost: localhost\r\n\r\n" + touch()},
      {"no Host", echo("") + touch()},
      {"two Hosts", echo("Host: localhost\r\nHost: localhost\r\n") + touch()},
      {"folded field", echo("Host: localhost\r\n\tfolded: 1\r\n") + touch()},
      {"NUL in a value", echo(std::string_view("Host: localhost\r\nOrigin: a\0b\r\n", 31)) + touch()},
      {"too many bytes of fields",
       echo("Host: localhost\r\nX-Long: " + long_name + long_name + long_name + long_name + "\r\n")},
      {"a target of 9,000 bytes", echo(kHost, "/" + long_name)},
      {"binary rubbish", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n"},
      {"a climb", "GET /api/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"an encoded climb", "GET /api/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"an encoded NUL", "GET /api/v1/echo/a%00b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"overlong UTF-8", "GET /api/v1/echo/%c0%ae HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"a backslash", "GET /api/v1/echo/a%5Cb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"TRACE", "TRACE /api/v1/echo/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"CONNECT", "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"PROPFIND", "PROPFIND /api/v1/echo/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"},
      {"an encoded word with a line end",
       echo("Host: localhost\r\nConnection: close\r\nOrigin: =?UTF-8?B?YQ0KU2V0LUNvb2tpZTogeD0x?=\r\n")},
      {"a packed body", touch("Connection: close\r\nContent-Encoding: gzip\r\n", std::string(200, '\x1f'))},
      {"an unknown media type", touch("Connection: close\r\n").replace(touch().find("json"), 4, "yaml")},
      {"the same parameter twice", echo("Host: localhost\r\nConnection: close\r\n", "/api/v1/echo/a?x=1&x=1")},
      {"another site's name", echo("Host: evil.example\r\nConnection: close\r\n")},
  };
}

/// nginx reads these as harmless: it takes a bare LF for a line end, drops a line without colon, and takes a POST
/// without a length as one without a body, so that what follows is a request of its own.
std::vector<Hostile> refused_bare_only() {
  return {
      {"neither length nor encoding", smuggle("")},
      {"two blanks", "GET  /api/v1/echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"bare LF", "GET /api/v1/echo/a HTTP/1.1\nHost: localhost\n\n"},
      {"one bare LF", "GET /api/v1/echo/a HTTP/1.1\r\nHost: localhost\nX: 1\r\n\r\n"},
      {"bare CR", "GET /api/v1/echo/a HTTP/1.1\r\nHost: localhost\rX: 1\r\n\r\n"},
      {"line without colon", echo("Host: localhost\r\nnonsense\r\n")},
      {"empty name", echo("Host: localhost\r\n: 1\r\n")},
      {"empty lines first", "\r\n\r\n" + echo()},
      {"chunked", smuggle("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"a bad chunk size", smuggle("Transfer-Encoding: chunked\r\n", "zz\r\n\r\n")},
      {"an Expect of its own", echo("Host: localhost\r\nExpect: the-worst\r\n")},
      {"101 fields",
       [] {
         std::string fields(kHost);
         for (int i = 0; i < 101; ++i) fields += fmt::format("X-{}: 1\r\n", i);
         return echo(fields);
       }()},
  };
}

void expect_refused(const Hostile& hostile, ToyServer& toy, std::uint16_t port) {
  SCOPED_TRACE(hostile.name);
  const int touched = toy.touched;
  const int read = toy.read;
  RawConnection connection(port);
  connection.send(hostile.bytes);
  const auto answer = connection.read();
  if (answer) {
    EXPECT_GE(answer->status, 400);
    EXPECT_TRUE(answer->status != 502 && answer->status != 504) << "the server must answer its proxy, not hang up";
  }
  EXPECT_TRUE(connection.is_closed());
  EXPECT_EQ(toy.touched, touched);
  EXPECT_EQ(toy.read, read);
}

TEST(BareServer, RefusesEachHostileHeadAndRunsNoSecondRequest) {
  ToyServer toy;
  auto all = hostile_heads();
  for (auto& more : refused_bare_only()) all.push_back(std::move(more));
  for (const auto& hostile : all) expect_refused(hostile, toy, toy.port());
  EXPECT_EQ(RawConnection(toy.port()).ask(touch())->status, 204) << "and it still serves";
  EXPECT_EQ(toy.touched, 1);
}

TEST(BareServer, AnswersEachHostileHeadInWords) {
  ToyServer toy;
  for (const auto& hostile : hostile_heads()) {
    RawConnection connection(toy.port());
    const auto answer = connection.ask(hostile.bytes);
    ASSERT_TRUE(answer) << hostile.name;
    EXPECT_EQ(answer->header("content-type"), "application/problem+json") << hostile.name << answer->head;
    EXPECT_EQ(answer->header("set-cookie"), "") << hostile.name;
  }
}

TEST(BareServer, UsesTheRightStatus) {
  ToyServer toy;
  const auto status = [&](const std::string& bytes) { return RawConnection(toy.port()).ask(bytes)->status; };
  EXPECT_EQ(status(smuggle("")), 411);
  EXPECT_EQ(status(smuggle("Transfer-Encoding: chunked\r\n")), 411);
  EXPECT_EQ(status(touch("Content-Encoding: gzip\r\n")), 415);
  EXPECT_EQ(status(echo(kHost, "/" + std::string(9'000, 'x'))), 414);
  EXPECT_EQ(status(echo("Host: localhost\r\nX: " + std::string(33'000, 'x') + "\r\n")), 431);
  EXPECT_EQ(status(echo("Host: evil.example\r\n")), 421);
  EXPECT_EQ(status(echo(kHost, "/api/v1/nowhere")), 404);
  RawConnection connection(toy.port());
  const auto answer = connection.ask("DELETE /api/v1/echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(answer->status, 405);
  EXPECT_EQ(answer->header("allow"), "GET, HEAD");
}

TEST(BareServer, NeverRunsAnUnreadBodyAsTheNextRequest) {
  ToyServer toy;
  RawConnection connection(toy.port());
  const std::string inner = touch();
  const auto answer = connection.ask(
      fmt::format("POST /api/v1/place HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                  kHost, inner.size(), inner));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
  EXPECT_TRUE(connection.is_closed());
  EXPECT_EQ(toy.touched, 0);
}

TEST(BareServer, ServesRequestsSentTogetherOneByOne) {
  ToyServer toy;
  RawConnection connection(toy.port());
  connection.send(touch() + echo() + touch() + echo("Host: localhost\r\nConnection: close\r\n"));
  for (const int status : {204, 200, 204, 200}) EXPECT_EQ(connection.read()->status, status);
  EXPECT_TRUE(connection.is_closed());
  EXPECT_EQ(toy.touched, 2);
  EXPECT_EQ(toy.read, 2);
}

TEST(BareServer, AnnouncedGigabytesAreRefusedBeforeTheyCome) {
  ToyServer toy;
  RawConnection connection(toy.port());
  const auto answer =
      connection.ask(fmt::format("POST /api/v1/touch HTTP/1.1\r\n{}Content-Type: application/json\r\n"
                                 "Expect: 100-continue\r\nContent-Length: 4294967296\r\n\r\n0123456789",
                                 kHost));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413) << "and no 100 Continue before";
  EXPECT_EQ(answer->header("connection"), "Close");
}

TEST(BareServer, TakesABodyToItsLastByteAndRefusesOneMore) {
  ToyServer toy;
  const auto sized = [](std::size_t size) {
    std::string body = R"({"text":"x")";
    body.resize(size - 1, ' ');
    return touch({}, body + "}");
  };
  EXPECT_EQ(RawConnection(toy.port()).ask(sized(http::kBodyLimit))->status, 204);
  RawConnection connection(toy.port());
  EXPECT_EQ(connection.ask(sized(http::kBodyLimit + 1))->status, 413);
}

TEST(BareServer, ABodyCutShortChangesNothing) {
  ToyServer toy({.body_deadline_ms = 300});
  for (const bool hangs_up : {true, false}) {
    RawConnection connection(toy.port());
    std::string bytes = touch();
    bytes.pop_back();
    connection.send(bytes);
    if (hangs_up) connection.end_sending();
    const auto answer = connection.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 400);
    EXPECT_TRUE(connection.is_closed(std::chrono::seconds(6)));
  }
  EXPECT_EQ(toy.touched, 0);
}

TEST(BareServer, SlowHeadsEndAtTheDeadlineHoweverTheyTrickle) {
  ToyServer toy({.head_deadline_ms = 300});
  RawConnection connection(toy.port());
  const auto start = std::chrono::steady_clock::now();
  connection.send("GET /api/v1/echo/a HTTP/1.1\r\n");
  while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500)) {
    connection.send("X: 1\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const auto answer = connection.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST(BareServer, ExpectContinueIsAnsweredOnlyWhenTheBodyIsWanted) {
  ToyServer toy;
  RawConnection connection(toy.port());
  const std::string whole = touch("Expect: 100-continue\r\n");
  const auto head_end = whole.find("\r\n\r\n") + 4;
  connection.send(whole.substr(0, head_end));
  EXPECT_EQ(connection.read()->status, 100);
  EXPECT_EQ(connection.ask(whole.substr(head_end))->status, 204);
}

TEST(ThroughNginx, NoHostileHeadRunsAnything) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  for (const auto& hostile : hostile_heads()) expect_refused(hostile, toy, nginx.port());
  EXPECT_EQ(RawConnection(nginx.port()).ask(touch())->status, 204) << "and it still serves";
}

TEST(ThroughNginx, WhatNginxForgivesIsOneRequestAndNoMore) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  for (const auto& harmless : refused_bare_only()) {
    SCOPED_TRACE(harmless.name);
    const int calls = toy.read + toy.touched;
    RawConnection connection(nginx.port());
    connection.send(harmless.bytes);
    connection.end_sending();
    connection.read(std::chrono::milliseconds(500));
    EXPECT_LE(toy.read + toy.touched, calls + 1);
  }
}

TEST(ThroughNginx, ALargeUploadArrivesWhole) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  const std::string body(8 * 1024 * 1024 + 13, 'c');
  const auto upload = [&](std::string_view bytes) {
    RawConnection connection(nginx.port());
    connection.send(
        fmt::format("POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    "Content-Length: {}\r\n\r\n",
                    bytes.size()));
    connection.send(bytes);
    return connection.read(std::chrono::seconds(20));
  };
  const auto answer = upload(body);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  const Received received = kReceived.parse(answer->body);
  EXPECT_EQ(received.bytes, static_cast<std::int64_t>(body.size()));
  EXPECT_EQ(received.digest, base::sha256(body));
  EXPECT_EQ(upload(std::string(64 * 1024 * 1024, 'c'))->status, 200) << "the last byte that is taken";
}

TEST(ThroughNginx, OneByteTooManyIsAnsweredInWordsByWhoeverSeesItFirst) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  RawConnection small(nginx.port());
  const auto by_server = small.ask(touch({}, std::string(http::kBodyLimit + 1, ' ')));
  ASSERT_TRUE(by_server);
  EXPECT_EQ(by_server->status, 413);
  RawConnection large(nginx.port());
  const auto by_nginx = large.ask(
      "POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
      "Content-Length: 67108865\r\n\r\n");
  ASSERT_TRUE(by_nginx);
  EXPECT_EQ(by_nginx->status, 413);
  EXPECT_EQ(by_nginx->header("content-type"), "application/problem+json");
}

/// What curl prints with these options, followed by its exit code.
std::string curl(const Nginx& nginx, const std::string& options) {
  const std::string command = fmt::format(
      "curl --silent --include --max-time 5 --cacert {}/certificate.pem --connect-to ::127.0.0.1:{} {} 2>&1;"
      " echo \" exit $?\"",
      nginx.folder(), nginx.port(), options);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string out;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) out.push_back(static_cast<char>(c));
  ::pclose(pipe);
  return out;
}

TEST(ThroughNginx, TlsIsOfTodayAndForItsOwnNameOnly) {
  ToyServer toy({.gate = {.public_origins = {"https://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port(), Nginx::Tls::on);
  const std::string answer = curl(nginx, "https://localhost/api/v1/echo/a");
  EXPECT_NE(answer.find("HTTP/2 200"), std::string::npos) << answer;
  EXPECT_NE(answer.find("strict-transport-security: max-age=31536000"), std::string::npos) << answer;
  EXPECT_NE(curl(nginx, "--tls-max 1.2 https://localhost/livez").find("200"), std::string::npos);
  EXPECT_EQ(curl(nginx, "--tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 https://localhost/livez"), " exit 35\n");
  EXPECT_EQ(curl(nginx, "--tls-max 1.2 --ciphers AES128-SHA256:AES256-SHA https://localhost/livez"), " exit 35\n");
  EXPECT_EQ(curl(nginx, "--insecure https://other.example/livez"), " exit 35\n") << "another name gets no handshake";
  EXPECT_EQ(toy.read, 1);
}

TEST(ThroughNginx, ManySlowClientsHoldNobodyUp) {
  ToyServer toy({.gate = {.public_origins = {"http://localhost"}, .behind_proxy = true}});
  const Nginx nginx(toy.port());
  std::vector<std::unique_ptr<RawConnection>> slow;
  for (int i = 0; i < 500; ++i) {
    slow.push_back(std::make_unique<RawConnection>(nginx.port()));
    const std::string bytes = i % 5 == 0 ? touch() : echo();
    slow.back()->send(
        bytes.substr(0, bytes.size() - 2));  // a fifth lacks the end of its body, the others of their head
  }
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) ASSERT_EQ(RawConnection(nginx.port()).ask(echo())->status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_EQ(toy.touched, 0);
}

TEST(ThroughNginx, AnAbsentServerIsBusyAndNotAGatewaysError) {
  const Nginx nginx(1);
  RawConnection connection(nginx.port());
  const auto answer = connection.ask(touch());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->header("retry-after"), "5");
}

}  // namespace
}  // namespace frostkeep::tests
