#include "services/placement_offer.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "database/container_list_records.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ContainerPurpose;
using domain::ErrorCode;

constexpr std::array kKeptOut = {ErrorCode::sample_gone, ErrorCode::material_not_allowed, ErrorCode::study_not_allowed,
                                 ErrorCode::temperature_not_allowed};
/// Boxes of one purpose that are looked at: a site has a handful.
constexpr std::uint32_t kMostBoxes = 50;

bool keeps_out(ErrorCode code) {
  return std::ranges::find(kKeptOut, code) != kKeptOut.end();
}

void add_free_cells(const ReadTransaction& tx, domain::SiteId site, ContainerPurpose purpose, std::size_t count,
                    std::vector<OfferedPlace>& out) {
  database::ContainerFilter filter;
  filter.state = domain::ContainerState::active;
  filter.purpose = purpose;
  filter.holds_samples = true;
  filter.free = 1;
  const domain::Scope at_site({domain::Scope::Pair{site, {}}});
  for (auto& box : database::list_containers(tx, at_site, filter, {}, kMostBoxes)) {
    const domain::ContainerLayout& layout = box.container.type.layout;
    const std::vector<int> taken = database::taken_positions(tx, box.container.id);
    std::set<int> gone(taken.begin(), taken.end());
    while (out.size() < count) {
      const auto cell = domain::next_position(layout, gone);
      if (!cell) break;
      gone.insert(domain::index_of(layout, *cell));
      out.push_back({box.container, domain::label_of(layout, *cell)});
    }
    if (out.size() == count) return;
  }
}

}  // namespace

std::vector<OfferedPlace> offered_places(const ReadTransaction& tx, domain::SiteId site, ContainerPurpose purpose,
                                         std::size_t count) {
  std::vector<OfferedPlace> places;
  if (count == 0) return places;
  add_free_cells(tx, site, purpose, count, places);
  const bool quarantine = purpose == ContainerPurpose::quarantine;
  if (places.size() < count) {
    add_free_cells(tx, site, quarantine ? ContainerPurpose::problem : ContainerPurpose::quarantine, count, places);
  }
  return places;
}

void offer_places(const House& house, domain::ContainerId container, std::vector<domain::Violation>& violations) {
  const auto wanted = static_cast<std::size_t>(
      std::ranges::count_if(violations, [](const domain::Violation& v) { return keeps_out(v.code); }));
  if (wanted == 0) return;
  const auto places = house.database.read([&](const ReadTransaction& tx) {
    const auto meant = database::find_container(tx, container);
    return meant ? offered_places(tx, meant->site, ContainerPurpose::problem, wanted) : std::vector<OfferedPlace>{};
  });
  auto place = places.begin();
  std::string row;
  for (domain::Violation& violation : violations) {
    if (!keeps_out(violation.code) || place == places.end()) continue;
    // A tube that breaks two rules needs one place.
    const auto told = violation.values.find("code");
    const std::string tube = told == violation.values.end() ? std::string() : told->second;
    if (!row.empty() && tube != row) ++place;
    row = tube;
    if (place == places.end()) return;
    violation.values["offered_container_id"] = place->container.id.text();
    violation.values["offered_container"] = place->container.code;
    violation.values["offered_position"] = place->position;
    violation.values["offered_purpose"] = name_of(place->container.purpose);
  }
}

void offer_quarantine(const House& house, domain::ContainerId container, std::vector<domain::Warning>& warnings) {
  const auto withdrawn = [](const domain::Warning& w) { return w.code == "consent_withdrawn"; };
  const auto wanted = static_cast<std::size_t>(std::ranges::count_if(warnings, withdrawn));
  if (wanted == 0) return;
  const auto places = house.database.read([&](const ReadTransaction& tx) {
    const auto put = database::find_container(tx, container);
    const bool there = !put || put->purpose == ContainerPurpose::quarantine;
    return there ? std::vector<OfferedPlace>{} : offered_places(tx, put->site, ContainerPurpose::quarantine, wanted);
  });
  auto place = places.begin();
  for (domain::Warning& warning : warnings) {
    if (!withdrawn(warning) || place == places.end()) continue;
    warning.values["where"] = place->container.code + " " + place->position;
    ++place;
  }
}

}  // namespace frostkeep::services
