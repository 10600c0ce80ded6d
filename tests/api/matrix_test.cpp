// Every route × every role × what lies inside and outside the grant, each with a request that is valid, against what
// the policy says: 401 without a session, 403 without the permission or where it doesn't reach far enough, 404 for what
// lies outside, the route's own status otherwise. A route that stands in no table of matrix/ fails the test.

#include <gtest/gtest.h>

#include <set>

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

/// How far the asker's grant reaches.
enum class Reach { narrow, site, everywhere };
constexpr Reach kReaches[] = {Reach::narrow, Reach::site, Reach::everywhere};
const char* name_of(Reach reach) {
  return reach == Reach::narrow ? "one study at one site" : reach == Reach::site ? "one site" : "everywhere";
}

/// The tables' cases of the routes that there are.
std::vector<MatrixCase> all_cases(const std::vector<http::Route>& routes) {
  std::vector<MatrixCase> all;
  for (auto make : {house_cases, people_cases, sample_cases, storage_cases, work_cases}) {
    for (MatrixCase& one : make()) {
      const bool there = std::ranges::any_of(routes, [&](const auto& r) { return r.operation_id == one.operation; });
      if (there) all.push_back(std::move(one));
    }
  }
  return all;
}

/// Routes of the session itself, which anybody signed in may ask and which have tests of their own below.
bool is_of_the_session(const http::Route& route) { return route.path.starts_with("/api/v1/session"); }

class MatrixTest : public ::testing::Test {
 protected:
  World world;
  std::vector<http::Route> routes = http::all_routes();
  std::vector<MatrixCase> cases = all_cases(routes);
  int cells = 0;
  int wrong = 0;

  const http::Route& route_of(const MatrixCase& one) const {
    return *std::ranges::find(routes, one.operation, &http::Route::operation_id);
  }

  ApiAnswer ask(ApiClient& client, const http::Route& route, const Call& call) {
    std::map<std::string, std::string> more;
    if (call.version != 0) more["If-Match"] = "\"" + std::to_string(call.version) + "\"";
    const std::string method(http::name_of(route.method));
    const std::string key = method == "GET" ? "" : world.fresh("matrix-key-");
    if (!call.file.empty()) more["Content-Type"] = "text/csv";
    const std::string body = call.body.is_null() ? call.file : call.body.dump();
    return client.send(method, call.path, body, key, more);
  }

  static bool is_hidden(const MatrixCase& one, Place place) {
    const bool by_site = one.hidden == Hidden::by_site || one.hidden == Hidden::by_both;
    const bool by_study = one.hidden == Hidden::by_study || one.hidden == Hidden::by_both;
    return (place == Place::foreign_site && by_site) || (place == Place::foreign_study && by_study);
  }

  /// What the policy says of somebody who holds the permission so far.
  static int expected(const MatrixCase& one, const http::Route& route, Reach reach, Place place) {
    if (reach == Reach::everywhere) return route.status;
    const bool outside = is_hidden(one, place) && (reach == Reach::narrow || place == Place::foreign_site);
    if (outside) return 404;
    const bool enough = one.needs == Needs::meeting || (one.needs == Needs::site && reach == Reach::site);
    return enough ? route.status : one.with_less;
  }

  void expect_cell(ApiClient& client, const MatrixCase& one, const Call& call, int status, const std::string& where) {
    const http::Route& route = route_of(one);
    const ApiAnswer answer = ask(client, route, call);
    ++cells;
    if (answer.status == status) return;
    ++wrong;
    ADD_FAILURE() << one.operation << " " << where << ": " << answer.status << " instead of " << status << "\n"
                  << call.path << " " << call.body << "\n"
                  << answer.text;
  }

  ApiClient asker(domain::Role role, Reach reach) {
    const std::string name = std::string(domain::name_of(role)) + "-" + std::to_string(static_cast<int>(reach));
    const domain::SiteId site = reach == Reach::everywhere ? domain::SiteId{} : world.here;
    const domain::StudyId study = reach == Reach::narrow ? world.own_study : domain::StudyId{};
    world.server.a_person(name, role, site, study);
    return world.server.signed_in_as(name);
  }
};

TEST_F(MatrixTest, EveryRouteStandsInATable) {
  std::set<std::string> told;
  for (const MatrixCase& one : cases) EXPECT_TRUE(told.insert(one.operation).second) << one.operation << " twice";
  for (const http::Route& route : routes) {
    if (is_of_the_session(route)) continue;
    EXPECT_TRUE(told.contains(route.operation_id)) << route.operation_id << " stands in no table of tests/api/matrix";
  }
}

TEST_F(MatrixTest, NobodyGetsInWithoutASession) {
  ApiClient nobody(world.server.port());
  for (const MatrixCase& one : cases) {
    if (route_of(one).permission == domain::Permission::anyone) continue;
    expect_cell(nobody, one, one.call(world, Place::own), 401, "without a session");
  }
  fmt::print("{} cells without a session, {} wrong\n", cells, wrong);
}

TEST_F(MatrixTest, EachRoleGetsWhatItMayWhereItMayAndNothingElse) {
  // For those without the permission one request a route serves: it must not come as far as its thing.
  std::map<std::string, Call> refused;
  for (const MatrixCase& one : cases) refused[one.operation] = one.call(world, Place::own);
  for (const domain::Role role : domain::all_roles()) {
    for (const Reach reach : kReaches) {
      ApiClient client = asker(role, reach);
      for (const MatrixCase& one : cases) {
        const http::Route& route = route_of(one);
        const std::string who = fmt::format("as {} {}", domain::name_of(role), name_of(reach));
        if (!domain::role_has(role, route.permission)) {
          if (reach == Reach::narrow) expect_cell(client, one, refused[one.operation], 403, who);
          continue;
        }
        for (const Place place : kPlaces) {
          const bool tells_more = place == Place::own || is_hidden(one, place);
          if (!tells_more || (reach == Reach::everywhere && place == Place::foreign_study)) continue;
          expect_cell(client, one, one.call(world, place), expected(one, route, reach, place),
                      fmt::format("{} of {}", who, name_of(place)));
        }
      }
    }
  }
  fmt::print("{} cells of {} routes and {} roles, {} wrong\n", cells, cases.size(), domain::all_roles().size(), wrong);
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(cells, 1'000);
  for (const auto& finding : world.server.house.verify().findings) {
    ADD_FAILURE() << finding.table << " " << finding.id << ": " << finding.problem;
  }
}

}  // namespace
}  // namespace frostkeep::tests
