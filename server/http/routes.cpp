#include "http/routes.hpp"

#include <iterator>

namespace frostkeep::http {

std::vector<Route> all_routes() {
  std::vector<Route> all;
  for (auto make : {session_routes, container_routes, sample_routes, bench_routes, rack_routes, participant_routes,
                    consent_routes, protocol_routes, collection_routes, processing_routes, site_routes, user_routes,
                    job_routes, import_routes, label_routes, build_routes, storage_routes}) {
    std::vector<Route> routes = make();
    std::move(routes.begin(), routes.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace frostkeep::http
