#pragma once
/// Labels that are drawn, proved and then written down together: between the two lies no transaction.

#include <string>
#include <vector>

#include "database/print_records.hpp"
#include "labels/label.hpp"
#include "services/label_service.hpp"

namespace frostkeep::services {

/// A job with its labels, drawn.
struct LabelBatch {
  database::PrintJob job;
  std::vector<database::LabelPrint> prints;
  std::vector<LabelNote> notes;
};

labels::Language label_language(domain::Language language);
/// `zh-CN` and `en`, as print jobs have it.
std::string_view language_tag(domain::Language language);

/// The template of this id, or else the stock's. Refused(template_unknown {name}, field_missing {field = template}).
const labels::LabelTemplate& template_for(const std::string& id, const std::string& stock);

/// Draws the labels of these subjects; each bar code was read back. Refused with a violation for each that can't be
/// printed: label_unreadable {code}, label_does_not_fit {code, name, field}.
std::vector<labels::Label> draw_labels(const labels::LabelTemplate& label_template,
                                       const std::vector<LabelSubject>& subjects, domain::Language language, int dpi);
std::vector<LabelNote> notes_of(const std::vector<LabelSubject>& subjects, const std::vector<labels::Label>& labels);

/// The batch of a first or further print; draws it to prove it.
LabelBatch make_batch(const domain::Printer& printer, const labels::LabelTemplate& label_template,
                      const std::vector<LabelSubject>& subjects, domain::Language language);
/// A label's subject as its row tells it, with the copy number that it has.
LabelSubject subject_of(const database::LabelPrint& print);

/// Numbers the batch and writes job, labels and the work of sending it. Refused(version_stale) if one of the copy
/// numbers was given meanwhile.
void write_batch(database::WriteTransaction& tx, LabelBatch& batch);
/// Has a written job sent (once more).
void enqueue_sending(database::WriteTransaction& tx, const database::PrintJob& job);

}  // namespace frostkeep::services
