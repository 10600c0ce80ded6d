#include "database/print_records.hpp"

#include <limits>

#include "database/batch.hpp"
#include "database/scope_sql.hpp"

namespace frostkeep::database {
namespace {

using domain::PrintJobId;

#define JOB_COLUMNS                                                                                       \
  "j.id, j.version, j.printer_id, j.site_id, j.template, j.template_version, j.dpi, j.language, j.labels, " \
  "j.asked_by, j.asked_at, j.reason, j.state, j.problem, j.attempts, j.changed_at, j.replaced_by"
#define LABEL_COLUMNS \
  "l.id, l.print_job_id, l.ordinal, l.thing_kind, l.thing_id, l.study_id, l.code, l.part, l.copy_number, l.content"

constexpr std::size_t kHashColumn = 17;
constexpr std::string_view kFind = "select " JOB_COLUMNS " from print_job j where j.id = ?";
constexpr std::string_view kLock = "select " JOB_COLUMNS ", j.head_hash from print_job j where j.id = ? for update";
constexpr std::string_view kLabelsOf =
    "select " LABEL_COLUMNS " from label_print l where l.print_job_id = ? order by l.ordinal";
constexpr std::string_view kLabelsOfThing =
    "select " LABEL_COLUMNS " from label_print l where l.thing_id = ? order by l.id";
constexpr std::string_view kEntriesHead = "select ";
constexpr std::string_view kEntriesTail =
    " from label_print l join ledger_entry e on e.stream_id = l.id and e.stream_kind = 16 "
    "where l.thing_id = ? and e.entry_id >= ? and e.entry_id < ? order by e.entry_id";
constexpr std::string_view kCopiesHead =
    "select l.thing_id, l.code, l.part, cast(max(l.copy_number) as signed), "
    "cast(max(case when j.state = 6 then 0 else l.copy_number end) as signed) from label_print l "
    "join print_job j on j.id = l.print_job_id where l.thing_id in ";
constexpr std::string_view kCopiesTail = " group by l.thing_id, l.code, l.part";
// A list is put together of these pieces; only the scope brings literal integers.
constexpr std::string_view kListHead = "select " JOB_COLUMNS " from print_job j where j.id < ? and ";
constexpr std::string_view kInState = " and j.state = ?";
constexpr std::string_view kOfPrinter = " and j.printer_id = ?";
constexpr std::string_view kListTail = " order by j.id desc limit ?";

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();

PrintJob job_from(const Row& r) {
  PrintJob j;
  j.id = r.id_as<PrintJobId>(0);
  j.version = static_cast<std::uint32_t>(r.integer(1));
  j.printer = r.id_as<domain::PrinterId>(2);
  j.site = r.id_as<domain::SiteId>(3);
  j.label_template = r.text(4);
  j.template_version = static_cast<int>(r.integer(5));
  j.dpi = static_cast<int>(r.integer(6));
  j.language = r.text(7);
  j.labels = static_cast<int>(r.integer(8));
  j.asked_by = r.id_as<domain::UserId>(9);
  j.asked_at = r.time(10);
  j.reason = r.text(11);
  j.state = static_cast<domain::PrintState>(r.integer(12));
  j.problem = r.text(13);
  j.attempts = static_cast<int>(r.integer(14));
  j.changed_at = r.time(15);
  if (!r.is_null(16)) j.replaced_by = r.id_as<PrintJobId>(16);
  return j;
}

LabelPrint label_from(const Row& r) {
  LabelPrint l;
  l.id = r.id(0);
  l.job = r.id_as<PrintJobId>(1);
  l.ordinal = static_cast<int>(r.integer(2));
  l.kind = static_cast<domain::StreamKind>(r.integer(3));
  if (!r.is_null(4)) l.thing = r.id(4);
  if (!r.is_null(5)) l.study = r.id_as<domain::StudyId>(5);
  l.code = r.text(6);
  l.part = r.text(7);
  l.copy_number = static_cast<int>(r.integer(8));
  l.content = r.text(9);
  return l;
}

std::vector<LabelPrint> labels_from(const Rows& rows) {
  std::vector<LabelPrint> labels;
  for (const Row& row : rows) labels.push_back(label_from(row));
  return labels;
}

}  // namespace

const ThingTable kPrintJobs = {domain::StreamKind::print_job,
                               "print_job",
                               {{PrintJobField::printer, "printer_id"},
                                {PrintJobField::site, "site_id"},
                                {PrintJobField::label_template, "template"},
                                {PrintJobField::template_version, "template_version"},
                                {PrintJobField::dpi, "dpi"},
                                {PrintJobField::language, "language"},
                                {PrintJobField::labels, "labels"},
                                {PrintJobField::asked_by, "asked_by"},
                                {PrintJobField::asked_at, "asked_at"},
                                {PrintJobField::reason, "reason"},
                                {PrintJobField::state, "state"},
                                {PrintJobField::problem, "problem"},
                                {PrintJobField::attempts, "attempts"},
                                {PrintJobField::changed_at, "changed_at"},
                                {PrintJobField::replaced_by, "replaced_by"}}};

const ThingTable kLabelPrints = {domain::StreamKind::label_print,
                                 "label_print",
                                 {{LabelPrintField::job, "print_job_id"},
                                  {LabelPrintField::ordinal, "ordinal"},
                                  {LabelPrintField::thing_kind, "thing_kind"},
                                  {LabelPrintField::thing, "thing_id"},
                                  {LabelPrintField::study, "study_id"},
                                  {LabelPrintField::code, "code"},
                                  {LabelPrintField::part, "part"},
                                  {LabelPrintField::copy_number, "copy_number"},
                                  {LabelPrintField::content, "content"}}};

void insert_print_job(WriteTransaction& tx, const PrintJob& job) {
  Changes changes;
  changes.set(PrintJobField::printer, value_of(job.printer))
      .set(PrintJobField::site, value_of(job.site))
      .set(PrintJobField::label_template, job.label_template)
      .set(PrintJobField::template_version, value_of(job.template_version))
      .set(PrintJobField::dpi, value_of(job.dpi))
      .set(PrintJobField::language, job.language)
      .set(PrintJobField::labels, value_of(job.labels))
      .set(PrintJobField::asked_by, value_of(static_cast<std::int64_t>(job.asked_by.value)))
      .set(PrintJobField::asked_at, value_of(job.asked_at))
      .set(PrintJobField::reason, job.reason)
      .set(PrintJobField::state, value_of(static_cast<int>(job.state)))
      .set(PrintJobField::problem, job.problem)
      .set(PrintJobField::attempts, value_of(job.attempts))
      .set(PrintJobField::changed_at, value_of(job.changed_at));
  insert_thing(tx, kPrintJobs, {job.id.value, changes.take()}, {domain::Happening::registered});
}

void insert_label_prints(WriteTransaction& tx, std::span<const LabelPrint> labels) {
  std::vector<NewThing> things;
  things.reserve(labels.size());
  for (const LabelPrint& label : labels) {
    Changes changes;
    changes.set(LabelPrintField::job, value_of(label.job))
        .set(LabelPrintField::ordinal, value_of(label.ordinal))
        .set(LabelPrintField::thing_kind, value_of(static_cast<int>(label.kind)));
    if (label.thing != 0) changes.set(LabelPrintField::thing, value_of(static_cast<std::int64_t>(label.thing)));
    if (label.study) changes.set(LabelPrintField::study, value_of(label.study));
    changes.set(LabelPrintField::code, label.code)
        .set(LabelPrintField::part, label.part)
        .set(LabelPrintField::copy_number, value_of(label.copy_number))
        .set(LabelPrintField::content, label.content);
    things.push_back({label.id, changes.take()});
  }
  insert_things(tx, kLabelPrints, things, {domain::Happening::labelled});
}

void change_print_job(WriteTransaction& tx, const std::pair<PrintJob, Head>& before, const PrintJob& after) {
  const PrintJob& old = before.first;
  Changes changes;
  changes.change(PrintJobField::state, value_of(static_cast<int>(old.state)), value_of(static_cast<int>(after.state)))
      .change(PrintJobField::problem, old.problem, after.problem)
      .change(PrintJobField::attempts, value_of(old.attempts), value_of(after.attempts))
      .change(PrintJobField::changed_at, value_of(old.changed_at), value_of(after.changed_at))
      .change(PrintJobField::replaced_by, value_of(old.replaced_by), value_of(after.replaced_by));
  auto list = changes.take();
  if (list.empty()) return;
  const bool is_sent = after.state == domain::PrintState::sent && old.state != after.state;
  change_thing(tx, kPrintJobs, {before.second, std::move(list)},
               {is_sent ? domain::Happening::printed : domain::Happening::edited});
}

std::optional<PrintJob> find_print_job(const ReadTransaction& tx, PrintJobId id) {
  const Rows rows = tx.query(kFind, id);
  return rows.empty() ? std::nullopt : std::optional(job_from(rows[0]));
}

std::optional<std::pair<PrintJob, Head>> lock_print_job(WriteTransaction& tx, PrintJobId id) {
  const Rows rows = tx.query(kLock, id);
  if (rows.empty()) return std::nullopt;
  PrintJob job = job_from(rows[0]);
  const Head head{id.value, job.version, rows[0].digest(kHashColumn)};
  return std::pair(std::move(job), head);
}

std::vector<LabelPrint> labels_of(const ReadTransaction& tx, PrintJobId id) {
  return labels_from(tx.query(kLabelsOf, id));
}

std::vector<LabelPrint> labels_of_thing(const ReadTransaction& tx, std::uint64_t thing) {
  return labels_from(tx.query(kLabelsOfThing, thing));
}

std::vector<StoredEntry> label_entries_of(const ReadTransaction& tx, std::uint64_t thing, domain::EntryId from,
                                          domain::EntryId below) {
  const std::string sql = std::string(kEntriesHead).append(kEntryColumns).append(kEntriesTail);
  std::vector<StoredEntry> entries;
  for (const Row& row : tx.query(sql, thing, from, below)) entries.push_back(stored_entry_of(row));
  return entries;
}

std::vector<PrintJob> list_print_jobs(const ReadTransaction& tx, const domain::Scope& scope,
                                      const PrintJobFilter& filter, PrintJobId before, std::uint32_t limit) {
  std::string sql(kListHead);
  sql += scope_sql(sites_of(scope), "j.site_id", "0");
  std::vector<Bind> binds{before ? Bind(before) : Bind(kNewest)};
  if (filter.state) {
    sql.append(kInState);
    binds.emplace_back(static_cast<int>(*filter.state));
  }
  if (filter.printer) {
    sql.append(kOfPrinter);
    binds.emplace_back(filter.printer);
  }
  sql.append(kListTail);
  binds.emplace_back(limit);
  std::vector<PrintJob> jobs;
  for (const Row& row : tx.connection().query(sql, std::span<const Bind>(binds))) jobs.push_back(job_from(row));
  return jobs;
}

std::map<LabelKey, Copies> copies_of(const ReadTransaction& tx, std::span<const std::uint64_t> things) {
  std::map<LabelKey, Copies> copies;
  if (things.empty()) return copies;
  const std::vector<Bind> binds(things.begin(), things.end());
  for (const Row& row : query_in(tx.connection(), kCopiesHead, kCopiesTail, binds)) {
    const Copies given{static_cast<int>(row.integer(3)), static_cast<int>(row.integer(4))};
    copies[{row.id(0), row.text(1), row.text(2)}] = given;
  }
  return copies;
}

}  // namespace frostkeep::database
