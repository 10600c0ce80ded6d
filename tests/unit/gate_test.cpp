// The gate's parsers and decisions, without a socket.

#include "http/gate.hpp"

#include <Poco/Net/HTTPRequest.h>
#include <gtest/gtest.h>

#include <sstream>

#include "http/error_response.hpp"
#include "http/head_check.hpp"
#include "http/target.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Permission;

TEST(Head, IsHandedOnWithTheFieldsThatWeReadAndNoOthers) {
  const auto head = check_head("POST /a?b HTTP/1.1\r\nHost: x\r\nX-Secret: 1\r\nCONTENT-length: 0017 \r\n\r\n");
  EXPECT_EQ(head.refusal, 0);
  EXPECT_EQ(head.body_length, 17u);
  EXPECT_EQ(head.text, "POST /a?b HTTP/1.1\r\ncontent-length: 0017\r\nhost: x\r\n\r\n");
}

TEST(Head, OfForeignFieldsOnlyTheFormMatters) {
  EXPECT_EQ(check_head("GET / HTTP/1.1\r\nHost: x\r\nReferer: /?a=?b\r\nX: \xE4\r\n\r\n").refusal, 0);
  EXPECT_EQ(check_head("GET / HTTP/1.1\r\nHost: x\r\nCookie: a==?b\r\n\r\n").refusal, 400);
  EXPECT_EQ(check_head("GET / HTTP/1.1\r\nHost: x\r\nCookie: a=\xE4\r\n\r\n").refusal, 400);
  EXPECT_EQ(check_head("GET / HTTP/1.0\r\n\r\n").refusal, 0);
}

TEST(Target, IsDecodedOnce) {
  const auto target = parse_target("/api/v1/%E7%AE%A1/a%2520b?q=%E7%AE%A1+1&empty=&flag&&x=%26");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/管/a%20b");
  EXPECT_EQ(target->query, (QueryParameters{{"q", "管 1"}, {"empty", ""}, {"flag", ""}, {"x", "&"}}));
}

TEST(Target, IsRefusedWhereItClimbsOrHides) {
  for (const char* bad : {"",       "api",    "http://x/", "*",    "/a/../b", "/a/%2e%2e/b", "/.",      "/a/%2E",
                          "/a%2Fb", "/a%5cb", "/a\\b",     "/%00", "/%0a",    "/%7f",        "/%c0%ae", "/%ed%a0%80",
                          "/%",     "/%4",    "/%4g",      "/a#b", "/?a=%00", "/?a=%ff",     "/?%"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
  EXPECT_TRUE(parse_target("/a..b/...")) << "dots alone don't climb";
}

TEST(AcceptLanguage, ChoosesByWeight) {
  EXPECT_EQ(language_of(""), Language::zh_cn);
  EXPECT_EQ(language_of("en-GB"), Language::en);
  EXPECT_EQ(language_of("zh-CN,zh;q=0.9,en;q=0.8"), Language::zh_cn);
  EXPECT_EQ(language_of("de, en;q=0.7, zh;q=0.3"), Language::en);
  EXPECT_EQ(language_of("en;q=0"), Language::zh_cn);
  EXPECT_EQ(language_of("en;q=nonsense, fr"), Language::zh_cn);
}

TEST(Body, SpoolsWhatIsLargeAndMissesNothing) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{64 * 1024}, std::size_t{64 * 1024 + 1}, std::size_t{3'000'000}}) {
    std::string bytes(size, 'x');
    if (size > 0) bytes.back() = 'y';
    std::istringstream in(bytes + "more");
    Body body = read_body(in, size, "/tmp");
    EXPECT_EQ(body.is_spooled(), size > kBodyInMemory);
    const Body moved = std::move(body);
    EXPECT_TRUE(moved.view() == bytes) << size;
  }
  std::istringstream in("short");
  EXPECT_THROW(read_body(in, 6, "/tmp"), BodyCutShort);
}

struct Note {
  std::string text;
};
const Shape<Note> kNote{"Note", {field("text", &Note::text)}};
struct Search {
  std::optional<std::string> q;
};
const Shape<Search> kSearch{"Search", {field("q", &Search::q)}};

Response nothing(const Request&, const services::Services&) {
  return no_content();
}
Response nothing_done(const Request&, services::Services&) {
  return no_content();
}

class GateTest : public testing::Test {
 protected:
  GateTest() {
    raw.setMethod("POST");
    raw.setURI("/api/v1/notes");
    raw.set("Host", "localhost:8080");
    raw.set("Content-Type", "application/json; charset=utf-8");
    raw.set("Content-Length", "12");
    raw.set("Cookie", "other=1; frostkeep=technician");
    raw.set("X-CSRF-Token", "csrf");
    raw.set("Idempotency-Key", "\"0123-4567\"");
  }

