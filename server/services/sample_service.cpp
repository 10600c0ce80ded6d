#include "services/sample_service.hpp"

#include "database/thing_tables.hpp"
#include "services/timeline.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;

// More entries than any tube has in twenty years of monthly use.
constexpr std::uint32_t kTimelineLimit = 1'000;

database::LockedSample visible(const ReadTransaction& tx, const domain::Scope& scope, domain::SampleId id) {
  auto found = database::find_sample(tx, id);
  if (!found || !scope.contains(found->sample.owner_site, found->sample.study)) {
    throw domain::Refused(domain::ErrorCode::not_found);
  }
  return std::move(*found);
}

}  // namespace

SampleView SampleService::view(const domain::Scope& scope, domain::SampleId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    SampleView view;
    const database::LockedSample found = visible(tx, scope, id);
    view.sample = found.sample;
    view.codes = database::codes_of(tx, id.value);
    view.study = database::find_study(tx, found.sample.study);
    view.owner_site = database::find_site(tx, found.sample.owner_site);
    if (found.occupancy) {
      view.place_kept = found.occupancy->kind == domain::OccupantKind::kept;
      const auto path = database::read_path(tx, id.value);
      view.location = house_.types.describe(tx, path);
      view.position = house_.types.label(tx, path.front().type, path.front().position);
    }
    view.parents = database::parents_of(tx, id);
    view.children = database::children_of(tx, id);
    return view;
  });
}

Timeline SampleService::timeline(const domain::Scope& scope, domain::SampleId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    visible(tx, scope, id);
    const auto entries = database::read_stream(tx, domain::StreamKind::sample, id.value, 0, kTimelineLimit + 1);
    Timeline timeline;
    timeline.more = entries.size() > kTimelineLimit;
    timeline.items = describe_entries(tx, house_, database::kSamples, entries);
    return timeline;
  });
}

}  // namespace frostkeep::services
