#include "services/label_batch.hpp"

#include "database/job_records.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::Refused;

domain::Violation violation_of(const labels::LabelRefused& refused, const labels::LabelTemplate& label_template,
                               const std::string& code, domain::Language language) {
  if (refused.fault() == labels::LabelFault::symbol_unreadable) return {ErrorCode::label_unreadable, {{"code", code}}};
  const auto& title = label_template.title;
  domain::Violation violation{
      ErrorCode::label_does_not_fit,
      {{"code", code}, {"name", language == domain::Language::zh_cn ? title.zh_cn : title.en}}};
  // Of the other faults it is a pointer into the template, which says nothing to who prints.
  if (refused.fault() == labels::LabelFault::missing_field) violation.values["field"] = refused.where();
  return violation;
}

std::string_view kind_of(labels::LabelRemark::Kind kind) {
  switch (kind) {
    case labels::LabelRemark::Kind::shortened:
      return "shortened";
    case labels::LabelRemark::Kind::left_out:
      return "left_out";
    case labels::LabelRemark::Kind::unknown_characters:
      return "unknown_characters";
  }
  return "";
}

}  // namespace

labels::Language label_language(domain::Language language) {
  return language == domain::Language::zh_cn ? labels::Language::zh_cn : labels::Language::en;
}

std::string_view language_tag(domain::Language language) {
  return language == domain::Language::zh_cn ? "zh-CN" : "en";
}

const labels::LabelTemplate& template_for(const std::string& id, const std::string& stock) {
  const std::string& wanted = id.empty() ? stock : id;
  if (wanted.empty()) throw Refused(ErrorCode::field_missing, {{"field", "template"}, {"pointer", "/template"}});
  const labels::LabelTemplate* found = labels::find_template(wanted);
  if (found == nullptr) throw Refused(ErrorCode::template_unknown, {{"name", wanted}, {"pointer", "/template"}});
  return *found;
}

std::vector<labels::Label> draw_labels(const labels::LabelTemplate& label_template,
                                       const std::vector<LabelSubject>& subjects, domain::Language language, int dpi) {
  std::vector<labels::Label> drawn;
  std::vector<domain::Violation> violations;
  for (const LabelSubject& subject : subjects) {
    const labels::LabelData data{subject.values, label_language(language), subject.next_copy};
    try {
      drawn.push_back(labels::compose(label_template, data, dpi));
    } catch (const labels::LabelRefused& refused) {
      violations.push_back(violation_of(refused, label_template, subject.code, language));
    }
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  return drawn;
}

std::vector<LabelNote> notes_of(const std::vector<LabelSubject>& subjects, const std::vector<labels::Label>& labels) {
  std::vector<LabelNote> notes;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (const labels::LabelRemark& remark : labels[i].remarks) {
      notes.push_back({subjects[i].code, std::string(kind_of(remark.kind)), remark.text});
    }
  }
  return notes;
}

LabelBatch make_batch(const domain::Printer& printer, const labels::LabelTemplate& label_template,
                      const std::vector<LabelSubject>& subjects, domain::Language language) {
  LabelBatch batch;
  batch.notes = notes_of(subjects, draw_labels(label_template, subjects, language, printer.dpi));
  batch.job.printer = printer.id;
  batch.job.site = printer.site;
  batch.job.label_template = label_template.id;
  batch.job.template_version = label_template.version;
  batch.job.dpi = printer.dpi;
  batch.job.language = language_tag(language);
  batch.job.labels = static_cast<int>(subjects.size());
  const std::string part = part_of(label_template);
  for (const LabelSubject& subject : subjects) {
    const int ordinal = static_cast<int>(batch.prints.size()) + 1;
    batch.prints.push_back({0, {}, ordinal, subject.kind, subject.thing, subject.study, subject.code, part,
                            subject.next_copy, domain::label_text(subject.values)});
  }
  return batch;
}

LabelSubject subject_of(const database::LabelPrint& print) {
  LabelSubject subject{print.kind, print.thing, {}, print.study, print.code, domain::parse_label_text(print.content)};
  subject.next_copy = print.copy_number;
  return subject;
}

void write_batch(database::WriteTransaction& tx, LabelBatch& batch) {
  batch.job.id = domain::PrintJobId{tx.next_id()};
  batch.job.version = 1;
  batch.job.asked_by = tx.context().actor;
  batch.job.asked_at = batch.job.changed_at = tx.now();
  batch.job.reason = tx.context().reason;
  database::insert_print_job(tx, batch.job);
  for (database::LabelPrint& print : batch.prints) {
    print.id = tx.next_id();
    print.job = batch.job.id;
  }
  database::insert_label_prints(tx, batch.prints);
  enqueue_sending(tx, batch.job);
}

void enqueue_sending(database::WriteTransaction& tx, const database::PrintJob& job) {
  database::enqueue(tx, {domain::JobKind::print_label, job.id.value, job.site});
}

}  // namespace frostkeep::services
