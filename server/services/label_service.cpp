#include "services/label_service.hpp"

#include <algorithm>

#include "database/people_records.hpp"
#include "labels/png.hpp"
#include "services/label_batch.hpp"
#include "services/printer_service.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::PrintState;
using domain::Refused;

/// Copy numbers given by somebody else meanwhile are counted anew, so often.
constexpr int kAttempts = 3;
constexpr int kPreviewDpi = 300;

/// A batch that is ready to be written, or why it can't be. A repeat of a request that had its effect is answered
/// before that is told, so it waits for the transaction.
struct Plan {
  domain::Printer printer;
  std::vector<LabelSubject> subjects;
  LabelBatch batch;
  std::optional<Refused> refusal;
};

domain::Printer printer_of(const ReadTransaction& tx, const domain::Scope& scope, const PrintOrder& order) {
  if (order.printer) return visible_printer(tx, scope, order.printer);
  if (order.printer_code.empty()) {
    throw Refused(ErrorCode::field_missing, {{"field", "printer"}, {"pointer", "/printer_id"}});
  }
  const auto printer = database::find_printer(tx, order.printer_code);
  if (!printer || !scope.contains_site(printer->site)) {
    throw Refused(ErrorCode::code_unknown, {{"code", order.printer_code}, {"pointer", "/printer_code"}});
  }
  return *printer;
}

template <typename Make>
Plan planned(Make make) {
  Plan plan;
  try {
    make(plan);
  } catch (const Refused& refused) {
    plan.refusal = refused;
  }
  return plan;
}

std::map<database::LabelKey, database::Copies> copies_now(const ReadTransaction& tx,
                                                         const std::vector<database::LabelPrint>& prints) {
  std::vector<std::uint64_t> things;
  for (const database::LabelPrint& print : prints) {
    if (print.thing != 0) things.push_back(print.thing);
  }
  return database::copies_of(tx, things);
}

/// Whether the copies are the next ones still, and whether the asker may print those that aren't the first.
void check_copies(const ReadTransaction& tx, const Asked& asked, const domain::Scope& reprints, const Plan& plan) {
  const auto copies = copies_now(tx, plan.batch.prints);
  std::vector<domain::Violation> violations;
  for (std::size_t i = 0; i < plan.subjects.size(); ++i) {
    const LabelSubject& subject = plan.subjects[i];
    const database::LabelPrint& print = plan.batch.prints[i];
    const auto given = copies.find({print.thing, print.code, print.part});
    if (given == copies.end()) continue;
    if (given->second.last + 1 != print.copy_number) throw Refused(ErrorCode::version_stale);
    if (given->second.last_printed == 0) continue;
    if (!reprints.contains(subject.site, subject.study)) {
      const std::string permission(domain::name_of(domain::Permission::label_reprint));
      violations.push_back({ErrorCode::permission_missing, {{"permission", permission}, {"code", print.code}}});
    } else if (asked.context.reason.empty()) {
      violations.push_back({ErrorCode::reason_missing, {{"code", print.code}, {"pointer", "/reason"}}});
    }
  }
  if (!violations.empty()) throw Refused(std::move(violations));
}

void check_in_use(const ReadTransaction& tx, domain::PrinterId id) {
  const auto printer = database::find_printer(tx, id);
  if (printer->retired) throw Refused(ErrorCode::printer_retired, {{"name", printer->name}});
}

std::string name_of_user(const ReadTransaction& tx, domain::UserId id) {
  const auto user = database::find_user(tx, id);
  return user ? user->display_name : std::string();
}

PrintJobView line_of(const ReadTransaction& tx, database::PrintJob job) {
  PrintJobView view{std::move(job), {}, {}};
  view.printer = *database::find_printer(tx, view.job.printer);
  view.asked_by = name_of_user(tx, view.job.asked_by);
  return view;
}

/// Runs an attempt again whose copy numbers were given to somebody else meanwhile.
template <typename Attempt>
PrintJobView with_fresh_copies(Attempt attempt) {
  for (int i = 1;; ++i) {
    try {
      return attempt();
    } catch (const Refused& refused) {
      if (refused.code() != ErrorCode::version_stale || i == kAttempts) throw;
    }
  }
}

