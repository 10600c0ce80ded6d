// The first phase: every row staged and judged, nothing written.

#include <algorithm>
#include <map>

#include "database/people_records.hpp"
#include "documents/bad_document.hpp"
#include "documents/csv.hpp"
#include "services/import_service.hpp"
#include "services/import_slice.hpp"

namespace frostkeep::services {
namespace {

using database::ImportLeftover;
using database::ImportRowState;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::ImportFile;
using domain::ImportState;
using domain::Violation;

/// Records that are staged in one transaction.
constexpr std::size_t kStagedAtOnce = 1'000;
/// A thousand rows are in memory, and in one statement, at a time: 8 MiB at most.
constexpr documents::CsvLimits kLimits = {.cell_bytes = 4 * 1024, .row_bytes = 8 * 1024};

/// The import was discarded meanwhile: there is nothing left to do.
struct Discarded {};

/// What is wrong with a file that can't be read as one.
Violation violation_of(const documents::BadDocument& bad) {
  const bool charset = bad.code().starts_with("charset");
  Violation violation{charset ? ErrorCode::charset_unknown : ErrorCode::file_unreadable, {}};
  const std::uint64_t row = bad.place().row != 0 ? bad.place().row : bad.place().line;
  if (row != 0) violation.values["row"] = std::to_string(row);
  violation.values["problem"] = bad.code();
  return violation;
}

bool is_empty(const documents::CsvRow& record) {
  return std::ranges::all_of(record.cells,
                             [](const std::string& c) { return c.find_first_not_of(" \t") == std::string::npos; });
}

/// One run of the job.
class Check {
 public:
  Check(House& house, JobRun& run, ImportFile file)
      : house_(house), run_(run), asked_(run.asked(domain::Permission::import_run)) {
    frame_.file = std::move(file);
    const auto site = house_.database.read(
        [&](const ReadTransaction& tx) { return database::find_site(tx, frame_.file.site); });
    frame_.zone = site ? site->zone : std::string("Asia/Shanghai");
    frame_.today = base::local_date(asked_.context.now, frame_.zone);
  }

  void work() {
    start_over();
    if (!stage()) return;
    link();
    judge();
    write([&](WriteTransaction& tx, const ImportFile& before) {
      ImportFile after = before;
      after.state = ImportState::checked;
      after.charset = charset_;
      after.rows_bad = database::count_import_rows(tx, id(), ImportRowState::bad);
      after.rows_total = total_;
      database::change_import(tx, before, after, Happening::edited);
    });
    clear(ImportLeftover::chunks);
    clear(ImportLeftover::keys);
  }

 private:
  domain::ImportId id() const { return frame_.file.id; }

  /// A transaction under the import's lock, in which it is still there to be checked.
  template <typename Act>
  void write(Act act) {
    asked_.context.now = house_.now();
    house_.database.write(asked_.context, [&](WriteTransaction& tx) {
      const auto file = database::lock_import(tx, id());
      if (!file || file->state != ImportState::uploaded) throw Discarded{};
      act(tx, *file);
      return 0;
    });
  }

  void clear(ImportLeftover what) {
    while (house_.database.write(asked_.context,
                                 [&](WriteTransaction& tx) { return database::delete_some(tx, id(), what); })) {
    }
  }

  /// An earlier run may have ended half way.
  void start_over() {
    clear(ImportLeftover::rows);
    clear(ImportLeftover::keys);
  }

  /// False if the file was refused.
  bool stage() {
    StagedRow heading;
    try {
      StoredBytes bytes(house_, id());
      documents::CsvReader csv(bytes, {.limits = kLimits});
      charset_ = documents::to_text(csv.charset().charset);
      documents::CsvRow record;
      heading.line = 1;
      if (csv.next(record)) heading.line = record.line;
      heading.cells = record.cells;
      const auto fields = domain::read_heading(frame_.file.kind, record.cells, frame_.file.columns);
      heading.violations = fields.violations;
      if (fields) {
        frame_.heading = *fields;
        stage_records(csv, record);
        if (total_ == 0) heading.violations.push_back({ErrorCode::file_unreadable, {}});
      }
    } catch (const documents::BadDocument& bad) {
      heading.violations.push_back(violation_of(bad));
      heading.line = bad.place().line;
    }
    const bool refused = !heading.violations.empty();
    if (refused) clear(ImportLeftover::rows);
    seal_row(house_, id(), heading);
    write([&](WriteTransaction& tx, const ImportFile& before) {
      database::insert_import_rows(tx, id(), {heading.row});
      if (!refused) return;
      ImportFile after = before;
      after.state = ImportState::refused;
      after.charset = charset_;
      after.finished_at = tx.now();
      database::change_import(tx, before, after, Happening::rejected);
    });
    if (refused) clear(ImportLeftover::chunks);
    if (refused) clear(ImportLeftover::keys);
    return !refused;
  }

