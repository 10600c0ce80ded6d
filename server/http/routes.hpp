#pragma once
/// The route table: one function a noun, all of them here.

#include <vector>

#include "http/route.hpp"

namespace frostkeep::http {

std::vector<Route> session_routes();
std::vector<Route> container_routes();
std::vector<Route> sample_routes();
std::vector<Route> bench_routes();
std::vector<Route> rack_routes();
std::vector<Route> build_routes();
std::vector<Route> storage_routes();
std::vector<Route> participant_routes();
std::vector<Route> consent_routes();
std::vector<Route> protocol_routes();
std::vector<Route> collection_routes();
std::vector<Route> label_routes();
std::vector<Route> processing_routes();
std::vector<Route> site_routes();
std::vector<Route> user_routes();
std::vector<Route> job_routes();
std::vector<Route> import_routes();

/// Every route of the API.
std::vector<Route> all_routes();

}  // namespace frostkeep::http