/// Labels of an earlier job, to be printed as the next copies.
std::vector<LabelSubject> next_copies(const ReadTransaction& tx, domain::PrintJobId id) {
  std::vector<LabelSubject> subjects;
  const auto prints = database::labels_of(tx, id);
  const auto copies = copies_now(tx, prints);
  for (const database::LabelPrint& print : prints) {
    LabelSubject subject = subject_of(print);
    const auto given = copies.find({print.thing, print.code, print.part});
    subject.next_copy = given == copies.end() ? 1 : given->second.last + 1;
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

domain::Language language_of(const database::PrintJob& job) {
  return job.language == language_tag(domain::Language::en) ? domain::Language::en : domain::Language::zh_cn;
}

}  // namespace

std::vector<TemplateView> LabelService::templates() const {
  std::vector<TemplateView> views;
  for (const labels::LabelTemplate& t : labels::list_templates()) {
    views.push_back({t.id, t.version, t.purpose, t.title.zh_cn, t.title.en, t.width_um, t.height_um});
  }
  return views;
}

std::vector<LabelPreview> LabelService::preview(const domain::Scope& scope, const PreviewOrder& order) const {
  const labels::LabelTemplate* label_template = nullptr;
  int dpi = kPreviewDpi;
  const auto subjects = house_.database.read([&](const ReadTransaction& tx) {
    std::string stock;
    if (order.printer) {
      const domain::Printer printer = visible_printer(tx, scope, order.printer);
      stock = printer.stock;
      dpi = printer.dpi;
    }
    label_template = &template_for(order.label_template, stock);
    return read_label_subjects(tx, house_, scope, order.things, *label_template, order.language);
  });
  if (subjects.empty()) throw Refused(ErrorCode::nothing_to_print);
  if (subjects.size() > kMaxPreviews) {
    throw Refused(ErrorCode::field_too_long, {{"field", "things"}, {"limit", std::to_string(kMaxPreviews)}});
  }
  const auto drawn = draw_labels(*label_template, subjects, order.language, dpi);
  std::vector<LabelPreview> previews;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    LabelPreview preview{subjects[i], drawn[i].copy, drawn[i].picture.width(), drawn[i].picture.height(),
                         labels::to_png(drawn[i])};
    for (const labels::PlacedSymbol& symbol : drawn[i].symbols) {
      preview.symbols.push_back({std::string(labels::to_text(symbol.symbology)), symbol.text});
    }
    preview.notes = notes_of({subjects[i]}, {drawn[i]});
    previews.push_back(std::move(preview));
  }
  return previews;
}

PrintJobView LabelService::print(const Asked& asked, const PrintOrder& order) {
  return with_fresh_copies([&] {
    Plan plan = planned([&](Plan& p) {
      const labels::LabelTemplate* label_template = nullptr;
      p.subjects = house_.database.read([&](const ReadTransaction& tx) {
        p.printer = printer_of(tx, asked.scope, order);
        label_template = &template_for(order.label_template, p.printer.stock);
        return read_label_subjects(tx, house_, asked.scope, order.things, *label_template, order.language);
      });
      if (p.subjects.empty()) throw Refused(ErrorCode::nothing_to_print);
      p.batch = make_batch(p.printer, *label_template, p.subjects, order.language);
    });
    return house_.database.write(asked.context, [&](WriteTransaction& tx) {
      if (plan.refusal) throw Refused(*plan.refusal);
      check_in_use(tx, plan.printer.id);
      check_copies(tx, asked, order.reprints, plan);
      write_batch(tx, plan.batch);
      PrintJobView view = line_of(tx, plan.batch.job);
      view.notes = plan.batch.notes;
      return view;
    });
  });
}

PrintJobView LabelService::print_test(const Asked& asked, domain::PrinterId printer, domain::Language language) {
  Plan plan = planned([&](Plan& p) {
    p.printer =
        house_.database.read([&](const ReadTransaction& tx) { return visible_printer(tx, asked.scope, printer); });
    const labels::LabelTemplate& label_template = template_for({}, p.printer.stock);
    LabelSubject subject;
    subject.values = label_template.example(0, label_language(language)).values;
    subject.code = subject.values["code"] = "FK:TEST";
    p.batch = make_batch(p.printer, label_template, {subject}, language);
  });
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    if (plan.refusal) throw Refused(*plan.refusal);
    check_in_use(tx, plan.printer.id);
    write_batch(tx, plan.batch);
    return line_of(tx, plan.batch.job);
  });
}

