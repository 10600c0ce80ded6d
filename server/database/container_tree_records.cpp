#include "database/container_tree_records.hpp"

#include "base/bytes.hpp"
#include "database/batch.hpp"
#include "database/scope_sql.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

using domain::ContainerId;
using domain::OccupantKind;

constexpr std::string_view kUnder =
    "with recursive under (id, depth) as (select cast(? as unsigned), 0 union all "
    "select o.occupant_id, u.depth + 1 from under u join occupancy o on o.container_id = u.id and o.kind = 2) "
    "select id from under where depth > 0 order by id";
constexpr std::string_view kLockHead =
    ", c.head_hash from container c join container_type t on t.id = c.type_id "
    "where c.id in ";
constexpr std::string_view kLockTail = " order by c.id for update";
constexpr std::string_view kUpper =
    " and c.rank_number <= ? and c.state <> 3 order by c.site_id, c.rank_number, c.code";
constexpr std::string_view kChildrenHead =
    ", o.container_id, p.type_id, o.position from occupancy o join container c on c.id = o.occupant_id "
    "join container_type t on t.id = c.type_id join container p on p.id = o.container_id "
    "where o.kind = 2 and o.container_id in ";
constexpr std::string_view kChildrenTail = " order by o.container_id, o.position";
constexpr std::string_view kCellsHead = "select container_id, kind, count(*) from occupancy where container_id in ";
constexpr std::string_view kCellsTail = " group by container_id, kind";
constexpr std::string_view kTreesHead = "with recursive under (root, id) as (select id, id from container where id in ";
constexpr std::string_view kBoxesTail =
    " union all select u.root, o.occupant_id from under u join occupancy o on o.container_id = u.id and o.kind = 2) "
    "select u.root, count(*), cast(sum(t.grid_rows * t.grid_columns) as signed) from under u "
    "join container c on c.id = u.id join container_type t on t.id = c.type_id where t.holds = 'samples' "
    "group by u.root";
constexpr std::string_view kTubesTail =
    " union all select u.root, o.occupant_id from under u join occupancy o on o.container_id = u.id and o.kind = 2) "
    "select u.root, x.kind, count(*) from under u join container c on c.id = u.id "
    "join container_type t on t.id = c.type_id join occupancy x on x.container_id = u.id "
    "where t.holds = 'samples' group by u.root, x.kind";
constexpr std::string_view kBlockHead =
    "insert into occupancy (container_id, position, kind, occupant_id, container_rank, occupant_rank, stay_id) values ";
constexpr std::string_view kUnblock =
    "delete from occupancy where container_id = ? and position = ? and occupant_id = ? and kind = 4";

std::string with_container_columns(std::string_view rest) {
  return "select " + std::string(kContainerColumns) + std::string(rest);
}

std::vector<Bind> binds_of(std::span<const ContainerId> ids) {
  return {ids.begin(), ids.end()};
}

void add_count(CellCounts& counts, const Row& row, std::size_t at) {
  switch (static_cast<OccupantKind>(row.integer(at))) {
    case OccupantKind::sample:
    case OccupantKind::container:
      counts.filled += row.integer(at + 1);
      break;
    case OccupantKind::kept:
      counts.held += row.integer(at + 1);
      break;
    case OccupantKind::block:
      counts.blocked += row.integer(at + 1);
      break;
  }
}

}  // namespace

const std::string_view kStandingContainers =
    ", o.container_id, p.type_id, o.position from container c join container_type t on t.id = c.type_id "
    "left join occupancy o on o.occupant_id = c.id left join container p on p.id = o.container_id where ";

std::vector<StandingContainer> standing_containers(const Rows& rows) {
  std::vector<StandingContainer> found;
  for (const Row& row : rows) {
    StandingContainer one{container_from(row, 0), row.id_as<ContainerId>(kContainerColumnCount),
                          row.id_as<domain::ContainerTypeId>(kContainerColumnCount + 1), 0};
    if (one.parent) one.position = static_cast<int>(row.integer(kContainerColumnCount + 2));
    found.push_back(std::move(one));
  }
  return found;
}

