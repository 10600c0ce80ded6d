// The second phase: judged rows go in, each once.

#include <algorithm>

#include "database/people_records.hpp"
#include "services/import_service.hpp"
#include "services/import_slice.hpp"

namespace frostkeep::services {
namespace {

using database::ImportRowState;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::ImportFile;
using domain::ImportState;

/// Rows of one transaction where a file has more than kImportTransactionRows.
constexpr std::uint32_t kBatchRows = 2'000;
/// How often rows that turned bad are put aside before the job gives up for now.
constexpr int kRounds = 100;

/// One run of the job.
class Application {
 public:
  Application(House& house, JobRun& run, const ImportFile& file)
      : house_(house), run_(run), asked_(run.asked(domain::Permission::import_run)) {
    frame_.file = file;
    frame_.checking = false;
    total_ = file.rows_total - file.rows_bad;
    batch_ = total_ <= domain::kImportTransactionRows ? domain::kImportTransactionRows : kBatchRows;
    house_.database.read([&](const ReadTransaction& tx) {
      const auto site = database::find_site(tx, file.site);
      frame_.zone = site ? site->zone : std::string("Asia/Shanghai");
      const auto first = database::read_import_rows(tx, file.id, std::vector<std::uint32_t>{0});
      const auto heading = open_row(house_, file.id, first.at(0));
      frame_.heading = *domain::read_heading(file.kind, heading.cells, file.columns);
      return 0;
    });
    asked_.context.reason = file.name;
  }

  void work() {
    run_.checkpoint(frame_.file.rows_applied, total_);
    int rounds = 0;
    while (true) {
      try {
        if (apply_batch()) return;
      } catch (RowsRefused& refused) {
        put_aside(refused.rows);
        if (++rounds == kRounds) throw domain::Refused(ErrorCode::rows_have_errors);
      }
      run_.checkpoint(applied_, total_);
    }
  }

 private:
  domain::ImportId id() const { return frame_.file.id; }

  void begin() {
    asked_.context.now = house_.now();
    frame_.today = base::local_date(asked_.context.now, frame_.zone);
  }

  /// True when nothing is left to apply.
  bool apply_batch() {
    begin();
    const auto [done, applied] = house_.database.write(asked_.context, [&](WriteTransaction& tx) {
      const auto before = database::lock_import(tx, id());
      if (!before || before->state != ImportState::applying) return std::pair(true, 0u);
      ImportFile after = *before;
      std::uint32_t rows = 0;
      while (rows < batch_) {
        const std::uint32_t taken = apply_slice(tx, std::min(kImportSliceRows, batch_ - rows));
        rows += taken;
        if (taken > 0) continue;
        after.state = ImportState::applied;
        after.finished_at = tx.now();
        break;
      }
      after.rows_applied += rows;
      database::change_import(tx, *before, after, Happening::imported);
      return std::pair(after.state == ImportState::applied, after.rows_applied);
    });
    applied_ = applied;
    return done;
  }

  std::uint32_t apply_slice(WriteTransaction& tx, std::uint32_t most) {
    auto stored = database::read_import_rows(tx, id(), ImportRowState::good, 0, 0, most);
    if (stored.empty()) return 0;
    const std::uint32_t generation = stored.front().generation;
    std::erase_if(stored, [&](const database::ImportRow& row) { return row.generation != generation; });
    std::vector<StagedRow> rows = open_rows(house_, id(), stored);
    const auto slice = make_slice(tx, house_, asked_, frame_);
    slice->judge(rows);
    if (std::ranges::any_of(rows, [](const StagedRow& row) { return !row.violations.empty(); })) {
      throw RowsRefused{std::move(rows)};
    }
    slice->write();
    database::delete_import_rows(tx, id(), stored);
    return static_cast<std::uint32_t>(stored.size());
  }

  /// Rows that turned bad since they were checked: told, and left out where that was asked for or others are in.
  void put_aside(std::vector<StagedRow>& rows) {
    std::erase_if(rows, [](const StagedRow& row) { return row.violations.empty(); });
    std::vector<database::ImportRow> sealed;
    for (StagedRow& row : rows) {
      seal_row(house_, id(), row);
      sealed.push_back(row.row);
    }
    begin();
    const bool go_on = house_.database.write(asked_.context, [&](WriteTransaction& tx) {
      const auto before = database::lock_import(tx, id());
      if (!before || before->state != ImportState::applying) return true;
      database::update_import_rows(tx, id(), sealed);
      ImportFile after = *before;
      after.rows_bad = database::count_import_rows(tx, id(), ImportRowState::bad);
      const bool all_or_none = !before->good_only && before->rows_applied == 0;
      if (all_or_none) after.state = ImportState::checked;
      database::change_import(tx, *before, after, Happening::edited);
      return !all_or_none;
    });
    if (!go_on) throw domain::Refused(ErrorCode::rows_have_errors, {{"count", std::to_string(sealed.size())}});
  }

  House& house_;
  JobRun& run_;
  Asked asked_;
  ImportFrame frame_;
  std::uint32_t total_ = 0;
  std::uint32_t batch_ = 0;
  std::uint32_t applied_ = 0;
};

}  // namespace

void ImportService::run_application(JobRun& run) {
  const domain::ImportId id{run.job().subject};
  const auto file =
      house_.database.read([&](const ReadTransaction& tx) { return database::find_import(tx, id); });
  if (!file || file->state != ImportState::applying) return;
  try {
    Application(house_, run, *file).work();
  } catch (const JobStopped& stopped) {
    if (stopped.why == JobStopped::Why::cancelled) note_failure(run.job());
    throw;
  }
  forget({.actor = run.job().asked_by, .now = house_.now()}, id, false);
}

}  // namespace frostkeep::services
