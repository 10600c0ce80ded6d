// Accounts and grants over HTTP: what is shown once, what acts at once, what nobody may do to themselves.

#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "support/house_server.hpp"

namespace frostkeep::tests {
namespace {

using nlohmann::json;

class UsersApi : public ::testing::Test {
 protected:
  HouseServer server;
  std::map<std::string, domain::UserId> ids;
  int news = 0;
  domain::SiteId here = server.house.small.site;
  domain::SiteId there = another_site();
  ApiClient root = signed_in("root", domain::Role::administrator);

  domain::SiteId another_site() {
    return server.house.database->write(server.house.database.context(), [&](database::WriteTransaction& tx) {
      const database::Site site{domain::SiteId{tx.next_id()}, 0, "NB", "宁波样本库", "Ningbo biobank", "Asia/Shanghai"};
      database::insert_site(tx, site);
      return site.id;
    });
  }
  ApiClient signed_in(const std::string& name, domain::Role role, domain::SiteId site = {}) {
    ids[name] = server.a_person(name, role, site);
    return server.signed_in_as(name);
  }
  ApiAnswer post(ApiClient& who, const std::string& path, const json& body = nullptr, std::string key = "") {
    return who.send("POST", path, body.is_null() ? "" : body.dump(), key.empty() ? server.fresh_key() : key);
  }
  ApiAnswer patch(ApiClient& who, const std::string& path, const json& body, int version) {
    return who.send("PATCH", path, body.dump(), server.fresh_key(),
                    {{"If-Match", "\"" + std::to_string(version) + "\""}});
  }
  std::string user(const std::string& name) { return "/api/v1/users/" + ids.at(name).text(); }
  std::string grant_of(const std::string& name) {
    return root.get(user(name) + "/grants").json()["items"][0]["id"];
  }
  static std::string code_of(const ApiAnswer& answer) { return answer.json().value("code", ""); }
};

TEST_F(UsersApi, ANewPersonSignsInOnceWithThePasswordThatWasShownOnce) {
  const json wanted = {{"user_name", "Wang.Min"}, {"display_name", "王敏"}, {"initials", "WM"},
                       {"home_site_id", here.text()}};
  const ApiAnswer made = post(root, "/api/v1/users", wanted, "key-of-wang-min");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.json()["user"]["user_name"], "wang.min");
  EXPECT_EQ(made.json()["already_shown"], false);
  const std::string password = made.json()["password"];
  const ApiAnswer again = post(root, "/api/v1/users", wanted, "key-of-wang-min");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.json()["user"]["id"], made.json()["user"]["id"]);
  EXPECT_EQ(again.json()["already_shown"], true);
  EXPECT_FALSE(again.json().contains("password"));
  EXPECT_EQ(code_of(post(root, "/api/v1/users", wanted)), "name_taken");
  EXPECT_EQ(server.house.database.root()
                .query("select count(*) from idempotency where instr(answer, ?) > 0", password)
                .at(0)
                .integer(0),
            0);

  ApiClient wang(server.port());
  ASSERT_TRUE(wang.sign_in("wang.min", password));
  EXPECT_EQ(code_of(wang.get("/api/v1/sites")), "password_change_needed");
  const json own = {{"old_password", password}, {"new_password", "a better passphrase"}};
  const ApiAnswer changed = wang.send("PUT", "/api/v1/session/password", own.dump());
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_FALSE(wang.sign_in("wang.min", password));
  ASSERT_TRUE(wang.sign_in("WANG.MIN", "a better passphrase"));
  EXPECT_EQ(wang.get("/api/v1/session").json()["permissions"].size(), 2u) << "anyone, signed_in: no grant yet";
  EXPECT_TRUE(server.house.verify().findings.empty());
}

