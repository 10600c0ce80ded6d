#pragma once
/// Bodies of files that are loaded.

#include <optional>

#include "http/shapes/job_shapes.hpp"

namespace frostkeep::http {

using domain::ImportKind;
using domain::ImportState;

struct UploadQuery {
  ImportKind kind = ImportKind::participants;
  domain::StudyId study;
  std::optional<domain::SiteId> site;
  std::string name;
  std::string columns;
};
inline const Shape<UploadQuery> kUploadQuery{
    "UploadQuery",
    {field("kind", &UploadQuery::kind, one_of(domain::kAllImportKinds), about("What the rows are.")),
     field("study", &UploadQuery::study),
     field("site", &UploadQuery::site, about("For whom the rows are; the asker's site if absent.")),
     field("name", &UploadQuery::name, max_length(200), about("The file's.")),
     field("columns", &UploadQuery::columns, max_length(2000), defaulted(),
           about("Which heading holds which field: code=Sample Id;material=Sample Type. Other columns are then "
                 "ignored; without it every column must be known."))}};

struct ImportErrorView {
  std::optional<std::int64_t> line;
  std::uint32_t row = 0;
  std::optional<std::int64_t> column;
  std::string heading;
  std::string field_name;
  std::string code;
  std::string detail;
  std::string remedy;
};
inline const Shape<ImportErrorView> kImportErrorView{
    "ImportError",
    {field("line", &ImportErrorView::line, about("Of the file.")),
     field("row", &ImportErrorView::row, about("As a spreadsheet counts; 0 for what is wrong with the file itself.")),
     field("column", &ImportErrorView::column, about("From 1.")),
     field("heading", &ImportErrorView::heading, max_length(100'000)), field("field", &ImportErrorView::field_name),
     field("code", &ImportErrorView::code), field("detail", &ImportErrorView::detail, max_length(1000)),
     field("remedy", &ImportErrorView::remedy, max_length(1000))}};

struct ImportBody {
  domain::ImportId id;
  ImportKind kind = ImportKind::participants;
  ImportState state = ImportState::uploaded;
  domain::StudyId study_id;
  domain::SiteId site_id;
  std::string name;
  base::Digest digest = {};
  std::int64_t bytes = 0;
  std::string charset;
  base::Timestamp uploaded_at;
  std::optional<base::Timestamp> finished_at;
  std::uint32_t rows_total = 0;
  std::uint32_t rows_good = 0;
  std::uint32_t rows_bad = 0;
  std::uint32_t rows_applied = 0;
  bool replayed = false;
  std::vector<ImportErrorView> errors;
  bool more_errors = false;
  std::optional<JobBody> job;
};
inline const Shape<ImportBody> kImportBody{
    "Import",
    {field("id", &ImportBody::id),
     field("kind", &ImportBody::kind, one_of(domain::kAllImportKinds)),
     field("state", &ImportBody::state, one_of(domain::kAllImportStates)),
     field("study_id", &ImportBody::study_id),
     field("site_id", &ImportBody::site_id),
     field("name", &ImportBody::name),
     field("digest", &ImportBody::digest, about("SHA-256 of the bytes.")),
     field("bytes", &ImportBody::bytes),
     field("charset", &ImportBody::charset, about("Empty until it is checked.")),
     field("uploaded_at", &ImportBody::uploaded_at),
     field("finished_at", &ImportBody::finished_at),
     field("rows_total", &ImportBody::rows_total),
     field("rows_good", &ImportBody::rows_good, about("Those that were applied included.")),
     field("rows_bad", &ImportBody::rows_bad),
     field("rows_applied", &ImportBody::rows_applied),
     field("replayed", &ImportBody::replayed, about("The same bytes were uploaded before: this is that import.")),
     field("errors", &ImportBody::errors, kImportErrorView, about("The first of them; errors.csv has all.")),
     field("more_errors", &ImportBody::more_errors),
     field("job", &ImportBody::job, kJobBody, about("The last one about it, with its progress."))}};
ImportBody body_of(const services::ImportView& view, Language language);

enum class RowsToApply { all, good };
std::string_view name_of(RowsToApply rows);
struct ApplicationBody {
  RowsToApply rows = RowsToApply::all;
};
inline const Shape<ApplicationBody> kApplicationBody{
    "ImportApplication",
    {field("rows", &ApplicationBody::rows, one_of({RowsToApply::all, RowsToApply::good}),
           about("all: refused if any row is bad; good: bad rows are left out."))}};

struct ImportListQuery {
  std::optional<domain::ImportId> after;
  std::uint32_t limit = 50;
};
inline const Shape<ImportListQuery> kImportListQuery{
    "ImportListQuery",
    {field("after", &ImportListQuery::after, about("The last id of the page before.")),
     field("limit", &ImportListQuery::limit, range(1, 200), defaulted())}};

struct ImportListBody {
  std::vector<ImportBody> items;
  std::optional<domain::ImportId> next;
};
inline const Shape<ImportListBody> kImportListBody{
    "ImportList", {field("items", &ImportListBody::items, kImportBody, about("Without errors and jobs.")),
                   field("next", &ImportListBody::next)}};
ImportListBody body_of(const services::ImportPage& page, Language language);

}  // namespace frostkeep::http