PrintJobView LabelService::print_again(const Asked& asked, const database::PrintJob& earlier) {
  return with_fresh_copies([&] {
    Plan plan = planned([&](Plan& p) {
      p.subjects = house_.database.read([&](const ReadTransaction& tx) {
        p.printer = *database::find_printer(tx, earlier.printer);
        return next_copies(tx, earlier.id);
      });
      p.batch = make_batch(p.printer, template_for(earlier.label_template, {}), p.subjects, language_of(earlier));
    });
    return house_.database.write(asked.context, [&](WriteTransaction& tx) {
      const auto locked = database::lock_print_job(tx, earlier.id);
      if (domain::decided(locked->first.state, domain::PrintDecision::print_again) != PrintState::replaced) {
        throw Refused(ErrorCode::print_job_settled,
                      {{"print_state", std::string(domain::name_of(locked->first.state))}});
      }
      if (plan.refusal) throw Refused(*plan.refusal);
      check_in_use(tx, earlier.printer);
      const auto copies = copies_now(tx, plan.batch.prints);
      for (const database::LabelPrint& print : plan.batch.prints) {
        const auto given = copies.find({print.thing, print.code, print.part});
        if (given != copies.end() && given->second.last + 1 != print.copy_number) {
          throw Refused(ErrorCode::version_stale);
        }
      }
      write_batch(tx, plan.batch);
      database::PrintJob after = locked->first;
      after.state = PrintState::replaced;
      after.replaced_by = plan.batch.job.id;
      after.changed_at = tx.now();
      database::change_print_job(tx, *locked, after);
      return line_of(tx, plan.batch.job);
    });
  });
}

PrintJobView LabelService::resolve(const Asked& asked, domain::PrintJobId id, domain::PrintDecision decision) {
  const auto job = house_.database.read([&](const ReadTransaction& tx) { return database::find_print_job(tx, id); });
  if (!job || !asked.scope.contains_site(job->site)) throw Refused(ErrorCode::not_found);
  // A repeat of this finds the job replaced already, and is answered by its key.
  const bool replaces = decision == domain::PrintDecision::print_again &&
                        (job->state == PrintState::unknown || job->state == PrintState::replaced);
  if (replaces) return print_again(asked, *job);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto locked = database::lock_print_job(tx, id);
    const auto next = domain::decided(locked->first.state, decision);
    if (!next || *next == PrintState::replaced) {
      throw Refused(ErrorCode::print_job_settled,
                    {{"print_state", std::string(domain::name_of(locked->first.state))}});
    }
    database::PrintJob after = locked->first;
    after.state = *next;
    after.changed_at = tx.now();
    if (*next == PrintState::queued) {
      check_in_use(tx, after.printer);
      after.problem.clear();
      after.attempts = 0;
      enqueue_sending(tx, after);
    }
    database::change_print_job(tx, *locked, after);
    return line_of(tx, *database::find_print_job(tx, id));
  });
}

PrintJobView LabelService::view(const domain::Scope& scope, domain::PrintJobId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    auto job = database::find_print_job(tx, id);
    if (!job || !scope.contains_site(job->site)) throw Refused(ErrorCode::not_found);
    PrintJobView view = line_of(tx, std::move(*job));
    const auto prints = database::labels_of(tx, id);
    const auto copies = copies_now(tx, prints);
    for (const database::LabelPrint& print : prints) {
      if (!scope.contains({}, print.study)) continue;
      const auto given = copies.find({print.thing, print.code, print.part});
      view.labels.push_back({print, given != copies.end() && given->second.last_printed > print.copy_number});
    }
    return view;
  });
}

PrintJobPage LabelService::list(const domain::Scope& scope, const database::PrintJobFilter& filter,
                                domain::PrintJobId before, std::uint32_t limit) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    PrintJobPage page;
    const std::uint32_t most = std::clamp<std::uint32_t>(limit, 1, kMaxPrintJobs);
    auto jobs = database::list_print_jobs(tx, scope, filter, before, most + 1);
    if (jobs.size() > most) {
      jobs.pop_back();
      page.next = jobs.back().id;
    }
    for (database::PrintJob& job : jobs) page.items.push_back(line_of(tx, std::move(job)));
    return page;
  });
}

}  // namespace frostkeep::services
