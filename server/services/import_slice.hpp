#pragma once
/// Up to a thousand rows of an import, judged by the rules of single entry and written by its records.

#include <memory>
#include <vector>

#include "services/import_content.hpp"

namespace frostkeep::services {

/// Rows of one slice; prepare_tubes takes no more.
constexpr std::uint32_t kImportSliceRows = 1'000;
/// Generations of one file: parents of parents of … A circle is deeper than any.
constexpr std::uint32_t kImportGenerations = 20;

/// What all rows of a file share.
struct ImportFrame {
  domain::ImportFile file;
  domain::ImportHeading heading;
  std::string zone;  ///< the site's
  base::Date today;  ///< there
  bool checking = true;  ///< nothing will be written: parents may still be rows of the file
};

/// Some rows turned out wrong while they were to be written: the transaction is rolled back, these rows say why.
struct RowsRefused {
  std::vector<StagedRow> rows;
};

/// All rows of a slice have the same generation. Lives within one transaction.
class ImportSlice {
 public:
  virtual ~ImportSlice() = default;
  /// Appends what is wrong to each row's violations.
  virtual void judge(std::vector<StagedRow>& rows) = 0;
  /// Writes the rows that were judged, all of them without a violation. Throws RowsRefused.
  virtual void write() = 0;
};

/// All references must outlive the slice.
std::unique_ptr<ImportSlice> make_slice(database::WriteTransaction& tx, House& house, const Asked& asked,
                                        const ImportFrame& frame);
std::unique_ptr<ImportSlice> make_people_slice(database::WriteTransaction& tx, House& house, const Asked& asked,
                                               const ImportFrame& frame);
std::unique_ptr<ImportSlice> make_tube_slice(database::WriteTransaction& tx, House& house, const Asked& asked,
                                             const ImportFrame& frame);

}  // namespace frostkeep::services
