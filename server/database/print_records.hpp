#pragma once
/// SQL for print jobs and the labels of each. A label's row is never changed: of several copies for one thing the one
/// with the highest number counts, and the earlier ones are void by that.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "database/ledger_records.hpp"
#include "database/things.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"
#include "domain/printing.hpp"

namespace frostkeep::database {

struct PrintJobField {
  enum : std::uint16_t {
    printer = 1,
    site,
    label_template,
    template_version,
    dpi,
    language,
    labels,
    asked_by,
    asked_at,
    reason,
    state,
    problem,
    attempts,
    changed_at,
    replaced_by
  };
};
extern const ThingTable kPrintJobs;

struct LabelPrintField {
  enum : std::uint16_t { job = 1, ordinal, thing_kind, thing, study, code, part, copy_number, content };
};
extern const ThingTable kLabelPrints;

struct PrintJob {
  domain::PrintJobId id;
  std::uint32_t version = 0;
  domain::PrinterId printer;
  domain::SiteId site;  ///< the printer's when it was asked
  std::string label_template;
  int template_version = 0;
  int dpi = 0;
  std::string language;  ///< `zh-CN` or `en`
  int labels = 0;
  domain::UserId asked_by;
  base::Timestamp asked_at;
  std::string reason = {};
  domain::PrintState state = domain::PrintState::queued;
  std::string problem = {};  ///< a word of labels/printer.hpp, or `interrupted`; empty where all is well
  int attempts = 0;          ///< connections tried in vain
  base::Timestamp changed_at;
  domain::PrintJobId replaced_by = {};
};

/// One label of a job.
struct LabelPrint {
  std::uint64_t id = 0;
  domain::PrintJobId job;
  int ordinal = 0;  ///< from 1, in the order of printing
  domain::StreamKind kind = domain::StreamKind::house;
  std::uint64_t thing = 0;  ///< 0: of no thing (a command card, a test)
  domain::StudyId study = {};
  std::string code;
  std::string part;  ///< `body` or `cap`: a tube has a label for each
  int copy_number = 1;
  std::string content;  ///< domain::label_text
};

void insert_print_job(WriteTransaction& tx, const PrintJob& job);
/// Refused(version_stale) if another transaction has given one of the copy numbers meanwhile.
void insert_label_prints(WriteTransaction& tx, std::span<const LabelPrint> labels);
/// State, problem, attempts, changed_at and replaced_by. The entry is `printed` where the state becomes sent, else
/// `edited`. Refused(version_stale).
void change_print_job(WriteTransaction& tx, const std::pair<PrintJob, Head>& before, const PrintJob& after);

std::optional<PrintJob> find_print_job(const ReadTransaction& tx, domain::PrintJobId id);
std::optional<std::pair<PrintJob, Head>> lock_print_job(WriteTransaction& tx, domain::PrintJobId id);
/// In order.
std::vector<LabelPrint> labels_of(const ReadTransaction& tx, domain::PrintJobId id);
/// Those of one thing, oldest first.
std::vector<LabelPrint> labels_of_thing(const ReadTransaction& tx, std::uint64_t thing);
/// The entries of those labels, from `from` (inclusive) to `below` (exclusive), oldest first.
std::vector<StoredEntry> label_entries_of(const ReadTransaction& tx, std::uint64_t thing, domain::EntryId from,
                                          domain::EntryId below);

struct PrintJobFilter {
  std::optional<domain::PrintState> state = {};
  domain::PrinterId printer = {};
};
/// A page of the jobs at the scope's sites, the newest first, from `before` (exclusive; 0: from the newest).
std::vector<PrintJob> list_print_jobs(const ReadTransaction& tx, const domain::Scope& scope,
                                      const PrintJobFilter& filter, domain::PrintJobId before, std::uint32_t limit);

/// Thing, code, part.
using LabelKey = std::tuple<std::uint64_t, std::string, std::string>;
struct Copies {
  int last = 0;          ///< the highest number given
  int last_printed = 0;  ///< the highest of a job that wasn't withdrawn, which is the one that counts; 0: none
};
/// What was given so far to these things; those without any are left out.
std::map<LabelKey, Copies> copies_of(const ReadTransaction& tx, std::span<const std::uint64_t> things);

}  // namespace frostkeep::database