TEST_F(UsersApi, WrongFieldsOfAPersonAreAllNamed) {
  const ApiAnswer answer = post(root, "/api/v1/users", {{"user_name", "x y"}, {"display_name", " "}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.json()["violations"].size(), 2u) << answer.text;
  const json nowhere = {{"user_name", "lin"}, {"display_name", "林"}, {"home_site_id", "4711"}};
  EXPECT_EQ(code_of(post(root, "/api/v1/users", nowhere)), "not_found");
}

TEST_F(UsersApi, PeopleOfAnotherSiteAreNeitherListedNorFound) {
  signed_in("lin", domain::Role::technician, here);
  signed_in("zhou", domain::Role::technician, there);
  server.house.database.root().run_text("update user_account set home_site_id = " + there.text() +
                                        " where user_name = 'zhou'");
  ApiClient sun = signed_in("sun", domain::Role::security_administrator, here);
  std::vector<std::string> names;
  const json seen = sun.get("/api/v1/users").json();
  for (const json& item : seen["items"]) names.push_back(item["user_name"]);
  EXPECT_EQ(names, (std::vector<std::string>{"lin", "root", "sun"})) << "who works everywhere works here too";
  EXPECT_EQ(sun.get(user("zhou")).status, 404);
  EXPECT_EQ(post(sun, user("zhou") + "/disable", {{"reason", "left"}}).status, 404);
  EXPECT_EQ(post(sun, user("zhou") + "/grants", {{"role", "technician"}, {"site_id", here.text()}}).status, 404);
  EXPECT_EQ(sun.get(user("zhou") + "/grants").status, 404);
  const json first = root.get("/api/v1/users?limit=2").json();
  EXPECT_EQ(first["items"].size(), 2u);
  EXPECT_EQ(first["more"], true);
  const json rest = root.get("/api/v1/users?limit=2&after=" + first["items"][1]["user_name"].get<std::string>()).json();
  EXPECT_EQ(rest["items"][0]["user_name"], "sun");
  EXPECT_EQ(rest["more"], false);
}

TEST_F(UsersApi, NobodyTakesOverAnAccountThatHoldsMoreThanTheyMayGive) {
  ApiClient sun = signed_in("sun", domain::Role::security_administrator, here);
  for (const char* act : {"/password-resets", "/pin-resets", "/badges"}) {
    const ApiAnswer answer = post(sun, user("root") + act);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(code_of(answer), "grant_exceeds_own") << act;
  }
  EXPECT_EQ(code_of(post(sun, user("root") + "/disable", {{"reason", "coup"}})), "grant_exceeds_own");
  EXPECT_EQ(code_of(patch(sun, user("root"), {{"display_name", "me"}}, 1)), "grant_exceeds_own");
  EXPECT_EQ(code_of(post(sun, user("root") + "/grants/" + grant_of("root") + "/revoke", {{"reason", "coup"}})),
            "grant_exceeds_own");
  const auto give = [&](const std::string& role, const json& place) {
    json body = {{"role", role}};
    body.update(place);
    signed_in("new" + std::to_string(++news), domain::Role::requester, here);
    return post(sun, user("new" + std::to_string(news)) + "/grants", body);
  };
  EXPECT_EQ(give("technician", {{"site_id", here.text()}}).status, 201);
  EXPECT_EQ(give("technician", {{"site_id", here.text()}, {"study_id", server.house.small.study.text()}}).status, 201);
  EXPECT_EQ(give("security_administrator", {{"site_id", here.text()}}).status, 201);
  EXPECT_EQ(code_of(give("technician", json::object())), "grant_exceeds_own") << "everywhere";
  EXPECT_EQ(code_of(give("administrator", {{"site_id", here.text()}})), "grant_exceeds_own") << "a duty not held";
  EXPECT_EQ(code_of(give("technician", {{"site_id", there.text()}})), "not_found");
  EXPECT_EQ(give("king", json::object()).status, 422);
  EXPECT_TRUE(server.house.verify().findings.empty());
}

TEST_F(UsersApi, NobodyChangesTheirOwnRights) {
  const std::string mine = user("root");
  EXPECT_EQ(code_of(post(root, mine + "/grants", {{"role", "coordinator"}})), "own_account");
  EXPECT_EQ(code_of(post(root, mine + "/grants/" + grant_of("root") + "/revoke", {{"reason", "tired"}})),
            "own_account");
  EXPECT_EQ(code_of(post(root, mine + "/disable", {{"reason", "tired"}})), "own_account");
  EXPECT_EQ(code_of(post(root, mine + "/password-resets")), "own_account");
  EXPECT_EQ(code_of(post(root, mine + "/pin-resets")), "own_account");
}

TEST_F(UsersApi, GrantsAreGivenAndTakenBackAndActOnTheNextRequest) {
  ApiClient lin = signed_in("lin", domain::Role::technician, here);
  const std::string box = "/api/v1/containers/" + server.house.small.a_box().id.text();
  ASSERT_EQ(lin.get(box).status, 200);
  const std::string grant = user("lin") + "/grants/" + grant_of("lin");
  ASSERT_EQ(post(root, grant + "/revoke", {{"reason", "moved to another group"}}).json()["active"], false);
  EXPECT_EQ(lin.get(box).status, 403) << "an open session is refused at once";
  EXPECT_EQ(post(root, grant + "/revoke", {{"reason", "again"}}).status, 200) << "changes nothing";
  const json wanted = {{"role", "analyst"}, {"site_id", here.text()}, {"reason", "measures now"}};
  ASSERT_EQ(post(root, user("lin") + "/grants", wanted).status, 201);
  EXPECT_EQ(lin.get(box).status, 200);
  EXPECT_EQ(code_of(post(root, user("lin") + "/grants", wanted)), "grant_held");
  const json all = root.get(user("lin") + "/grants").json()["items"];
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]["active"], false);
  EXPECT_EQ(all[1]["role"], "analyst");
  EXPECT_EQ(all[1]["site"]["code"], "HZ");
  EXPECT_FALSE(all[1].contains("study"));
  EXPECT_EQ(root.get(user("lin")).json()["roles"], json::array({"analyst"}));
}

