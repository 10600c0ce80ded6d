#include "services/sample_service.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "database/processing_records.hpp"
#include "domain/reception_rules.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/label_timeline.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;

database::LockedSample visible(const ReadTransaction& tx, const domain::Scope& scope, domain::SampleId id) {
  auto found = database::find_sample(tx, id);
  if (!found || !scope.contains(found->sample.owner_site, found->sample.study)) {
    throw domain::Refused(domain::ErrorCode::not_found);
  }
  return std::move(*found);
}

std::uint32_t sequence_of(const std::string& after) {
  std::uint32_t sequence = 0;
  const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), sequence);
  if (error == std::errc() && end == after.data() + after.size()) return sequence;
  throw domain::Refused(domain::ErrorCode::field_malformed, {{"field", "after"}, {"value", after}});
}

bool is_at_hand(domain::SampleState state) {
  return state == domain::SampleState::collected || state == domain::SampleState::received ||
         state == domain::SampleState::in_process || state == domain::SampleState::checked_out;
}

/// When the tube left the place where it lay last; nothing if it never lay anywhere, or still does.
std::optional<base::Timestamp> taken_out_at(const ReadTransaction& tx, const database::LockedSample& tube) {
  const bool lies = tube.occupancy && tube.occupancy->kind != domain::OccupantKind::kept;
  return lies ? std::nullopt : database::last_stay_ended(tx, tube.sample.id);
}

/// Where the tube comes from: people, visit, delivery; and what of it restricts its use.
void add_surroundings(const ReadTransaction& tx, SampleView& view, std::vector<std::string>& planned) {
  database::TubeSurroundings around = database::surroundings_of(tx, view.sample.id);
  const bool withdrawn = std::ranges::any_of(around.donors, [](const auto& donor) { return donor.use_withdrawn; });
  if (withdrawn) view.restrictions.emplace_back("consent_withdrawn");
  if (domain::is_rejected(view.sample)) view.restrictions.emplace_back("rejected");
  view.donors = std::move(around.donors);
  view.reception = std::move(around.reception);
  view.visit = std::move(around.visit);
  if (!view.visit) return;
  const auto plans = database::read_plans(tx, std::vector{view.visit->protocol});
  const auto events = plans.find(view.visit->protocol);
  if (events == plans.end()) return;
  const auto event = std::ranges::find(events->second, view.visit->code, &domain::PlannedEvent::code);
  if (event == events->second.end()) return;
  view.visit_zh = event->name_zh;
  view.visit_en = event->name_en;
  planned = domain::planned_materials(events->second, event->code, view.sample.role);
}

}  // namespace

SampleView SampleService::view(const domain::Scope& scope, domain::SampleId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    SampleView view;
    const database::LockedSample found = visible(tx, scope, id);
    const domain::Sample& s = view.sample = found.sample;
    view.now = house_.now();
    view.codes = database::codes_of(tx, id.value);
    view.study = database::find_study(tx, s.study);
    view.owner_site = database::find_site(tx, s.owner_site);
    if (found.occupancy) {
      view.place_kept = found.occupancy->kind == domain::OccupantKind::kept;
      const auto path = database::read_path(tx, id.value);
      view.location = house_.types.describe(tx, path);
      view.position = house_.types.label(tx, path.front().type, path.front().position);
    }
    view.parents = database::parents_of(tx, id);
    view.children = database::children_of(tx, id);
    std::vector<std::string> planned;
    add_surroundings(tx, view, planned);
    view.processing = database::steps_of_tube(tx, id);
    view.sprec = domain::sprec_of(s);
    if (view.sprec) view.sprec_warnings = domain::warnings_of(*view.sprec);
    if (!s.amount_text.empty()) {
      if (const auto measure = domain::parse_measure(s.amount_text)) view.entered = *measure;
    }
    if (is_at_hand(s.state)) {
      view.bench = domain::judge_bench(s, {planned, !view.children.empty(), taken_out_at(tx, found)}, view.now);
    }
    return view;
  });
}

Timeline SampleService::timeline(const domain::Scope& scope, domain::SampleId id, const std::string& after,
                                 std::uint32_t limit) const {
  const std::uint32_t from = after.empty() ? 0 : sequence_of(after);
  return house_.database.read([&](const ReadTransaction& tx) {
    visible(tx, scope, id);
    auto entries = database::read_stream(tx, domain::StreamKind::sample, id.value, from, limit + 1);
    Timeline timeline;
    timeline.more = entries.size() > limit;
    domain::EntryId below{std::numeric_limits<std::uint64_t>::max()};
    if (timeline.more) {
      below.value = entries.back().entry.entry_id;
      entries.pop_back();
      timeline.next = std::to_string(entries.back().entry.sequence);
    }
    timeline.items = describe_entries(tx, house_, entries);
    if (entries.empty()) return timeline;
    const domain::EntryId first{from == 0 ? 0 : entries.front().entry.entry_id};
    add_label_prints(tx, house_, id.value, first, below, timeline);
    return timeline;
  });
}

}  // namespace frostkeep::services
