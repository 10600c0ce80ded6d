#pragma once
/// The route table and its shapes → OpenAPI 3.1: what `frostkeep openapi` prints and docs/openapi.json holds.

#include <string>
#include <string_view>
#include <vector>

#include "http/route.hpp"

namespace frostkeep::http {

/// The document as JSON, two blanks an indent, one line feed at the end. The same routes give the same bytes, in
/// whatever order they come. Two different shapes of one name are a bug.
std::string openapi_document(const std::vector<Route>& routes, std::string_view version);

}  // namespace frostkeep::http
