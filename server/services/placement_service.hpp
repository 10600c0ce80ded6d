#pragma once
/// Put, move, take out, return: what a technician does at the freezer, one thing at a time.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/placement_rules.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Placements, moves and takings can be undone for so long (ecosystem.md D2.32: a compensating entry, no deletion).
constexpr std::int64_t kUndoTime = 10 * base::kMinute;

/// What became of a thing that was put, moved, taken or returned.
struct PlacementView {
  std::uint64_t entry_id = 0;
  domain::ContainerId container;
  std::string container_code;
  std::string position;
  domain::OccupantKind kind = domain::OccupantKind::sample;
  std::uint64_t id = 0;
  std::string code;
  std::string state;
  std::string material;
  domain::StudyId study;
  bool restricted = false;
  std::string moved_from;  ///< "BX-1 A3", or empty
  std::vector<domain::Warning> warnings;
  base::Timestamp since;
  base::Timestamp undo_until;
};

struct PlaceOrder {
  domain::ContainerId container;
  std::string position;  ///< "C5"; empty: the next free cell, and for a container without a grid
  std::string code;      ///< of the tube or container
  bool move = false;     ///< the asker knows that it lies elsewhere
};

struct TakeOrder {
  domain::ContainerId container;
  std::string position;
  std::string code;         ///< what must sit there; refused if something else does. Empty: whatever does
  bool keep_place = false;  ///< checked out, to come back; else it leaves for the bench
};

class PlacementService {
 public:
  explicit PlacementService(House& house) : house_(house) {}

  /// Puts a tube or a container (with all that is in it) into a position. Nine statements for a tube over HTTP:
  /// session, key, one locking read, occupancy, stay, sample, entry, answer, commit. Without a position into the next
  /// free cell in fill order: Refused(container_full). A tube that a rule keeps out is offered a place (offer_places).
  PlacementView place(const Asked& asked, const PlaceOrder& order);
  /// Takes a tube or a container out; a place that is kept for a tube is given up, the tube stays at the bench.
  PlacementView take_out(const Asked& asked, const TakeOrder& order);
  /// Undoes a place, move or take within ten minutes by a compensating entry; the thing must be as that entry left it.
  PlacementView undo(const Asked& asked, domain::EntryId entry);

 private:
  /// A position that was read from text or chosen, with the layout it was read by.
  struct Cell {
    domain::ContainerId container;
    std::shared_ptr<const domain::ContainerType> type;
    std::string label;  ///< empty without a grid
    int index = 0;
  };
  static PlacementView view_of(const domain::Sample& sample, std::uint64_t entry, const database::WriteTransaction& tx);
  /// Where something sits, or (kept) what is kept for it.
  static std::optional<database::PlaceRef> place_in(const std::optional<database::Occupancy>& occupancy, bool kept);
  Cell find_cell(domain::ContainerId container, const std::string& position) const;
  Cell next_cell(domain::ContainerId container) const;
  Cell taken_cell(domain::ContainerId container, const std::string& position) const;
  PlacementView place_into(const Asked& asked, const PlaceOrder& order, const Cell& cell);
  PlacementView place_tube(database::WriteTransaction& tx, const Asked& asked, const PlaceOrder& order,
                           const Cell& cell) const;
  PlacementView settle_tube(database::WriteTransaction& tx, const database::LockedSample& locked,
                            const domain::Container& container, const Cell& cell) const;
  PlacementView place_container(database::WriteTransaction& tx, const Asked& asked, const PlaceOrder& order,
                                const Cell& cell, domain::ContainerId thing) const;
  PlacementView take_tube(database::WriteTransaction& tx, const Asked& asked, const TakeOrder& order,
                          const domain::Sitter& sitter, const Cell& cell) const;
  PlacementView take_container(database::WriteTransaction& tx, const domain::Sitter& sitter,
                               const domain::Container& from, const Cell& cell) const;
  void explain(domain::Violation& violation, const Cell& cell) const;

  House& house_;
};

}  // namespace frostkeep::services
