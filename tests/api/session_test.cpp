// Sessions: what each person may do with their own, what ends them, and how guessing is slowed down.

#include <gtest/gtest.h>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

class SessionApi : public ::testing::Test {
 protected:
  HouseServer server;

  ApiAnswer put(ApiClient& client, const std::string& path, const json& body) {
    return client.send("PUT", "/api/v1/session/" + path, body.dump());
  }
};

TEST_F(SessionApi, EveryRoleMayDoTheSameWithItsOwnSession) {
  const std::string here = server.house.small.site.text();
  for (const domain::Role role : domain::all_roles()) {
    const std::string name(domain::name_of(role));
    server.a_person(name, role, server.house.small.site);
    ApiClient client = server.signed_in_as(name);
    EXPECT_EQ(client.get("/api/v1/session").json()["roles"], json::array({name}));
    EXPECT_EQ(put(client, "site", {{"site_id", here}}).status, 200) << name;
    EXPECT_EQ(put(client, "site", {{"site_id", "4711"}}).status, 404) << name;
    EXPECT_EQ(put(client, "pin", {{"password", "right-password"}, {"pin", "402913"}}).status, 200) << name;
    EXPECT_EQ(client.send("DELETE", "/api/v1/session", "").status, 204) << name;
    EXPECT_EQ(client.get("/api/v1/session").status, 401) << name;
  }
}

TEST_F(SessionApi, ChangesOfRightsActOnTheNextRequest) {
  const domain::UserId person = server.a_person("lin", domain::Role::technician);
  ApiClient client = server.signed_in_as("lin");
  const std::string box = "/api/v1/containers/" + server.house.small.a_box().id.text();
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

TEST_F(SessionApi, AnOldPasswordsSessionsEndWithIt) {
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

TEST_F(SessionApi, GuessingIsSlowedDownAndTellsNothing) {
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
