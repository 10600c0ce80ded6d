// Path templates → route.

#include "http/router.hpp"

#include <gtest/gtest.h>

namespace frostkeep::http {
namespace {

using domain::Permission;

Response nothing(const Request&, const services::Services&) {
  return no_content();
}
Response nothing_done(const Request&, services::Services&) {
  return no_content();
}

Router a_router() {
  return Router(
      {Route::get("/api/v1/containers/{container_id}", "container", Permission::storage_read, nothing),
       Route::get("/api/v1/containers/summary", "summary", Permission::storage_read, nothing),
       Route::put("/api/v1/containers/{id}/positions/{position}", "place", Permission::storage_place, nothing_done),
       Route::remove("/api/v1/containers/{id}/positions/{position}", "take", Permission::storage_place, nothing_done),
       Route::get("/api/v1/containers/summary/of/{year}", "yearly", Permission::storage_read, nothing)});
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(Router, FindsTheRouteAndItsParametersByTheRoutesOwnNames) {
  const Router router = a_router();
  const auto place = router.match(Method::put, "/api/v1/containers/17/positions/C5");
  ASSERT_TRUE(place.route);
  EXPECT_EQ(place.route->operation_id, "place");
  EXPECT_EQ(place.parameters, (Parameters{{"id", "17"}, {"position", "C5"}}));
}

TEST(Router, PrefersALiteralAndFallsBackToTheParameter) {
  const Router router = a_router();
  EXPECT_EQ(router.match(Method::get, "/api/v1/containers/summary").route->operation_id, "summary");
  EXPECT_EQ(router.match(Method::put, "/api/v1/containers/summary/positions/A1").route->operation_id, "place");
}

TEST(Router, TellsAnUnknownPathFromAnUnknownMethod) {
  const Router router = a_router();
  const auto method = router.match(Method::post, "/api/v1/containers/17/positions/C5");
  EXPECT_FALSE(method.route);
  EXPECT_EQ(method.allowed, (std::vector<Method>{Method::put, Method::remove}));
  for (const char* path : {"", "/", "/api", "/api/v1/containers/", "/api/v1/containers/17/positions/", "//",
                           "/api/v1/containers/17/positions/C5/", "/api/v1/containers//positions/C5", "api/v1"}) {
    const auto unknown = router.match(Method::get, path);
    EXPECT_FALSE(unknown.route) << path;
    EXPECT_TRUE(unknown.allowed.empty()) << path;
  }
}

TEST(RouterDeathTest, RefusesTwoRoutesForOnePath) {
  const auto twice = [] {
    Router({Route::get("/a/{x}", "one", Permission::anyone, nothing),
            Route::get("/a/{y}", "two", Permission::anyone, nothing)});
  };
  EXPECT_DEATH(twice(), "new_path");
}

}  // namespace
}  // namespace frostkeep::http
