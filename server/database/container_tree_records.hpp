#pragma once
/// SQL for what stands in what: everything below a container, and how full it is.

#include <map>
#include <span>
#include <vector>

#include "database/container_records.hpp"
#include "database/occupancy_records.hpp"
#include "domain/policy.hpp"

namespace frostkeep::database {

/// All containers below one, without itself, in order of id: one recursive read of their occupancies (no tube's row).
std::vector<domain::ContainerId> containers_under(const ReadTransaction& tx, domain::ContainerId id);
/// Several containers locked for update, in order of id; those that aren't there are left out.
std::vector<LockedContainer> lock_containers(WriteTransaction& tx, std::span<const domain::ContainerId> ids);

/// A container with where it stands.
struct StandingContainer {
  domain::Container container;
  domain::ContainerId parent;
  domain::ContainerTypeId parent_type;
  int position = 0;  ///< in the parent
};
/// What follows kContainerColumns in a read of standing_containers, up to its conditions.
extern const std::string_view kStandingContainers;
/// Rows of kContainerColumns, then the parent's id and type, then the position.
std::vector<StandingContainer> standing_containers(const Rows& rows);
/// What stands in a container, by position.
std::vector<StandingContainer> read_children(const ReadTransaction& tx, domain::ContainerId parent);
std::vector<StandingContainer> read_children(const ReadTransaction& tx, std::span<const domain::ContainerId> parents);
/// Rooms and freezers (rank up to `rank`) of the scope's sites that aren't retired, by site, rank and code.
std::vector<StandingContainer> read_upper_containers(const ReadTransaction& tx, const domain::Scope& scope, int rank);

/// How the cells of a container are used.
struct CellCounts {
  std::int64_t filled = 0;  ///< by tubes or containers
  std::int64_t held = 0;    ///< kept for tubes that are out
  std::int64_t blocked = 0;
};
/// The containers' own cells: one grouped read of their occupancies. A container without any is left out.
std::map<domain::ContainerId, CellCounts> count_cells(const ReadTransaction& tx,
                                                      std::span<const domain::ContainerId> ids);

/// The cells for tubes in a container and everything below.
struct TubeCounts {
  std::int64_t boxes = 0;      ///< containers that hold tubes
  std::int64_t positions = 0;  ///< their cells; boxes without a grid add none
  CellCounts cells;
};
/// Two recursive reads for all of them together; the time grows with the tubes below (about 0.3 µs each).
std::map<domain::ContainerId, TubeCounts> count_tubes_under(const ReadTransaction& tx,
                                                            std::span<const domain::ContainerId> ids);

/// Blocks cells with ids of their own; the entry `told_by` of the container says why (kBlockField). The primary key
/// decides a race: Refused(position_occupied {position_index}).
struct CellBlock {
  int position = 0;
  std::uint64_t id = 0;
};
void insert_blocks(WriteTransaction& tx, const domain::Container& container, std::span<const CellBlock> blocks,
                   std::uint64_t told_by);
/// Deletes them; Refused(version_stale) if one isn't there any more.
void delete_blocks(WriteTransaction& tx, domain::ContainerId container, std::span<const CellBlock> blocks);
/// The change that tells a block (or its end) in the container's entry.
domain::FieldChange block_change(const CellBlock& block, bool begins);

}  // namespace frostkeep::database
