#pragma once
/// Who sits where now (occupancy) and since when (stay). A place is told in the occupant's own entry by kPlaceField;
/// the functions here write the two derived tables, the caller writes the entry in the same transaction.

#include <optional>
#include <span>
#include <vector>

#include "database/things.hpp"
#include "domain/container.hpp"
#include "domain/placement_rules.hpp"

namespace frostkeep::database {

/// A place that somebody has: the stay is named by the entry that opened it.
struct PlaceRef {
  domain::ContainerId container;
  int position = 0;
  std::uint64_t stay = 0;
  bool operator==(const PlaceRef&) const = default;
};

/// The change of the place in the occupant's entry.
domain::FieldChange place_change(std::uint16_t field, const std::optional<PlaceRef>& before,
                                 const std::optional<PlaceRef>& after);
/// The value of a place in an entry; throws base::BadBytes if it is none.
PlaceRef place_of(const domain::FieldValue& value);

/// Something about to sit down.
struct Placing {
  domain::OccupantKind kind = domain::OccupantKind::sample;
  std::uint64_t occupant = 0;
  int occupant_rank = domain::rank::kSample;
  domain::ContainerId container;
  int container_rank = 0;
  int position = 0;
  std::uint64_t stay = 0;  ///< the entry id of the placement
  base::Timestamp from;
};

/// Inserts occupancies and opens stays, two statements per 1,000. Sort by (container, position) beforehand.
/// Refused(position_occupied {container_id, position_index} or placed_elsewhere) decides a race.
void sit_down(WriteTransaction& tx, std::span<const Placing> placings);
/// Deletes the occupancy on condition that it is still the stay told, and closes the stay. Refused(version_stale).
void stand_up(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place, std::uint64_t closed_by,
              base::Timestamp to);
/// Moves an occupancy, closes its stay and opens the new one: three statements.
void change_place(WriteTransaction& tx, const PlaceRef& from, const Placing& to);
/// The tube goes, its place stays: the occupancy becomes `kept` and the stay is closed.
void keep_place(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place, std::uint64_t closed_by,
                base::Timestamp to);
/// A kept place is sat in again: kind and stay change, and a new stay opens.
void return_to_place(WriteTransaction& tx, const Placing& placing, std::uint64_t kept_stay);
/// A kept place is given up.
void release_kept_place(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place);

/// Where something is now.
struct Occupancy {
  domain::OccupantKind kind = domain::OccupantKind::sample;
  std::uint64_t occupant = 0;
  PlaceRef place;
};
std::optional<Occupancy> find_occupancy(const ReadTransaction& tx, std::uint64_t occupant);

/// One occupied cell of a container with what the map shows.
struct OccupiedCell {
  int position = 0;
  domain::OccupantKind kind = domain::OccupantKind::sample;
  std::uint64_t id = 0;
  std::string code;
  std::string state;
  std::string material;
  domain::StudyId study;
  std::string study_code;
  base::Timestamp since;
  bool restricted = false;
  std::string reason;  ///< why the cell is blocked
};
/// All occupied cells, one statement whatever the size.
std::vector<OccupiedCell> read_cells(const ReadTransaction& tx, domain::ContainerId container);
/// Positions that are taken, for finding the next free one.
std::vector<int> taken_positions(const ReadTransaction& tx, domain::ContainerId container);
/// Who sits in a cell, with who put it there and when.
std::optional<domain::Sitter> describe_sitter(const ReadTransaction& tx, domain::ContainerId container, int position);

}  // namespace frostkeep::database
