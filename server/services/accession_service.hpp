#pragma once
/// Material comes in: one tube, or a grid of them.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/accession_rules.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Rows of one grid.
constexpr std::size_t kMaxGridRows = 1'000;

struct AccessionOrder {
  domain::StudyId study;
  domain::SiteId site = {};  ///< who answers for the tubes; the asker's site if none
  domain::SampleState state = domain::SampleState::received;
  std::vector<domain::TubeEntry> rows = {};
  std::string pointer = "/rows/";  ///< where the rows are on the wire
  bool single = false;             ///< one tube, which isn't a row: violations name the pointer and the field alone
};

struct AccessionView {
  std::vector<domain::Sample> tubes;  ///< in order of the rows
  std::vector<domain::Warning> warnings;
};

/// Rows that were judged and looked up: ready to be written.
struct PreparedTubes {
  std::vector<database::NewSample> tubes;
  std::vector<domain::Warning> warnings;
};

/// Judges a tube of a row beyond what every row is judged by (a rack: its place); appends what is wrong.
using JudgeRow = std::function<void(std::size_t row, database::NewSample& tube, std::vector<domain::Violation>& out)>;

/// Judges all rows against the rules and the database; nothing is written. Refused with every violation of every row,
/// each with {row, field, pointer}: those of domain::check_tube and `judge`; code_taken, duplicate_in_request;
/// code_unknown for a parent, a participant or a visit that isn't there or not the asker's; material_not_derivable;
/// field_malformed for a participant from whom the parent doesn't come. Codes that no row tells are made.
PreparedTubes prepare_tubes(database::WriteTransaction& tx, House& house, const Asked& asked,
                            const AccessionOrder& order, const JudgeRow& judge = {});
/// Writes them, table by table. The codes' key has the last word: refused with code_taken for each row that it stops.
void insert_prepared(database::WriteTransaction& tx, const AccessionOrder& order, PreparedTubes& prepared);

class AccessionService {
 public:
  explicit AccessionService(House& house) : house_(house) {}

  /// Registers all rows or none, in one transaction whatever their number.
  AccessionView add(const Asked& asked, const AccessionOrder& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