TEST_F(UsersApi, ADisabledAccountIsOutAtOnceAndComesBackWithoutItsSessions) {
  ApiClient lin = signed_in("lin", domain::Role::technician, here);
  ASSERT_EQ(lin.get("/api/v1/session").status, 200);
  ASSERT_EQ(post(root, user("lin") + "/disable", {{"reason", "left the house"}}).json()["disabled"], true);
  EXPECT_EQ(lin.get("/api/v1/session").status, 401);
  EXPECT_EQ(code_of(lin.send("POST", "/api/v1/sessions",
                             R"({"user_name":"lin","password":"right-password"})")),
            "sign_in_refused");
  ASSERT_EQ(post(root, user("lin") + "/enable", {{"reason", "came back"}}).json()["disabled"], false);
  EXPECT_EQ(lin.get("/api/v1/session").status, 401) << "what was open stays closed";
  EXPECT_TRUE(lin.sign_in("lin", "right-password"));
}

TEST_F(UsersApi, APasswordResetEndsSessionsAndTheWaitAfterFailures) {
  ApiClient lin = signed_in("lin", domain::Role::technician, here);
  ApiClient guesser(server.port());
  for (int i = 0; i < 6; ++i) guesser.sign_in("lin", "wrong guess 123");
  EXPECT_TRUE(root.get(user("lin")).json().contains("locked_until"));
  const ApiAnswer reset = post(root, user("lin") + "/password-resets", nullptr, "key-of-the-reset");
  ASSERT_EQ(reset.status, 201) << reset.text;
  EXPECT_EQ(lin.get("/api/v1/session").status, 401);
  EXPECT_FALSE(lin.sign_in("lin", "right-password"));
  EXPECT_TRUE(lin.sign_in("lin", reset.json()["password"]));
  EXPECT_EQ(reset.json()["user"]["password_change_needed"], true);
  EXPECT_FALSE(post(root, user("lin") + "/password-resets", nullptr, "key-of-the-reset").json().contains("password"));
}

