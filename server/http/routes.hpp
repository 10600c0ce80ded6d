#pragma once
/// The route table: one function a noun, all of them here.

#include <vector>

#include "http/route.hpp"

namespace frostkeep::http {

std::vector<Route> session_routes();
std::vector<Route> container_routes();
std::vector<Route> sample_routes();

/// Every route of the API.
std::vector<Route> all_routes();

}  // namespace frostkeep::http
