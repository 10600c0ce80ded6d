#include "http/shapes/import_shapes.hpp"

#include "domain/refusal_text.hpp"

namespace frostkeep::http {

std::string_view name_of(RowsToApply rows) { return rows == RowsToApply::all ? "all" : "good"; }

ImportBody body_of(const services::ImportView& view, Language language) {
  const domain::ImportFile& file = view.file;
  ImportBody body;
  body.id = file.id;
  body.kind = file.kind;
  body.state = file.state;
  body.study_id = file.study;
  body.site_id = file.site;
  body.name = file.name;
  body.digest = file.digest;
  body.bytes = static_cast<std::int64_t>(file.bytes);
  body.charset = file.charset;
  body.uploaded_at = file.uploaded_at;
  body.finished_at = file.finished_at;
  body.rows_total = file.rows_total;
  body.rows_good = file.rows_total - file.rows_bad;
  body.rows_bad = file.rows_bad;
  body.rows_applied = file.rows_applied;
  body.replayed = view.replayed;
  for (const services::ImportError& error : view.errors) {
    const domain::Sentence sentence = domain::sentence_of(error.violation, language);
    ImportErrorView shown;
    if (error.line != 0) shown.line = static_cast<std::int64_t>(error.line);
    shown.row = error.row;
    if (error.column != 0) shown.column = static_cast<std::int64_t>(error.column);
    shown.heading = error.heading;
    const auto named = error.violation.values.find("field");
    if (named != error.violation.values.end()) shown.field_name = named->second;
    shown.code = domain::name_of(error.violation.code);
    shown.detail = sentence.text;
    shown.remedy = sentence.remedy;
    body.errors.push_back(std::move(shown));
  }
  body.more_errors = view.more_errors;
  if (view.job) body.job = body_of(*view.job, language);
  return body;
}

ImportListBody body_of(const services::ImportPage& page, Language language) {
  ImportListBody body;
  for (const domain::ImportFile& file : page.items) body.items.push_back(body_of(services::ImportView{file}, language));
  if (page.next) body.next = page.next;
  return body;
}

}  // namespace frostkeep::http