TEST_F(UsersApi, OnlyTheBadgeOfTodayOpensTheBench) {
  ApiClient lin = signed_in("lin", domain::Role::technician, here);
  signed_in("sun", domain::Role::technician, here);
  const std::string lost = post(root, user("sun") + "/badges").json()["badge_code"];
  const std::string pin = post(root, user("sun") + "/pin-resets").json()["pin"];
  const std::string badge = post(root, user("sun") + "/badges").json()["badge_code"];
  const auto change_to = [&](const std::string& code, const std::string& digits) {
    return lin.send("PUT", "/api/v1/session/person", json{{"badge", code}, {"pin", digits}}.dump());
  };
  EXPECT_EQ(change_to(lost, pin).status, 401);
  EXPECT_EQ(change_to("NO-SUCH-BADGE", pin).status, 401);
  EXPECT_EQ(change_to(badge, "402913").status, 401);
  const ApiAnswer changed = change_to(badge, pin);
  ASSERT_EQ(changed.status, 201) << changed.text;
  EXPECT_EQ(changed.json()["user"]["user_name"], "sun");
  EXPECT_EQ(lin.get("/api/v1/session").status, 401) << "the former person's session is over";
  EXPECT_TRUE(server.house.verify().findings.empty());
}

TEST_F(UsersApi, APersonSetsTheirOwnPinByTheirPassword) {
  ApiClient lin = signed_in("lin", domain::Role::technician, here);
  const auto set = [&](const std::string& password, const std::string& pin) {
    return lin.send("PUT", "/api/v1/session/pin", json{{"password", password}, {"pin", pin}}.dump());
  };
  EXPECT_EQ(code_of(set("right-password", "123456")), "pin_too_weak");
  EXPECT_EQ(code_of(set("not my password", "402913")), "sign_in_refused");
  EXPECT_EQ(set("right-password", "402913").status, 200);
  EXPECT_EQ(lin.get("/api/v1/session").status, 200) << "the session goes on";
  EXPECT_EQ(root.get(user("lin")).json()["has_pin"], true);
  EXPECT_TRUE(lin.sign_in("lin", "right-password"));
}

TEST_F(UsersApi, AnEditNeedsTheVersionThatWasReadAndSitesNeedTheWholeRight) {
  signed_in("lin", domain::Role::technician, here);
  const int version = root.get(user("lin")).json()["version"];
  EXPECT_EQ(root.send("PATCH", user("lin"), R"({"initials":"L"})", server.fresh_key()).status, 428);
  EXPECT_EQ(patch(root, user("lin"), {{"initials", "L"}, {"home_site_id", there.text()}}, version).status, 200);
  EXPECT_EQ(code_of(patch(root, user("lin"), {{"initials", "LL"}}, version)), "version_stale");
  const json site = {{"code", "WZ"}, {"name_zh", "温州样本库"}, {"name_en", "Wenzhou biobank"}, {"zone", "Asia/Shanghai"}};
  ApiClient local = signed_in("local", domain::Role::administrator, here);
  EXPECT_EQ(code_of(post(local, "/api/v1/sites", site)), "permission_missing");
  const ApiAnswer made = post(root, "/api/v1/sites", site);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(code_of(post(root, "/api/v1/sites", site)), "name_taken");
  const std::string path = "/api/v1/sites/" + made.json()["id"].get<std::string>();
  EXPECT_EQ(local.get(path).status, 404);
  EXPECT_EQ(patch(local, path, {{"retired", true}}, 1).status, 404);
  EXPECT_EQ(patch(root, path, {{"zone", "Mars/Olympus"}}, 1).status, 422);
  EXPECT_EQ(patch(root, path, {{"retired", true}}, 1).json()["retired"], true);
  EXPECT_EQ(patch(local, "/api/v1/sites/" + here.text(), {{"name_en", "Hangzhou"}}, 1).json()["name_en"], "Hangzhou");
  const json study = {{"code", "DRY"}, {"name_zh", "干眼研究"}, {"name_en", "Dry eye study"}};
  EXPECT_EQ(code_of(post(local, "/api/v1/studies", study)), "permission_missing");
  const ApiAnswer second = post(root, "/api/v1/studies", study);
  ASSERT_EQ(second.status, 201);
  EXPECT_EQ(patch(root, "/api/v1/studies/" + second.json()["id"].get<std::string>(), {{"retired", true}}, 1).status,
            200);
  EXPECT_EQ(root.get("/api/v1/studies").json()["items"].size(), 1u);
  EXPECT_EQ(root.get("/api/v1/studies?retired=true").json()["items"].size(), 2u);
  EXPECT_EQ(code_of(post(root, user("lin") + "/grants",
                         {{"role", "analyst"}, {"study_id", second.json()["id"]}})),
            "not_found")
      << "a study that is over";
}