  Admitted admit() { return gate().admit(raw, "127.0.0.1", {7}, route); }
  Gate gate() const { return Gate(router, options, hooks); }

  /// The code it is refused with, or "admitted".
  std::string outcome() {
    try {
      admit();
      return "admitted";
    } catch (const domain::Refused& refused) {
      return std::string(domain::name_of(refused.code()));
    } catch (const WireRefused& refused) {
      return std::to_string(refused.status);
    }
  }

  Router router{
      {Route::post("/api/v1/notes", "note", Permission::storage_place, nothing_done).takes(kNote).gives(kNote),
       Route::get("/api/v1/notes", "notes", Permission::storage_read, nothing).queries(kSearch).gives(kNote),
       Route::patch("/api/v1/notes", "edit", Permission::signed_in, nothing_done).takes(kNote).needs_version(),
       Route::post("/api/v1/session", "sign_in", Permission::anyone, nothing_done).takes(kNote).without_idempotency(),
       Route::post("/api/v1/password", "change", Permission::signed_in, nothing_done)
           .takes(kNote)
           .before_password_change()}};
  GateOptions options;
  int refused_permissions = 0;
  GateHooks hooks{
      .session = [](std::string_view token) -> std::optional<domain::Session> {
        if (token != "technician" && token != "nobody" && token != "newcomer") return std::nullopt;
        domain::Session session{
            .id = {1}, .user = {2}, .site = {3}, .device = {}, .csrf_token = "csrf", .expires_at = {}, .grants = {}};
        if (token != "nobody") session.grants.push_back({domain::Role::technician, {3}, {}});
        session.password_change_needed = token == "newcomer";
        return session;
      },
      .permission_refused = [this](const auto&, Permission, domain::RequestId) { ++refused_permissions; }};
  Poco::Net::HTTPRequest raw{Poco::Net::HTTPMessage::HTTP_1_1};
  const Route* route = nullptr;
};

TEST_F(GateTest, AdmitsTheirWriteWithEverythingAHandlerNeeds) {
  const Admitted admitted = admit();
  EXPECT_EQ(admitted.body_length, 12u);
  EXPECT_EQ(admitted.request.session->user.value, 2u);
  EXPECT_EQ(admitted.request.idempotency->key, "0123-4567");
  EXPECT_TRUE(admitted.request.scope.contains_site({3}));
  EXPECT_FALSE(admitted.request.scope.contains_site({4}));
  EXPECT_EQ(admitted.request.source, "127.0.0.1");
}

TEST_F(GateTest, WantsTheSessionsOwnCsrfToken) {
  raw.set("X-CSRF-Token", "csrg");
  EXPECT_EQ(outcome(), "csrf_refused");
  raw.erase("X-CSRF-Token");
  EXPECT_EQ(outcome(), "csrf_refused");
  raw.erase("Cookie");
  raw.set("Authorization", "Bearer technician");
  EXPECT_EQ(outcome(), "admitted") << "no browser sends a bearer token by itself";
}

TEST_F(GateTest, RefusesWhatAnotherSiteSends) {
  raw.set("Origin", "http://localhost:8080");
  raw.set("Sec-Fetch-Site", "same-origin");
  EXPECT_EQ(outcome(), "admitted");
  for (const char* origin : {"http://evil.example", "https://localhost:8080", "http://localhost:8081", "null"}) {
    raw.set("Origin", origin);
    EXPECT_EQ(outcome(), "csrf_refused") << origin;
  }
  raw.erase("Origin");
  for (const char* site : {"cross-site", "same-site"}) {
    raw.set("Sec-Fetch-Site", site);
    EXPECT_EQ(outcome(), "csrf_refused") << site;
  }
  raw.setURI("/api/v1/session");
  EXPECT_EQ(outcome(), "csrf_refused") << "signing somebody in from afar, too";
}

TEST_F(GateTest, TakesNoFormAndNoPlainTextForJson) {
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""}) {
    raw.set("Content-Type", type);
    EXPECT_EQ(outcome(), "415") << type;
  }
}

