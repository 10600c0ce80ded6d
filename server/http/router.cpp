#include "http/router.hpp"

#include <map>
#include <set>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::map<Method, const Route*> routes;
};

namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// Segments after the leading slash.
std::vector<std::string_view> segments_of(std::string_view path) {
  FROSTKEEP_INVARIANT(path.starts_with('/'));
  return base::split(path.substr(1), '/');
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
  std::set<std::string_view> operations;
  for (const Route& route : routes_) {
    Node* node = root_.get();
    for (const auto segment : segments_of(route.path)) {
      auto& next = is_parameter(segment) ? node->parameter : node->literals[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    const bool new_path = node->routes.emplace(route.method, &route).second;
    const bool new_operation = operations.insert(route.operation_id).second;
    FROSTKEEP_INVARIANT(new_path && new_operation);
  }
}

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

const Router::Node* Router::walk(const Node& node, std::string_view rest, std::vector<std::string>& texts) const {
  if (rest.empty()) return node.routes.empty() ? nullptr : &node;
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const Node* found = walk(*literal->second, rest, texts)) return found;
  }
  if (!node.parameter || segment.empty()) return nullptr;
  texts.emplace_back(segment);
  if (const Node* found = walk(*node.parameter, rest, texts)) return found;
  texts.pop_back();
  return nullptr;
}

RouteMatch Router::match(Method method, std::string_view path) const {
  RouteMatch result;
  std::vector<std::string> texts;
  const Node* node = path.starts_with('/') ? walk(*root_, path, texts) : nullptr;
  if (!node) return result;
  for (const auto& [allowed, route] : node->routes) result.allowed.push_back(allowed);
  const auto found = node->routes.find(method);
  if (found == node->routes.end()) return result;
  result.route = found->second;
  std::size_t next = 0;
  for (const auto segment : segments_of(result.route->path)) {
    if (!is_parameter(segment)) continue;
    result.parameters.emplace_back(segment.substr(1, segment.size() - 2), std::move(texts[next++]));
  }
  return result;
}

}  // namespace frostkeep::http
