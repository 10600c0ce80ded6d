#pragma once
/// The container of a rack order under lock, with who sits where.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/container_records.hpp"
#include "database/occupancy_records.hpp"
#include "domain/placement_rules.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A well as it was read from text.
struct RackCell {
  int index = 0;
  std::string label;
};

class RackCells {
 public:
  /// Locks the container. Refused(not_found) if it isn't there or outside the scope.
  RackCells(database::WriteTransaction& tx, const Asked& asked, domain::ContainerId id);

  const domain::Container& container() const { return container_; }
  /// The cell, or nothing and what is wrong with the text or with naming the cell a second time.
  std::optional<RackCell> read(const std::string& position, std::vector<domain::Violation>& violations);
  const database::OccupiedCell* sitter(int index) const;
  /// Everyone who sits in the container, by cell.
  std::vector<database::OccupiedCell> all() const;
  /// What the placement rules judge a tube by in this cell.
  domain::PlacementFacts facts(const RackCell& cell, bool ignore_sitter = false) const;
  /// What sits down in the cell.
  database::Placing placing(std::uint64_t tube, const RackCell& cell, std::uint64_t entry, base::Timestamp from) const;

 private:
  domain::Container container_;
  std::map<int, database::OccupiedCell> taken_;
  std::map<int, std::string> named_;
};

/// Below this a tube that is put away counts as frozen.
constexpr std::int32_t kFrozenMdegC = -18'000;

}  // namespace frostkeep::services
