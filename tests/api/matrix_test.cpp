// Every route × role: who may not is told 403, who may is let through; a thing of another site is 404 for everybody
// whose grant doesn't reach there. The number of cells is printed.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

/// What is asked for in the matrix: ids of things that exist, at the person's own site or at the other.
struct Things {
  std::string container;
  std::string sample;
  std::string code;
};

class MatrixTest : public ::testing::Test {
 protected:
  HouseServer server;
  domain::SiteId other_site;
  Things own;
  Things foreign;
  int cells = 0;

  void SetUp() override {
    own = things();
    const domain::SiteId here = server.house.small.site;
    other_site = another_site();
    server.house.small.site = other_site;
    foreign = things();
    server.house.small.site = here;
  }

  Things things() {
    const auto box = server.house.small.a_box();
    const auto tube = server.house.small.a_tube();
    return {box.id.text(), tube.id.text(), tube.code};
  }

  domain::SiteId another_site() {
    return server.house.database->write(server.house.database.context(), [&](database::WriteTransaction& tx) {
      const database::Site site{domain::SiteId{tx.next_id()}, 0, "NB", "宁波样本库", "Ningbo biobank", "Asia/Shanghai"};
      database::insert_site(tx, site);
      return site.id;
    });
  }

  /// The route's path with ids filled in; parameters of other nouns get an id that nothing has.
  static std::string path_of(const http::Route& route, const Things& things) {
    std::string path = route.path;
    for (const auto& [name, value] : std::map<std::string, std::string>{{"{container_id}", things.container},
                                                                        {"{sample_id}", things.sample},
                                                                        {"{code}", things.code},
                                                                        {"{position}", "A1"}}) {
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    }
    return std::regex_replace(path, std::regex("\\{[a-z_]+\\}"), "4711");
  }

  static std::string body_of(const http::Route& route, const Things& things) {
    if (route.operation_id == "place") return R"({"code":")" + things.code + R"("})";
    if (!route.file_types.empty()) return "code\n";
    return route.body == nullptr ? "" : "{}";
  }

  ApiAnswer ask(ApiClient& client, const http::Route& route, const Things& things) {
    ++cells;
    const std::string method(http::name_of(route.method));
    std::map<std::string, std::string> more;
    if (route.version_needed) more["If-Match"] = "\"1\"";
    if (!route.file_types.empty()) more["Content-Type"] = route.file_types.front();
    const std::string key = method == "GET" ? "" : fmt::format("matrix-key-{}", cells);
    return client.send(method, path_of(route, things), body_of(route, things), key, more);
  }

  static bool leaves_the_session(const http::Route& route) {
    return route.path == "/api/v1/session" || route.path == "/api/v1/sessions" ||
           route.path == "/api/v1/session/person" || route.path == "/api/v1/session/password" ||
           route.path == "/api/v1/session/site";
  }
  static bool names_a_thing(const http::Route& route) {
    return route.path.find("{container_id}") != std::string::npos ||
           route.path.find("{sample_id}") != std::string::npos || route.path == "/api/v1/scan-codes/{code}";
  }
};

TEST_F(MatrixTest, NobodyGetsIn) {
  ApiClient nobody(server.port());
  for (const http::Route& route : http::all_routes()) {
    if (route.permission == domain::Permission::anyone) continue;
    EXPECT_EQ(ask(nobody, route, own).status, 401) << route.operation_id;
  }
  fmt::print("{} cells without a session\n", cells);
}