TEST_F(UsersApi, OfTwoAdministratorsWhoRemoveEachOtherOneRemains) {
  ApiClient other = signed_in("other", domain::Role::administrator);
  for (const bool by_grant : {true, false}) {
    const std::string of_root = by_grant ? user("root") + "/grants/" + grant_of("root") + "/revoke"
                                         : user("root") + "/disable";
    const std::string of_other = by_grant ? user("other") + "/grants/" + grant_of("other") + "/revoke"
                                          : user("other") + "/disable";
    std::barrier together(2);
    int statuses[2] = {};
    std::thread one([&] {
      together.arrive_and_wait();
      statuses[0] = post(other, of_root, {{"reason", "race"}}, "one-" + std::to_string(by_grant) + "-0000").status;
    });
    together.arrive_and_wait();
    statuses[1] = post(root, of_other, {{"reason", "race"}}, "two-" + std::to_string(by_grant) + "-0000").status;
    one.join();
    EXPECT_NE(statuses[0] == 200, statuses[1] == 200) << statuses[0] << " and " << statuses[1];
    const auto left = server.house.database.root().query(
        "select cast(count(*) as signed) from role_grant g join user_account u on u.id = g.user_id where g.active = 1 "
        "and u.disabled = 0 and g.role = 'administrator' and g.site_id = 0");
    EXPECT_EQ(left.at(0).integer(0), 1);
    server.house.database.root().run_text("update user_account set disabled = 0");
    server.house.database.root().run_text("update role_grant set active = 1");
  }
}

TEST_F(UsersApi, TheLastWhoCanGrantRightsEverywhereStays) {
  // Only a grant from the command line makes somebody who may take the last one: a reviewer's right is none.
  services::Asked operators{server.house.everywhere(), server.house.database.context()};
  operators.context.actor = {};
  try {
    server.house.services.users.disable(operators, ids.at("root"));
    FAIL() << "it was not refused";
  } catch (const domain::Refused& refused) {
    EXPECT_EQ(refused.code(), domain::ErrorCode::last_administrator);
  }
  signed_in("sun", domain::Role::security_administrator);
  EXPECT_TRUE(server.house.services.users.disable(operators, ids.at("root")).line.user.disabled);
}

TEST_F(UsersApi, SignInsSwitchesAndLocksAreEntriesOfSessions) {
  signed_in("lin", domain::Role::technician, here);
  ApiClient guesser(server.port());
  for (int i = 0; i < 7; ++i) guesser.sign_in("lin", "wrong guess 123");
  const auto count = [&](domain::Happening what) {
    return server.house.database.root()
        .query("select cast(count(*) as signed) from ledger_entry where stream_kind = 1 and what = ?",
               static_cast<int>(what))
        .at(0)
        .integer(0);
  };
  EXPECT_EQ(count(domain::Happening::signed_in), 2);
  EXPECT_EQ(count(domain::Happening::locked_out), 1) << "the fifth failure";
  EXPECT_EQ(count(domain::Happening::sign_in_refused), 5) << "four failures; the tries while it waits are one";
  EXPECT_TRUE(server.house.verify().findings.empty());
}

}  // namespace
}  // namespace frostkeep::tests
