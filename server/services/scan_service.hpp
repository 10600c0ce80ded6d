#pragma once
/// A code, scanned or typed anywhere: what is it, where is it?

#include <string>
#include <vector>

#include "database/scan_code_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct ScanView {
  database::ScannedThing thing;
  std::vector<domain::PlaceStep> location;  ///< outermost first
  std::string position;                     ///< the cell in the innermost container
};

class ScanService {
 public:
  explicit ScanService(House& house) : house_(house) {}
  /// One statement beside the session's. Refused(code_malformed, code_unknown, code_ambiguous).
  ScanView find(const domain::Scope& scope, const std::string& text) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
