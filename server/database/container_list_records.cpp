#include "database/container_list_records.hpp"

#include "database/scope_sql.hpp"

namespace frostkeep::database {
namespace {

// A list is put together of these pieces. Which piece stands in it depends on what is asked for, never on a value; only
// the scope brings literal integers.
constexpr std::string_view kAfter = " and c.id > ?";
constexpr std::string_view kAtSite = " and c.site_id = ?";
constexpr std::string_view kOfType = " and c.type_id = ?";
constexpr std::string_view kUnder =
    " and c.id in (with recursive under (id) as (select o2.occupant_id from occupancy o2 where o2.container_id = ? "
    "and o2.kind = 2 union all select o3.occupant_id from under u join occupancy o3 on o3.container_id = u.id "
    "and o3.kind = 2) select id from under)";
constexpr std::string_view kForStudy = " and c.study_id = ?";
constexpr std::string_view kNamed = " and locate(?, c.name) > 0";
constexpr std::string_view kOfRank = " and c.rank_number = ?";
constexpr std::string_view kInState = " and c.state = ?";
constexpr std::string_view kNotRetired = " and c.state <> 3";
constexpr std::string_view kPurpose = " and c.purpose = ?";
constexpr std::string_view kHolds = " and t.holds = ?";
constexpr std::string_view kLoose = " and o.occupant_id is null";
constexpr std::string_view kFree =
    " and t.grid_rows * t.grid_columns >= ? + (select count(*) from occupancy x where x.container_id = c.id)";
constexpr std::string_view kTakesMaterial =
    " and (c.materials = '' or find_in_set(?, c.materials) > 0) and (t.materials = '' or find_in_set(?, t.materials) > "
    "0)";
constexpr std::string_view kTakesStudy = " and (c.study_id is null or c.study_id = ?)";
constexpr std::string_view kOrder = " order by c.id limit ?";

}  // namespace

std::vector<StandingContainer> list_containers(const ReadTransaction& tx, const domain::Scope& scope,
                                               const ContainerFilter& filter, domain::ContainerId after,
                                               std::uint32_t limit) {
  std::string sql = "select " + std::string(kContainerColumns);
  sql.append(kStandingContainers).append(scope_sql(sites_of(scope), "c.site_id", ""));
  std::vector<Bind> binds;
  const auto add = [&](bool wanted, std::string_view piece, std::initializer_list<Bind> values) {
    if (!wanted) return;
    sql.append(piece);
    binds.insert(binds.end(), values);
  };
  const std::string_view holds = filter.holds_samples.value_or(true) ? "samples" : "containers";
  add(true, kAfter, {after});
  add(bool(filter.site), kAtSite, {filter.site});
  add(bool(filter.type), kOfType, {filter.type});
  add(bool(filter.under), kUnder, {filter.under});
  add(bool(filter.study), kForStudy, {filter.study});
  add(!filter.name.empty(), kNamed, {filter.name});
  add(filter.rank.has_value(), kOfRank, {filter.rank.value_or(0)});
  add(filter.state.has_value(), kInState, {static_cast<int>(filter.state.value_or(domain::ContainerState::active))});
  add(!filter.state.has_value(), kNotRetired, {});
  add(filter.purpose.has_value(), kPurpose,
      {static_cast<int>(filter.purpose.value_or(domain::ContainerPurpose::ordinary))});
  add(filter.holds_samples.has_value(), kHolds, {holds});
  add(filter.loose, kLoose, {});
  add(filter.free > 0, kFree, {filter.free});
  add(!filter.takes_material.empty(), kTakesMaterial, {filter.takes_material, filter.takes_material});
  add(bool(filter.takes_study), kTakesStudy, {filter.takes_study});
  add(true, kOrder, {limit});
  return standing_containers(tx.connection().query(sql, std::span<const Bind>(binds)));
}

}  // namespace frostkeep::database
