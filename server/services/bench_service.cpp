#include "services/bench_service.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::Refused;

// A spin that nobody ended within two days wasn't forgotten, it was never ended.
constexpr std::int64_t kRunningSince = 2 * base::kDay;
constexpr std::uint32_t kTodayLines = 10;
constexpr std::uint32_t kTodayVisits = 200;
constexpr std::uint32_t kPlacementWindow = 500;

/// Materials planned for tubes, found once for each role of a visit.
class Plans {
 public:
  Plans(const ReadTransaction& tx, const std::vector<database::BenchLine>& lines) {
    std::set<domain::ProtocolId> ids;
    for (const database::BenchLine& line : lines) {
      if (line.protocol) ids.insert(line.protocol);
    }
    events_ = database::read_plans(tx, std::vector<domain::ProtocolId>(ids.begin(), ids.end()));
  }

  const std::vector<std::string>& of(const database::BenchLine& line) {
    const auto key = std::tuple(line.protocol, line.event_code, line.sample.role);
    const auto [place, fresh] = known_.try_emplace(key);
    const auto events = events_.find(line.protocol);
    if (fresh && events != events_.end()) {
      place->second = domain::planned_materials(events->second, line.event_code, line.sample.role);
    }
    return place->second;
  }

 private:
  std::map<domain::ProtocolId, std::vector<domain::PlannedEvent>> events_;
  std::map<std::tuple<domain::ProtocolId, std::string, std::string>, std::vector<std::string>> known_;
};

std::int64_t urgency(const BenchTube& tube) {
  const auto& clocks = tube.judgement.clocks;
  return clocks.empty() ? std::numeric_limits<std::int64_t>::max() : clocks.front().due.microseconds;
}

void count(BenchView& view, const BenchTube& tube) {
  ++view.waiting;
  if (tube.judgement.clocks.empty()) return;
  const domain::ClockState state = tube.judgement.clocks.front().state;
  if (state == domain::ClockState::near) ++view.near;
  if (state == domain::ClockState::exceeded) ++view.overdue;
}

/// Midnight at the site, as an instant.
base::Timestamp start_of(const base::Date& day, const std::string& zone) {
  const auto midnight = base::parse_local_time(base::to_text(day) + " 00:00", zone);
  return midnight.value_or(base::Timestamp{base::days_since_epoch(day) * base::kDay});
}

}  // namespace

BenchView BenchService::look(const ReadTransaction& tx, const domain::Scope& scope, const database::Site& site,
                             const BenchQuery& query) const {
  BenchView view;
  view.now = house_.now();
  view.site = site;
  std::vector<database::BenchLine> lines =
      database::tubes_at_bench(tx, scope, site.id, query.study, kMaxBench + 1);
  view.more = lines.size() > kMaxBench;
  if (view.more) lines.pop_back();
  Plans plans(tx, lines);
  for (database::BenchLine& line : lines) {
    BenchTube tube{std::move(line), {}};
    const domain::BenchFacts facts{plans.of(tube.line), tube.line.has_children, tube.line.taken_out};
    tube.judgement = domain::judge_bench(tube.line.sample, facts, view.now);
    count(view, tube);
    view.tubes.push_back(std::move(tube));
  }
  std::ranges::stable_sort(view.tubes, {}, urgency);
  if (view.tubes.size() > query.limit) {
    view.more = true;
    view.tubes.erase(view.tubes.begin() + query.limit, view.tubes.end());
  }
  return view;
}

BenchView BenchService::bench(const domain::Scope& scope, domain::SiteId own_site, const BenchQuery& query) const {
  const domain::SiteId wanted = query.site ? query.site : own_site;
  if (!wanted || !scope.contains_site(wanted)) throw Refused(ErrorCode::not_found);
  return house_.database.read([&](const ReadTransaction& tx) {
    const auto site = database::find_site(tx, wanted);
    if (!site) throw Refused(ErrorCode::not_found);
    BenchView view = look(tx, scope, *site, query);
    view.running = database::running_steps(tx, site->id, view.now + -kRunningSince);
    std::map<domain::SampleId, domain::ProcessingId> in_step;
    for (const database::RunningStep& step : view.running) {
      for (const domain::SampleId tube : step.tubes) in_step[tube] = step.step.id;
    }
    for (BenchTube& tube : view.tubes) {
      if (const auto step = in_step.find(tube.line.sample.id); step != in_step.end()) tube.running = step->second;
    }
    return view;
  });
}

TodayView BenchService::today(const TodayScopes& scopes, domain::SiteId site_id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    TodayView view;
    const auto site = database::find_site(tx, site_id);
    const std::string zone = site ? site->zone : "UTC";
    view.day = base::local_date(house_.now(), zone);
    view.bench.now = house_.now();
    view.bench.site = site;
    if (!site) return view;
    const base::Timestamp since = start_of(view.day, zone);
    if (scopes.samples.contains_site(site_id)) {
      view.bench = look(tx, scopes.samples, *site, {site_id, {}, kTodayLines});
      view.receptions = database::receptions_since(tx, scopes.samples, site_id, since, kTodayVisits);
    }
    if (scopes.participants.contains_site(site_id)) {
      view.visits = database::open_visits(tx, scopes.participants, site_id, since, kTodayVisits);
    }
    if (scopes.storage.contains_site(site_id)) {
      for (database::RecentPlace& place : database::recent_places(tx, site_id, kPlacementWindow, kTodayLines)) {
        const auto type = house_.types.get(tx, place.type);
        view.places.push_back({std::move(place), type->name_zh, type->name_en});
      }
    }
    return view;
  });
}

}  // namespace frostkeep::services
