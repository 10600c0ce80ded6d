#pragma once
/// Writes what becomes of a rack's tubes: those that go into its cells, and those that leave it, in one go whatever
/// their number.

#include <vector>

#include "database/sample_records.hpp"
#include "services/rack_cells.hpp"

namespace frostkeep::services {

class RackWriter {
 public:
  struct Well {
    std::size_t row = 0;  ///< of the request, from 0
    RackCell cell;
    const database::LockedSample* tube = nullptr;
    bool there_already = false;
    std::uint64_t entry = 0;  ///< of the placement, once written; 0: it stood there already
  };

  /// `move`: tubes that lie elsewhere come here. The cells and tubes must outlive the writer.
  RackWriter(database::WriteTransaction& tx, House& house, RackCells& cells, bool move)
      : tx_(tx), house_(house), cells_(cells), move_(move) {}

  /// The tube goes into the cell (or stands there already).
  void put(std::size_t row, RackCell cell, const database::LockedSample& tube);
  /// The tube leaves its cell; nobody says where to.
  void take_out(const database::LockedSample& tube) { leaving_.push_back(&tube); }

  /// Judges every tube by the placement rules; tubes of the rack may exchange their cells.
  void judge(std::vector<domain::Violation>& violations, std::vector<domain::Warning>& warnings) const;
  void write();
  /// The entry by which the i-th tube of take_out() left.
  std::uint64_t taken_entry(std::size_t i) const { return taken_entries_[i]; }
  const std::vector<Well>& wells() const { return wells_; }

  static bool sits(const database::LockedSample& tube) {
    return tube.occupancy && tube.occupancy->kind != domain::OccupantKind::kept;
  }

 private:
  void tell();

  database::WriteTransaction& tx_;
  House& house_;
  RackCells& cells_;
  const bool move_;
  std::vector<Well> wells_;
  std::vector<const database::LockedSample*> leaving_;
  std::vector<std::uint64_t> taken_entries_;
};

/// Tells which well of the request a violation is about.
domain::Violation in_well(domain::Violation violation, std::size_t row, const std::string& field,
                          const std::string& position);

}  // namespace frostkeep::services
