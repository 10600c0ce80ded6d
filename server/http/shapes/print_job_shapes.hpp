#pragma once
/// Bodies of print jobs.

#include "http/shapes/label_shapes.hpp"

namespace frostkeep::http {

struct PrinterRef {
  domain::PrinterId id;
  std::string code;
  std::string name;
};
inline const Shape<PrinterRef> kPrinterRef{
    "PrinterRef",
    {field("id", &PrinterRef::id), field("code", &PrinterRef::code), field("name", &PrinterRef::name)}};

struct PrintedLabelBody {
  std::string kind;
  std::string thing_id;
  std::string code;
  std::string part;
  int copy = 1;
  bool is_void = false;
};
inline const Shape<PrintedLabelBody> kPrintedLabelBody{
    "PrintedLabel",
    {field("kind", &PrintedLabelBody::kind), field("thing_id", &PrintedLabelBody::thing_id),
     field("code", &PrintedLabelBody::code), field("part", &PrintedLabelBody::part, about("body or cap")),
     field("copy", &PrintedLabelBody::copy),
     field("void", &PrintedLabelBody::is_void, about("A later copy counts; this one is to be destroyed."))}};

struct PrintJobBody {
  domain::PrintJobId id;
  std::uint32_t version = 0;
  PrinterRef printer;
  PrintState state = PrintState::queued;
  std::string problem;
  int attempts = 0;
  std::string label_template;
  std::string language;
  int dpi = 0;
  int label_count = 0;
  std::string asked_by;
  base::Timestamp asked_at;
  base::Timestamp changed_at;
  std::string reason;
  std::optional<domain::PrintJobId> replaced_by;
  std::optional<std::vector<PrintedLabelBody>> labels;
  std::optional<std::vector<NoteBody>> notes;
};
inline const Shape<PrintJobBody> kPrintJobBody{
    "PrintJob",
    {field("id", &PrintJobBody::id), field("version", &PrintJobBody::version),
     field("printer", &PrintJobBody::printer, kPrinterRef),
     field("state", &PrintJobBody::state, one_of(domain::kAllPrintStates)),
     field("problem", &PrintJobBody::problem,
           about("unreachable, stalled, connection_lost, not_closed, address_refused, folder_not_writable, "
                 "interrupted, label_refused, or empty.")),
     field("attempts", &PrintJobBody::attempts, about("Connections tried in vain.")),
     field("template", &PrintJobBody::label_template), field("language", &PrintJobBody::language),
     field("dpi", &PrintJobBody::dpi), field("label_count", &PrintJobBody::label_count),
     field("asked_by", &PrintJobBody::asked_by), field("asked_at", &PrintJobBody::asked_at),
     field("changed_at", &PrintJobBody::changed_at), field("reason", &PrintJobBody::reason, max_length(500)),
     field("replaced_by", &PrintJobBody::replaced_by, about("The job that printed these labels again.")),
     field("labels", &PrintJobBody::labels, kPrintedLabelBody, about("Only when one job is read.")),
     field("notes", &PrintJobBody::notes, kNoteBody, about("Only when it is made: what to look at on the labels."))}};
PrintJobBody body_of(const services::PrintJobView& view);
/// With its labels.
PrintJobBody whole_body_of(const services::PrintJobView& view);

struct PrintJobsBody {
  std::vector<PrintJobBody> items;
  std::optional<domain::PrintJobId> next;
};
inline const Shape<PrintJobsBody> kPrintJobsBody{
    "PrintJobList", {field("items", &PrintJobsBody::items, kPrintJobBody), field("next", &PrintJobsBody::next)}};

struct PrintJobQuery {
  std::optional<PrintState> state;
  std::optional<domain::PrinterId> printer_id;
  std::optional<domain::PrintJobId> after;
  std::uint32_t limit = 50;
};
inline const Shape<PrintJobQuery> kPrintJobQuery{
    "PrintJobQuery",
    {field("state", &PrintJobQuery::state, one_of(domain::kAllPrintStates)),
     field("printer_id", &PrintJobQuery::printer_id),
     field("after", &PrintJobQuery::after, about("The `next` of the page before.")),
     field("limit", &PrintJobQuery::limit, range(1, services::kMaxPrintJobs), defaulted())}};

struct ResolutionBody {
  PrintDecision decision = PrintDecision::printed;
  std::optional<std::string> reason;
};
inline const Shape<ResolutionBody> kResolutionBody{
    "PrintResolution",
    {field("decision", &ResolutionBody::decision, one_of(domain::kAllPrintDecisions),
           about("printed: the labels are there; print_again; not_printed: there are none and none are wanted.")),
     field("reason", &ResolutionBody::reason, max_length(500))}};

}  // namespace frostkeep::http