  void stage_records(documents::CsvReader& csv, documents::CsvRow& record) {
    std::vector<database::ImportRow> rows;
    std::vector<database::ImportKey> keys;
    const auto flush = [&] {
      if (rows.empty()) return;
      write([&](WriteTransaction& tx, const ImportFile&) {
        database::insert_import_rows(tx, id(), rows);
        database::insert_import_keys(tx, id(), keys);
      });
      total_ += static_cast<std::uint32_t>(rows.size());
      rows.clear();
      keys.clear();
      run_.checkpoint(total_, 0);
    };
    while (csv.next(record)) {
      if (is_empty(record)) continue;
      StagedRow row;
      row.row.number = static_cast<std::uint32_t>(record.row);
      row.line = record.line;
      row.cells = std::move(record.cells);
      if (const auto cells = domain::cells_of(frame_.heading, row.cells)) note_keys(row, *cells, keys);
      seal_row(house_, id(), row);
      rows.push_back(std::move(row.row));
      if (rows.size() == kStagedAtOnce) flush();
    }
    flush();
  }

  void note_keys(StagedRow& row, const domain::ImportCells& cells, std::vector<database::ImportKey>& keys) {
    for (const domain::ImportUnique& unique : domain::unique_values(frame_.file.kind, cells)) {
      keys.push_back({import_hash(house_, id(), unique.value), row.number()});
    }
    const auto parent = cells.find("parent");
    if (frame_.file.kind != domain::ImportKind::samples || parent == cells.end()) return;
    const std::string code = domain::unique_code(parent->second);
    if (!code.empty()) row.row.parent_hash = import_hash(house_, id(), code);
  }

  void link() {
    write([&](WriteTransaction& tx, const ImportFile&) { database::link_import_rows(tx, id(), kImportGenerations); });
  }

  void judge() {
    std::uint64_t judged = 0;
    while (true) {
      run_.checkpoint(judged, total_);
      std::size_t taken = 0;
      write([&](WriteTransaction& tx, const ImportFile&) { taken = judge_slice(tx); });
      if (taken == 0) return;
      judged += taken;
    }
  }

  std::size_t judge_slice(WriteTransaction& tx) {
    auto stored = database::read_import_rows(tx, id(), ImportRowState::staged, 0, 0, kImportSliceRows);
    std::erase_if(stored, [&](const database::ImportRow& row) { return row.generation != stored.front().generation; });
    if (stored.empty()) return 0;
    std::vector<StagedRow> rows = open_rows(house_, id(), std::move(stored));
    judge_repeats(tx, rows);
    make_slice(tx, house_, asked_, frame_)->judge(rows);
    std::vector<database::ImportRow> sealed;
    for (StagedRow& row : rows) {
      row.row.state = ImportRowState::good;
      seal_row(house_, id(), row);
      sealed.push_back(std::move(row.row));
    }
    database::update_import_rows(tx, id(), sealed);
    return sealed.size();
  }

  /// What another row of the file says already.
  void judge_repeats(WriteTransaction& tx, std::vector<StagedRow>& rows) {
    struct Value {
      std::size_t row;
      std::string field;
      std::string hash;
    };
    std::vector<Value> values;
    std::vector<std::string> hashes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto cells = domain::cells_of(frame_.heading, rows[i].cells);
      if (!cells) continue;
      for (const domain::ImportUnique& unique : domain::unique_values(frame_.file.kind, *cells)) {
        hashes.push_back(import_hash(house_, id(), unique.value));
        values.push_back({i, std::string(unique.field), hashes.back()});
      }
    }
    std::map<std::string, std::uint32_t> first;
    for (const database::ImportKey& key : database::read_import_keys(tx, id(), hashes)) first[key.hash] = key.row;
    for (const Value& value : values) {
      const std::uint32_t row = first.at(value.hash);
      if (row == rows[value.row].number()) continue;
      rows[value.row].violations.push_back(
          {ErrorCode::row_repeated, {{"field", value.field}, {"other_row", std::to_string(row)}}});
    }
  }

  House& house_;
  JobRun& run_;
  Asked asked_;
  ImportFrame frame_;
  std::string charset_;
  std::uint32_t total_ = 0;
};

}  // namespace

void ImportService::check(JobRun& run) {
  const domain::ImportId id{run.job().subject};
  const auto file =
      house_.database.read([&](const ReadTransaction& tx) { return database::find_import(tx, id); });
  if (!file || file->state != ImportState::uploaded) return;
  try {
    run.checkpoint(0, 0);
    Check(house_, run, *file).work();
  } catch (const Discarded&) {
    forget({.actor = run.job().asked_by, .now = house_.now()}, id, true);
  } catch (const JobStopped& stopped) {
    const domain::Scope everywhere({domain::Scope::Pair{}});
    const database::WriteContext context{.actor = run.job().asked_by, .site = run.job().site, .now = house_.now()};
    if (stopped.why == JobStopped::Why::cancelled) discard({everywhere, context}, id);
    throw;
  }
}

}  // namespace frostkeep::services