std::vector<ContainerId> containers_under(const ReadTransaction& tx, ContainerId id) {
  std::vector<ContainerId> found;
  for (const Row& row : tx.query(kUnder, id)) found.push_back(row.id_as<ContainerId>(0));
  return found;
}

std::vector<LockedContainer> lock_containers(WriteTransaction& tx, std::span<const ContainerId> ids) {
  std::vector<LockedContainer> locked;
  const auto rows = query_in(tx.connection(), with_container_columns(kLockHead), kLockTail, binds_of(ids));
  for (const Row& row : rows) {
    LockedContainer one{container_from(row, 0), {}};
    one.head = {one.container.id.value, one.container.version, row.digest(kContainerColumnCount)};
    locked.push_back(std::move(one));
  }
  return locked;
}

std::vector<StandingContainer> read_children(const ReadTransaction& tx, ContainerId parent) {
  return read_children(tx, std::span(&parent, 1));
}

std::vector<StandingContainer> read_children(const ReadTransaction& tx, std::span<const ContainerId> parents) {
  return standing_containers(
      query_in(tx.connection(), with_container_columns(kChildrenHead), kChildrenTail, binds_of(parents)));
}

std::vector<StandingContainer> read_upper_containers(const ReadTransaction& tx, const domain::Scope& scope, int rank) {
  const std::string sql =
      with_container_columns(kStandingContainers) + scope_sql(sites_of(scope), "c.site_id", "") + std::string(kUpper);
  return standing_containers(tx.query(sql, rank));
}

std::map<ContainerId, CellCounts> count_cells(const ReadTransaction& tx, std::span<const ContainerId> ids) {
  std::map<ContainerId, CellCounts> counts;
  for (const Row& row : query_in(tx.connection(), kCellsHead, kCellsTail, binds_of(ids))) {
    add_count(counts[row.id_as<ContainerId>(0)], row, 1);
  }
  return counts;
}

std::map<ContainerId, TubeCounts> count_tubes_under(const ReadTransaction& tx, std::span<const ContainerId> ids) {
  std::map<ContainerId, TubeCounts> counts;
  for (const ContainerId id : ids) counts[id] = {};
  for (const Row& row : query_in(tx.connection(), kTreesHead, kBoxesTail, binds_of(ids))) {
    TubeCounts& one = counts[row.id_as<ContainerId>(0)];
    one.boxes = row.integer(1);
    one.positions = row.integer(2);
  }
  for (const Row& row : query_in(tx.connection(), kTreesHead, kTubesTail, binds_of(ids))) {
    add_count(counts[row.id_as<ContainerId>(0)].cells, row, 1);
  }
  return counts;
}

void insert_blocks(WriteTransaction& tx, const domain::Container& container, std::span<const CellBlock> blocks,
                   std::uint64_t told_by) {
  std::vector<Bind> binds;
  for (const CellBlock& block : blocks) {
    binds.insert(binds.end(), {container.id, block.position, static_cast<int>(OccupantKind::block), block.id,
                               container.type.rank, domain::rank::kSample, told_by});
  }
  try {
    execute_batch(tx.connection(), kBlockHead, "(?, ?, ?, ?, ?, ?, ?)", ", ", "", binds, 7);
  } catch (const DatabaseError& e) {
    if (!e.is_duplicate_key()) throw;
    throw domain::Refused(domain::ErrorCode::position_occupied,
                          {{"position_index", std::to_string(blocks.front().position)}});
  }
}

void delete_blocks(WriteTransaction& tx, ContainerId container, std::span<const CellBlock> blocks) {
  for (const CellBlock& block : blocks) {
    if (tx.execute(kUnblock, container, block.position, block.id) != 1) {
      throw domain::Refused(domain::ErrorCode::version_stale);
    }
  }
}

domain::FieldChange block_change(const CellBlock& block, bool begins) {
  base::ByteWriter w;
  w.u32(static_cast<std::uint32_t>(block.position));
  w.u64(block.id);
  domain::FieldValue value = w.take();
  return begins ? domain::FieldChange{domain::kBlockField, {}, std::move(value)}
                : domain::FieldChange{domain::kBlockField, std::move(value), {}};
}

}  // namespace frostkeep::database
