#pragma once
/// Path templates → route; nothing else.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/route.hpp"

namespace frostkeep::http {

/// What stands at a path. `route` is null if the path is unknown (then `allowed` is empty) or knows other methods only.
struct RouteMatch {
  const Route* route = nullptr;
  std::vector<std::pair<std::string, std::string>> parameters = {};
  std::vector<Method> allowed = {};
};

/// Thread rule: safe from any thread once made.
class Router {
 public:
  /// Two routes for one method and path, or two with one operation id, are a bug.
  explicit Router(std::vector<Route> routes);
  ~Router();
  Router(Router&&) noexcept;

  /// `path` is decoded. A literal segment wins over a parameter; a parameter is never empty.
  RouteMatch match(Method method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  const Node* walk(const Node& node, std::string_view rest, std::vector<std::string>& texts) const;

  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace frostkeep::http
