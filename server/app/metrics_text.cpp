#include "app/metrics_text.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace frostkeep::app {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,   0.5,   1,    5};

struct Counters {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("frostkeep_http_requests_total").Help("Answered requests").Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                           .Name("frostkeep_http_request_seconds")
                                                           .Help("Time from a whole head to the answer")
                                                           .Register(registry);
  prometheus::Family<prometheus::Gauge>& waiting = prometheus::BuildGauge()
                                                       .Name("frostkeep_pool_waiting")
                                                       .Help("Threads that wait for a connection")
                                                       .Register(registry);
};

Counters& counters() {
  static Counters all;
  return all;
}

}  // namespace

void count_request(const http::Served& served) {
  const std::string route = std::string(served.method) + " " + std::string(served.route);
  counters().requests.Add({{"route", route}, {"status", std::to_string(served.status)}}).Increment();
  counters().seconds.Add({{"route", route}}, kSeconds).Observe(static_cast<double>(served.took.count()) / 1e6);
}

std::string metrics_text(database::Database& database) {
  counters().waiting.Add({{"pool", "readers"}}).Set(static_cast<double>(database.readers().waiting()));
  counters().waiting.Add({{"pool", "writers"}}).Set(static_cast<double>(database.writers().waiting()));
  return prometheus::TextSerializer().Serialize(counters().registry.Collect());
}

}  // namespace frostkeep::app
