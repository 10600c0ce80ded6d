#include "services/import_service.hpp"

#include <algorithm>
#include <sstream>

#include "base/text.hpp"
#include "database/people_records.hpp"
#include "documents/csv.hpp"
#include "domain/refusal_text.hpp"
#include "services/import_content.hpp"

namespace frostkeep::services {

using database::ImportLeftover;
using database::ImportRowState;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::ImportFile;
using domain::ImportId;
using domain::ImportState;
using domain::Refused;

namespace {

constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxColumns = 2'000;
constexpr std::uint32_t kErrorPage = 500;

base::Digest digest_of(std::string_view bytes) {
  base::RunningSha256 running;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), documents::kPieceBytes))) {
    running.add(bytes.substr(0, documents::kPieceBytes));
  }
  return running.so_far();
}

void check_order(const UploadOrder& order, std::string_view bytes) {
  if (bytes.empty()) throw Refused(ErrorCode::file_unreadable, {{"name", order.name}});
  const auto judge = [](const char* field, const std::string& text, std::size_t longest) {
    if (base::length_in_characters(text) <= longest && !base::has_forbidden_character(text)) return;
    throw Refused(ErrorCode::field_too_long, {{"field", field}, {"limit", std::to_string(longest)}});
  };
  judge("name", order.name, kMaxName);
  judge("columns", order.columns, kMaxColumns);
}

/// The heading that was staged, and what is known of its columns.
struct StagedHeading {
  std::vector<std::string> cells;
  domain::ImportHeading fields;
};

StagedHeading read_staged_heading(const ReadTransaction& tx, const House& house, const ImportFile& file) {
  StagedHeading heading;
  const auto first = database::read_import_rows(tx, file.id, std::vector<std::uint32_t>{0});
  if (first.empty()) return heading;
  heading.cells = open_row(house, file.id, first.front()).cells;
  const auto fields = domain::read_heading(file.kind, heading.cells, file.columns);
  if (fields) heading.fields = *fields;
  return heading;
}

ImportError error_of(const StagedHeading& heading, const StagedRow& row, const domain::Violation& violation) {
  ImportError error{row.line, row.number(), 0, {}, violation};
  const auto field = violation.values.find("field");
  if (field == violation.values.end()) return error;
  auto found = std::ranges::find(heading.fields, field->second);
  auto at = static_cast<std::size_t>(found - heading.fields.begin());
  // A heading that isn't known is its own name.
  if (found == heading.fields.end()) {
    at = static_cast<std::size_t>(std::ranges::find(heading.cells, field->second) - heading.cells.begin());
  }
  if (at >= heading.cells.size()) return error;
  error.column = at + 1;
  error.heading = heading.cells[at];
  return error;
}

}  // namespace

ImportView ImportService::upload(const Asked& asked, const UploadOrder& order, std::string_view bytes) {
  check_order(order, bytes);
  const domain::SiteId site = order.site ? order.site : asked.context.site;
  const base::Digest digest = digest_of(bytes);
  const auto store = [&](WriteTransaction& tx) {
    const auto study = database::find_study(tx, order.study);
    if (!study || study->retired || !site || !asked.scope.contains(site, study->id) || !database::find_site(tx, site)) {
      throw Refused(ErrorCode::not_found, {{"field", "study"}});
    }
    if (auto same = find_same(tx, order, digest)) return std::move(*same);
    ImportFile file;
    file.id = ImportId{tx.next_id()};
    file.version = 1;
    file.kind = order.kind;
    file.study = order.study;
    file.site = site;
    file.name = order.name;
    file.digest = digest;
    file.bytes = bytes.size();
    file.columns = order.columns;
    file.asked_by = tx.context().actor;
    file.uploaded_at = tx.now();
    database::insert_import(tx, file);
    store_bytes(tx, house_, file.id, bytes);
    database::enqueue(tx, {domain::JobKind::import_check, file.id.value, site, order.study});
    return describe(tx, std::move(file));
  };
  try {
    return house_.database.write(asked.context, store);
  } catch (const Refused& refused) {
    // Another upload of the same bytes was a moment faster: this time it is seen.
    if (refused.code() != ErrorCode::name_taken) throw;
    return house_.database.write(asked.context, store);
  }
}

std::optional<ImportView> ImportService::find_same(const ReadTransaction& tx, const UploadOrder& order,
                                                   const base::Digest& digest) const {
  auto same = database::find_import(tx, order.study, order.kind, digest);
  if (!same) return std::nullopt;
  ImportView view = describe(tx, std::move(*same));
  view.replayed = true;
  return view;
}

ImportView ImportService::describe(const ReadTransaction& tx, ImportFile file) const {
  ImportView view{std::move(file)};
  const domain::Scope everywhere({domain::Scope::Pair{}});
  for (const domain::JobKind kind : {domain::JobKind::import_apply, domain::JobKind::import_check}) {
    const auto job = view.job ? std::nullopt : database::last_job(tx, kind, view.file.id.value);
    if (job) view.job = database::list_jobs(tx, everywhere, {}, {.id = job->id}, {}, 1).front();
  }
  const StagedHeading heading = read_staged_heading(tx, house_, view.file);
  const auto bad = database::read_import_rows(tx, view.file.id, ImportRowState::bad, 0, kImportErrorsShown + 1);
  for (const StagedRow& row : open_rows(house_, view.file.id, bad)) {
    for (const domain::Violation& violation : row.violations) {
      if (view.errors.size() < kImportErrorsShown) view.errors.push_back(error_of(heading, row, violation));
      else view.more_errors = true;
    }
  }
  return view;
}

