#include "database/import_records.hpp"

#include "database/batch.hpp"
#include "database/scope_sql.hpp"

namespace frostkeep::database {

using domain::ImportFile;
using domain::ImportId;
using domain::StreamKind;

const ThingTable kImportFiles = {StreamKind::import_file,
                                 "import_file",
                                 {{ImportFileField::kind, "kind"},
                                  {ImportFileField::study, "study_id"},
                                  {ImportFileField::site, "site_id"},
                                  {ImportFileField::name, "name"},
                                  {ImportFileField::digest, "digest"},
                                  {ImportFileField::bytes, "bytes"},
                                  {ImportFileField::columns, "columns"},
                                  {ImportFileField::charset, "charset"},
                                  {ImportFileField::asked_by, "asked_by"},
                                  {ImportFileField::uploaded_at, "uploaded_at"},
                                  {ImportFileField::active, "active"},
                                  {ImportFileField::state, "state"},
                                  {ImportFileField::rows_total, "rows_total"},
                                  {ImportFileField::rows_bad, "rows_bad"},
                                  {ImportFileField::rows_applied, "rows_applied"},
                                  {ImportFileField::good_only, "good_only"},
                                  {ImportFileField::finished_at, "finished_at"}}};

namespace {

#define IMPORT_COLUMNS                                                                                                \
  "i.id, i.version, i.head_hash, i.kind, i.study_id, i.site_id, i.name, i.digest, i.bytes, i.columns, i.charset, " \
  "i.asked_by, i.uploaded_at, i.state, i.rows_total, i.rows_bad, i.rows_applied, i.good_only, i.finished_at"
constexpr std::string_view kFind = "select " IMPORT_COLUMNS " from import_file i where i.id = ?";
constexpr std::string_view kLock = "select " IMPORT_COLUMNS " from import_file i where i.id = ? for update";
constexpr std::string_view kFindContent =
    "select " IMPORT_COLUMNS " from import_file i where i.study_id = ? and i.kind = ? and i.digest = ? and "
    "i.active = 1";
constexpr std::string_view kList = "select " IMPORT_COLUMNS " from import_file i ";
constexpr std::string_view kBehind =
    "join import_file a on a.id = ? and (i.uploaded_at, i.id) < (a.uploaded_at, a.id) ";
constexpr std::string_view kNewestFirst = " order by i.uploaded_at desc, i.id desc limit ?";

std::vector<std::pair<std::uint16_t, domain::FieldValue>> fields_of(const ImportFile& f) {
  const auto number = [](auto n) { return value_of(static_cast<std::int64_t>(n)); };
  const bool active = f.state != domain::ImportState::discarded && f.state != domain::ImportState::refused;
  return {{ImportFileField::kind, number(f.kind)},
          {ImportFileField::study, value_of(f.study)},
          {ImportFileField::site, value_of(f.site)},
          {ImportFileField::name, value_of(f.name)},
          {ImportFileField::digest, value_of(base::as_bytes(f.digest))},
          {ImportFileField::bytes, number(f.bytes)},
          {ImportFileField::columns, value_of(f.columns)},
          {ImportFileField::charset, value_of(f.charset)},
          {ImportFileField::asked_by, value_of(f.asked_by)},
          {ImportFileField::uploaded_at, value_of(f.uploaded_at)},
          {ImportFileField::active, active ? number(1) : domain::FieldValue{}},
          {ImportFileField::state, number(f.state)},
          {ImportFileField::rows_total, number(f.rows_total)},
          {ImportFileField::rows_bad, number(f.rows_bad)},
          {ImportFileField::rows_applied, number(f.rows_applied)},
          {ImportFileField::good_only, value_of(f.good_only)},
          {ImportFileField::finished_at, value_of(f.finished_at)}};
}

ImportFile import_from(const Row& r) {
  const auto count = [&](std::size_t column) { return static_cast<std::uint32_t>(r.integer(column)); };
  ImportFile f;
  f.id = r.id_as<ImportId>(0);
  f.version = count(1);
  f.head_hash = r.digest(2);
  f.kind = static_cast<domain::ImportKind>(r.integer(3));
  f.study = r.id_as<domain::StudyId>(4);
  f.site = r.id_as<domain::SiteId>(5);
  f.name = r.text(6);
  f.digest = r.digest(7);
  f.bytes = r.id(8);
  f.columns = r.text(9);
  f.charset = r.text(10);
  f.asked_by = r.id_as<domain::UserId>(11);
  f.uploaded_at = r.time(12);
  f.state = static_cast<domain::ImportState>(r.integer(13));
  f.rows_total = count(14);
  f.rows_bad = count(15);
  f.rows_applied = count(16);
  f.good_only = r.integer(17) != 0;
  if (!r.is_null(18)) f.finished_at = r.time(18);
  return f;
}

std::optional<ImportFile> first_of(const Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(import_from(rows[0]));
}

}  // namespace

void insert_import(WriteTransaction& tx, const ImportFile& file) {
  Changes changes;
  for (auto& [field, value] : fields_of(file)) changes.set(field, std::move(value));
  insert_thing(tx, kImportFiles, {file.id.value, changes.take()}, {domain::Happening::registered});
}

void change_import(WriteTransaction& tx, const ImportFile& before, const ImportFile& after, domain::Happening what) {
  auto was = fields_of(before);
  auto is = fields_of(after);
  Changes changes;
  for (std::size_t i = 0; i < was.size(); ++i) {
    changes.change(was[i].first, std::move(was[i].second), std::move(is[i].second));
  }
  change_thing(tx, kImportFiles, {{before.id.value, before.version, before.head_hash}, changes.take()}, {what});
}

std::optional<ImportFile> find_import(const ReadTransaction& tx, ImportId id) { return first_of(tx.query(kFind, id)); }

std::optional<ImportFile> lock_import(WriteTransaction& tx, ImportId id) { return first_of(tx.query(kLock, id)); }

std::optional<ImportFile> find_import(const ReadTransaction& tx, domain::StudyId study, domain::ImportKind kind,
                                      const base::Digest& digest) {
  return first_of(tx.query(kFindContent, study, static_cast<int>(kind), digest));
}

std::vector<ImportFile> list_imports(const ReadTransaction& tx, const domain::Scope& scope, ImportId after,
                                     std::uint32_t limit) {
  std::string sql(kList);
  std::vector<Bind> binds;
  if (after) {
    sql.append(kBehind);
    binds.emplace_back(after);
  }
  sql.append("where ").append(scope_sql(scope, "i.site_id", "i.study_id")).append(kNewestFirst);
  binds.emplace_back(limit);
  std::vector<ImportFile> files;
  for (const Row& row : tx.connection().query(sql, std::span<const Bind>(binds))) files.push_back(import_from(row));
  return files;
}

}  // namespace frostkeep::database