TEST_F(MatrixTest, EachRoleGetsWhatItMayAndNothingElse) {
  int refused = 0, let_through = 0, hidden = 0;
  for (const domain::Role role : domain::all_roles()) {
    const std::string name(domain::name_of(role));
    server.a_person(name, role, server.house.small.site);
    ApiClient client = server.signed_in_as(name);
    for (const http::Route& route : http::all_routes()) {
      if (leaves_the_session(route)) continue;
      const bool may = domain::role_has(role, route.permission);
      const int status = ask(client, route, own).status;
      if (!may) {
        EXPECT_EQ(status, 403) << name << " " << route.operation_id;
        ++refused;
        continue;
      }
      EXPECT_NE(status, 403) << name << " " << route.operation_id;
      EXPECT_NE(status, 401) << name << " " << route.operation_id;
      EXPECT_LT(status, 500) << name << " " << route.operation_id;
      ++let_through;
      if (!names_a_thing(route)) continue;
      const int elsewhere = ask(client, route, foreign).status;
      EXPECT_TRUE(elsewhere == 404 || elsewhere == 422) << name << " " << route.operation_id << " " << elsewhere;
      const bool whole = route.body == nullptr || route.operation_id == "place";
      EXPECT_TRUE(!whole || elsewhere == 404) << name << " " << route.operation_id;
      ++hidden;
    }
  }
  fmt::print("{} cells: {} refused, {} let through, {} of another site hidden\n", cells, refused, let_through, hidden);
  EXPECT_GT(refused, 30);
}

TEST_F(MatrixTest, ChangesOfRightsActOnTheNextRequest) {
  const domain::UserId person = server.a_person("lin", domain::Role::technician);
  ApiClient client = server.signed_in_as("lin");
  const std::string box = "/api/v1/containers/" + own.container;
  ASSERT_EQ(client.get(box).status, 200);
  server.house.database->write(server.house.database.context(), [&](database::WriteTransaction& tx) {
    const auto grants = database::read_grants(tx, person);
    database::revoke_grant(tx, database::lock_grant(tx, grants.at(0).id)->second);
    return 0;
  });
  EXPECT_EQ(client.get(box).status, 403) << "revoked";
  EXPECT_EQ(client.get("/api/v1/session").status, 200);
  server.house.database.root().run_text("update user_account set disabled = 1 where user_name = 'lin'");
  EXPECT_EQ(client.get("/api/v1/session").status, 401) << "disabled";
}

TEST_F(MatrixTest, AnOldPasswordsSessionsEndWithIt) {
  server.a_person("lin", domain::Role::technician);
  ApiClient here = server.signed_in_as("lin");
  ApiClient elsewhere = server.signed_in_as("lin");
  const std::string body = R"({"old_password":"right-password","new_password":"a better passphrase"})";
  EXPECT_EQ(here.send("PUT", "/api/v1/session/password", body).status, 200);
  EXPECT_EQ(elsewhere.get("/api/v1/session").status, 401);
  const std::string weak = R"({"old_password":"a better passphrase","new_password":"password1234"})";
  ApiClient again(server.port());
  ASSERT_TRUE(again.sign_in("lin", "a better passphrase"));
  EXPECT_EQ(again.send("PUT", "/api/v1/session/password", weak).json().at("code"), "password_too_weak");
}

TEST_F(MatrixTest, GuessingIsSlowedDownAndTellsNothing) {
  server.a_person("lin", domain::Role::technician);
  ApiClient client(server.port());
  const auto guess = [&](const std::string& user) {
    return client.send("POST", "/api/v1/sessions", R"({"user_name":")" + user + R"(","password":"wrong guess 123"})");
  };
  const ApiAnswer known = guess("lin");
  const ApiAnswer unknown = guess("nobody");
  EXPECT_EQ(known.status, 401);
  EXPECT_EQ(known.json().at("code"), unknown.json().at("code"));
  EXPECT_EQ(known.json().at("detail"), unknown.json().at("detail"));
  for (int i = 0; i < 4; ++i) guess("lin");
  const ApiAnswer locked = guess("lin");
  EXPECT_EQ(locked.status, 429);
  EXPECT_EQ(locked.json().at("code"), "account_locked");
  EXPECT_TRUE(locked.headers.count("retry-after"));
  EXPECT_FALSE(client.sign_in("lin", "right-password")) << "also the right one waits";
  server.house.database.clock.advance(base::kMinute);
  EXPECT_TRUE(client.sign_in("lin", "right-password"));
}

}  // namespace
}  // namespace frostkeep::tests