ImportView ImportService::view(const domain::Scope& scope, ImportId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    auto file = database::find_import(tx, id);
    if (!file || !scope.contains(file->site, file->study)) throw Refused(ErrorCode::not_found);
    return describe(tx, std::move(*file));
  });
}

ImportPage ImportService::list(const domain::Scope& scope, ImportId after, std::uint32_t limit) const {
  // One line more than asked for tells whether there is a next page.
  ImportPage page{house_.database.read(
      [&](const ReadTransaction& tx) { return database::list_imports(tx, scope, after, limit + 1); })};
  if (page.items.size() <= limit) return page;
  page.items.pop_back();
  page.next = page.items.back().id;
  return page;
}

std::string ImportService::errors_csv(const domain::Scope& scope, ImportId id, domain::Language language) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    const auto file = database::find_import(tx, id);
    if (!file || !scope.contains(file->site, file->study)) throw Refused(ErrorCode::not_found);
    StagedHeading heading = read_staged_heading(tx, house_, *file);
    std::size_t width = heading.cells.size();
    // A file that was corrected before has the column already: it is replaced.
    const bool came_back = width > 0 && (heading.cells.back() == domain::error_heading(domain::Language::zh_cn) ||
                                         heading.cells.back() == domain::error_heading(domain::Language::en));
    if (came_back) --width;
    std::ostringstream out;
    documents::CsvWriter csv(out, documents::CsvKind::for_excel);
    const auto write = [&](std::vector<std::string> cells, std::string last) {
      const bool longer = cells.size() > heading.cells.size();
      cells.resize(longer ? cells.size() : width);
      cells.push_back(std::move(last));
      csv.row(cells);
    };
    write(heading.cells, std::string(domain::error_heading(language)));
    std::uint32_t from = 0;
    for (std::uint32_t written = 0; written < kImportErrorRows;) {
      const auto page =
          open_rows(house_, id, database::read_import_rows(tx, id, ImportRowState::bad, from, kErrorPage));
      for (const StagedRow& row : page) {
        std::string text;
        for (const domain::Violation& violation : row.violations) {
          text += (text.empty() ? "" : " ") + domain::sentence_of(violation, language).text;
        }
        write(row.number() == 0 ? std::vector<std::string>{} : row.cells, std::move(text));
      }
      if (page.size() < kErrorPage) break;
      written += static_cast<std::uint32_t>(page.size());
      from = page.back().number() + 1;
    }
    return std::move(out).str();
  });
}

ImportFile ImportService::lock_visible(WriteTransaction& tx, const Asked& asked, ImportId id) const {
  auto file = database::lock_import(tx, id);
  if (!file || !asked.scope.contains(file->site, file->study)) throw Refused(ErrorCode::not_found);
  return std::move(*file);
}

ImportView ImportService::apply(const Asked& asked, ImportId id, bool good_only) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const ImportFile before = lock_visible(tx, asked, id);
    if (before.state != ImportState::checked) throw Refused(ErrorCode::import_not_ready);
    if (before.rows_bad > 0 && !good_only) {
      throw Refused(ErrorCode::rows_have_errors, {{"count", std::to_string(before.rows_bad)}});
    }
    const std::uint32_t good = database::count_import_rows(tx, id, ImportRowState::good);
    if (good == 0) throw Refused(ErrorCode::import_not_ready);
    ImportFile after = before;
    after.state = ImportState::applying;
    after.good_only = good_only;
    database::change_import(tx, before, after, domain::Happening::edited);
    database::enqueue(tx, {.kind = domain::JobKind::import_apply, .subject = id.value, .site = before.site,
                           .study = before.study, .total = good});
    ++after.version;
    return describe(tx, std::move(after));
  });
}

ImportView ImportService::discard(const Asked& asked, ImportId id) {
  ImportView view = house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const ImportFile before = lock_visible(tx, asked, id);
    if (before.state == ImportState::applying || before.state == ImportState::discarded) {
      throw Refused(ErrorCode::import_not_ready);
    }
    ImportFile after = before;
    after.state = ImportState::discarded;
    after.finished_at = tx.now();
    database::change_import(tx, before, after, domain::Happening::retired);
    const auto job = database::last_job(tx, domain::JobKind::import_check, id.value);
    if (job) database::ask_to_cancel(tx, job->id);
    ++after.version;
    ImportView done = describe(tx, std::move(after));
    done.errors.clear();
    done.more_errors = false;
    return done;
  });
  forget({.actor = asked.context.actor, .request = asked.context.request, .now = asked.context.now}, id, true);
  return view;
}

void ImportService::forget(const database::WriteContext& context, ImportId id, bool bad_rows_too) {
  const ImportLeftover rows = bad_rows_too ? ImportLeftover::rows : ImportLeftover::good_rows;
  for (const ImportLeftover what : {ImportLeftover::chunks, rows, ImportLeftover::keys}) {
    while (house_.database.write(context, [&](WriteTransaction& tx) { return database::delete_some(tx, id, what); })) {
    }
  }
}

void ImportService::note_failure(const domain::Job& job) {
  const ImportId id{job.subject};
  const database::WriteContext context{.actor = job.asked_by, .site = job.site, .now = house_.now()};
  const bool refused = house_.database.write(context, [&](WriteTransaction& tx) {
    const auto before = database::lock_import(tx, id);
    if (!before) return false;
    ImportFile after = *before;
    if (before->state == ImportState::uploaded) {
      after.state = ImportState::refused;
      after.finished_at = tx.now();
    } else if (before->state == ImportState::applying) {
      after.state = ImportState::checked;
    } else {
      return false;
    }
    database::change_import(tx, *before, after, domain::Happening::edited);
    return after.state == ImportState::refused;
  });
  if (refused) forget(context, id, false);
}

}  // namespace frostkeep::services
