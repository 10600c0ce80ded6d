#pragma once
/// The Prometheus text of /metrics: counted here, without personal data.

#include <string>

#include "database/transaction.hpp"
#include "http/server.hpp"

namespace frostkeep::app {

/// Counts an answered request by route and status. Safe from any thread.
void count_request(const http::Served& served);
/// frostkeep_http_request_seconds (histogram by route), frostkeep_http_requests_total (by route and status),
/// frostkeep_pool_waiting.
std::string metrics_text(database::Database& database);

}  // namespace frostkeep::app
