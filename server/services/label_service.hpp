#pragma once
/// Labels: which templates there are, what a label will look like, printing and what became of it.

#include <optional>
#include <string>
#include <vector>

#include "database/print_records.hpp"
#include "database/printer_records.hpp"
#include "services/label_things.hpp"

namespace frostkeep::services {

struct TemplateView {
  std::string id;
  int version = 0;
  std::string purpose;
  std::string title_zh;
  std::string title_en;
  int width_um = 0;
  int height_um = 0;
};

/// A bar code of a label, as it was read back.
struct LabelSymbol {
  std::string symbology;
  std::string text;
};

/// What a person should look at before printing.
struct LabelNote {
  std::string code;  ///< of the thing
  std::string kind;  ///< shortened, left_out, unknown_characters
  std::string text;
};

struct LabelPreview {
  LabelSubject subject;
  int copy = 1;
  int width_dots = 0;
  int height_dots = 0;
  std::string png;  ///< the picture that is printed, dot by dot
  std::vector<LabelSymbol> symbols = {};
  std::vector<LabelNote> notes = {};
};

struct PreviewOrder {
  std::string label_template = {};  ///< the printer's stock if none
  domain::PrinterId printer = {};   ///< whose resolution and stock; without one 300 dots per inch
  LabelThings things = {};
  domain::Language language = domain::Language::zh_cn;
};

struct PrintOrder {
  domain::PrinterId printer = {};
  std::string printer_code = {};    ///< as scanned; instead of its id
  std::string label_template = {};  ///< the printer's stock if none
  LabelThings things = {};
  domain::Language language = domain::Language::zh_cn;
  domain::Scope reprints = domain::Scope({});  ///< where the asker may print a label once more
};

/// One label of a job.
struct PrintedLabel {
  database::LabelPrint label;
  bool is_void = false;  ///< a later copy counts
};

struct PrintJobView {
  database::PrintJob job;
  domain::Printer printer;
  std::string asked_by;
  std::vector<PrintedLabel> labels = {};  ///< not in lists; those of studies that the asker may see
  std::vector<LabelNote> notes = {};      ///< of the printing that this answers
};

struct PrintJobPage {
  std::vector<PrintJobView> items;
  domain::PrintJobId next = {};  ///< what `before` must be for the next page; none on the last
};

/// Lines of a page at most.
constexpr std::uint32_t kMaxPrintJobs = 200;
/// Labels of one preview at most.
constexpr std::size_t kMaxPreviews = 96;

class LabelService {
 public:
  explicit LabelService(House& house) : house_(house) {}

  std::vector<TemplateView> templates() const;
  /// Refused as read_label_subjects, and with template_unknown {name}, field_missing {field = template},
  /// label_unreadable {code}, label_does_not_fit {code, name, field}, nothing_to_print, not_found.
  std::vector<LabelPreview> preview(const domain::Scope& scope, const PreviewOrder& order) const;

  /// Draws the labels, reads every bar code back, gives each label its copy number and queues them as one job.
  /// A thing that has its label already needs the reason and the right to print it again. Refused as preview, and with
  /// printer_retired, reason_missing {code}, permission_missing {permission, code}.
  PrintJobView print(const Asked& asked, const PrintOrder& order);
  /// One label with invented words and the code `FK:TEST`.
  PrintJobView print_test(const Asked& asked, domain::PrinterId printer, domain::Language language);
  /// What a person says became of a job (domain::decided). One that is printed again is answered with what is queued
  /// now: itself, or the job with the next copies. Refused(print_job_settled {print_state}, printer_retired).
  PrintJobView resolve(const Asked& asked, domain::PrintJobId id, domain::PrintDecision decision);

  PrintJobView view(const domain::Scope& scope, domain::PrintJobId id) const;
  PrintJobPage list(const domain::Scope& scope, const database::PrintJobFilter& filter, domain::PrintJobId before,
                    std::uint32_t limit) const;

 private:
  PrintJobView print_again(const Asked& asked, const database::PrintJob& earlier);

  House& house_;
};

}  // namespace frostkeep::services