TEST_F(GateTest, KnowsItsOwnNamesOnly) {
  for (const char* host : {"localhost", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"}) {
    raw.set("Host", host);
    EXPECT_EQ(outcome(), "admitted") << host;
  }
  for (const char* host : {"evil.example", "localhost.evil.example", "", "127.0.0.2", "[::2]"}) {
    raw.set("Host", host);
    EXPECT_EQ(outcome(), "421") << host;
  }
  options = {.public_origins = {"https://bank.example"}, .behind_proxy = true};
  raw.set("Host", "bank.example");
  raw.set("Origin", "https://bank.example");
  raw.set("Cookie", "frostkeep=technician; __Host-frostkeep=technician");
  raw.set("X-Forwarded-For", "6.6.6.6, 10.0.0.9");
  EXPECT_EQ(admit().request.source, "10.0.0.9") << "what the proxy saw, not what the sender says";
  raw.set("Cookie", "frostkeep=technician");
  EXPECT_EQ(outcome(), "not_signed_in") << "over TLS only the __Host- cookie counts";
}

TEST_F(GateTest, TakesNoPublicOriginThatNoBrowserWouldSend) {
  for (const char* origin :
       {"bank.example", "https://", "https://bank.example/", "ftp://bank.example", "https://Bank"}) {
    options.public_origins = {origin};
    EXPECT_THROW(gate(), std::invalid_argument) << origin;
  }
}

TEST_F(GateTest, SaysWhoIsMissingOrMayNot) {
  raw.set("Cookie", "frostkeep=stolen");
  EXPECT_EQ(outcome(), "session_expired");
  raw.erase("Cookie");
  EXPECT_EQ(outcome(), "not_signed_in");
  raw.set("Cookie", "frostkeep=nobody");
  EXPECT_EQ(outcome(), "permission_missing");
  EXPECT_EQ(refused_permissions, 1);
  raw.set("Cookie", "frostkeep=newcomer");
  EXPECT_EQ(outcome(), "password_change_needed");
  raw.setURI("/api/v1/password");
  EXPECT_EQ(outcome(), "admitted");
}

TEST_F(GateTest, WantsAKeyForEachWriteAndAVersionForEachEdit) {
  for (const char* key : {"", "short", "with blank 1", "\"12345678", "键键键键键键键键"}) {
    raw.set("Idempotency-Key", key);
    EXPECT_EQ(outcome(), "idempotency_key_missing") << key;
  }
  raw.set("Idempotency-Key", "0123-4567");
  raw.setMethod("PATCH");
  EXPECT_EQ(outcome(), "version_missing");
  for (const char* version : {"17", "*", "W/17", "\"x\"", "\"17\", \"18\"", "\"\""}) {
    raw.set("If-Match", version);
    EXPECT_EQ(outcome(), "malformed_request") << version;
  }
  for (const char* version : {"\"17\"", "W/\"17\""}) {
    raw.set("If-Match", version);
    EXPECT_EQ(admit().request.if_match, 17u);
  }
}

TEST_F(GateTest, RefusesUndeclaredRepeatedAndMisplacedInput) {
  raw.setURI("/api/v1/notes?q=1");
  EXPECT_EQ(outcome(), "query_unknown") << "the write declares none";
  raw.setMethod("GET");
  EXPECT_EQ(outcome(), "malformed_request") << "a read takes no body";
  raw.set("Content-Length", "0");
  EXPECT_EQ(outcome(), "admitted");
  raw.setURI("/api/v1/notes?q=1&q=1");
  EXPECT_EQ(outcome(), "malformed_request");
  raw.setURI("/api/v1/notes?sort=(select+1)");
  EXPECT_EQ(outcome(), "query_unknown");
}

TEST_F(GateTest, IgnoresAMethodInAHeader) {
  raw.set("X-HTTP-Method-Override", "DELETE");
  EXPECT_EQ(admit().request.method, Method::post);
  raw.setMethod("BREW");
  EXPECT_EQ(outcome(), "405");
}

TEST_F(GateTest, DigestsWhatWasAskedFor) {
  const auto input = [&](const std::string& body) {
    Admitted admitted = admit();
    gate().take_body(admitted, Body(body));
    return admitted.request.idempotency->input;
  };
  const auto first = input("a");
  EXPECT_EQ(input("a"), first);
  EXPECT_NE(input("b"), first);
  raw.set("If-Match", "\"1\"");
  EXPECT_NE(input("a"), first);
}

TEST(Cookies, AreHostOnlyOverTls) {
  EXPECT_EQ(session_cookie("t", true), "__Host-frostkeep=t; Path=/; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(expired_session_cookie(false), "frostkeep=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Download, NamesTheFileInAnyScript) {
  EXPECT_EQ(download("取样\"单\r\n.csv", "text/csv", "").headers[0].second,
            "attachment; filename=\"____________.csv\"; filename*=UTF-8''%E5%8F%96%E6%A0%B7%22%E5%8D%95%0D%0A.csv");
}

}  // namespace
}  // namespace frostkeep::http
