#pragma once
/// Files that somebody loads, in two phases: every row is staged and judged, nothing written; then all rows, or the
/// good ones on request, go in.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/import_records.hpp"
#include "domain/reference_table.hpp"
#include "services/job_service.hpp"

namespace frostkeep::services {

struct UploadOrder {
  domain::ImportKind kind = domain::ImportKind::participants;
  domain::StudyId study = {};
  domain::SiteId site = {};   ///< for whom the rows are; the asker's site if none
  std::string name = {};      ///< the file's
  std::string columns = {};   ///< which heading holds which field (domain::read_heading); empty: our own names
};

/// What is wrong with one cell.
struct ImportError {
  std::uint64_t line = 0;    ///< of the file; 0 if it isn't about a line
  std::uint32_t row = 0;     ///< as a spreadsheet counts
  std::size_t column = 0;    ///< from 1; 0 if it isn't about a column
  std::string heading = {};  ///< the column's, as the file has it
  domain::Violation violation;
};

struct ImportView {
  domain::ImportFile file;
  bool replayed = false;  ///< the same bytes were uploaded before: this is that import
  std::vector<ImportError> errors = {};
  bool more_errors = false;
  std::optional<database::JobLine> job = {};  ///< the last one about it
};

struct ImportPage {
  std::vector<domain::ImportFile> items;
  domain::ImportId next = {};
};

/// Errors that a view holds; the file of bad rows has more.
constexpr std::size_t kImportErrorsShown = 100;
/// Rows of the file of bad rows: who has more has one mistake in a column, not so many mistakes.
constexpr std::uint32_t kImportErrorRows = 50'000;

class ImportService {
 public:
  explicit ImportService(House& house) : house_(house) {}

  /// Takes the bytes, sealed, and starts the check. The same bytes for the same kind and study, unless they were
  /// refused or discarded since, give the earlier import. `bytes` may be mapped: they are read once, piece by piece.
  /// Refused(file_unreadable) if there are none; field_too_long for the name.
  ImportView upload(const Asked& asked, const UploadOrder& order, std::string_view bytes);
  ImportView view(const domain::Scope& scope, domain::ImportId id) const;
  ImportPage list(const domain::Scope& scope, domain::ImportId after, std::uint32_t limit) const;
  /// The bad rows as they came, for a spreadsheet, with a column that says what is wrong.
  std::string errors_csv(const domain::Scope& scope, domain::ImportId id, domain::Language language) const;

  /// Starts to write the rows. Refused(import_not_ready) unless it is checked and has good rows; rows_have_errors
  /// {count} if there are bad ones and `good_only` isn't set. Up to kImportTransactionRows go in by one transaction;
  /// of more, rows that turn bad meanwhile are left out and told.
  ImportView apply(const Asked& asked, domain::ImportId id, bool good_only);
  /// Gives it up: staged rows are deleted, what was applied stays. Refused(import_not_ready) while it is applied.
  ImportView discard(const Asked& asked, domain::ImportId id);

  /// The job import_check: safe to repeat, it starts over.
  void check(JobRun& run);
  /// The job import_apply: safe to repeat, a row that was applied isn't staged any more.
  void run_application(JobRun& run);
  /// A job about the import failed for good: the import is where it can be used again, or refused.
  void note_failure(const domain::Job& job);

 private:
  std::optional<ImportView> find_same(const database::ReadTransaction& tx, const UploadOrder& order,
                                      const base::Digest& digest) const;
  ImportView describe(const database::ReadTransaction& tx, domain::ImportFile file) const;
  domain::ImportFile lock_visible(database::WriteTransaction& tx, const Asked& asked, domain::ImportId id) const;
  void forget(const database::WriteContext& context, domain::ImportId id, bool bad_rows_too);

  House& house_;
};

}  // namespace frostkeep::services
