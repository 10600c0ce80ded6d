#pragma once
/// A rack's reading beside the records of its container; inner part of rack_comparison.hpp, for looking and for
/// writing.

#include <map>
#include <string>
#include <vector>

#include "services/rack_comparison.hpp"

namespace frostkeep::services {

struct ComparedRack {
  /// Reads the tubes that the codes name (one statement) and compares. Tubes outside the scope are unknown. Refused
  /// with {row, pointer, position}: position_…, code_malformed, duplicate_in_request.
  ComparedRack(const database::ReadTransaction& tx, const House& house, const domain::Scope& scope,
               const domain::Container& container, std::vector<database::OccupiedCell> cells,
               const std::vector<RackReading>& readings);

  std::string label(int cell) const;
  /// The request's row of a cell that was read.
  std::size_t row(int cell) const { return rows.at(cell); }
  const database::CodedRackTube& tube(domain::SampleId id) const { return tubes.at(id); }
  const domain::Sample& sample(domain::SampleId id) const { return tubes.at(id).sample; }
  /// What is wrong with a code that names no tube, or several.
  domain::Violation unknown(const domain::RackDifference& difference, const std::string& position) const;

  domain::ContainerLayout layout;
  std::vector<RackReading> wells;  ///< labels and codes as they are read here
  std::map<int, std::size_t> rows;
  std::map<int, database::OccupiedCell> occupied;
  std::map<domain::SampleId, database::CodedRackTube> tubes;
  std::map<int, domain::ScannedCell> scanned;
  std::vector<domain::RackDifference> differences;
  std::string digest;  ///< of all that was compared: equal digests, equal differences

 private:
  void read(const std::vector<RackReading>& readings);
  void find_tubes(const database::ReadTransaction& tx, const House& house, const domain::Scope& scope);
  void compare(domain::ContainerId container);
};

}  // namespace frostkeep::services
