#include "services/label_delivery.hpp"

#include <filesystem>
#include <memory>

#include "base/log.hpp"
#include "database/printer_records.hpp"
#include "labels/printer_file.hpp"
#include "labels/printer_place.hpp"
#include "labels/printer_tcp.hpp"
#include "labels/zpl.hpp"
#include "services/label_batch.hpp"

namespace frostkeep::services {
namespace {

using database::PrintJob;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::PrintState;

constexpr std::string_view kInterrupted = "interrupted";
constexpr std::string_view kLabelRefused = "label_refused";

struct Errand {
  domain::Printer printer;
  std::vector<database::LabelPrint> prints;
};

/// Nothing if the address is none of a printer any more.
std::unique_ptr<labels::Printer> reach(const PrinterAccess& access, const domain::Printer& printer) {
  if (printer.address == "file" && !access.folder.empty()) {
    const auto folder = access.folder / printer.code;
    std::filesystem::create_directories(folder);
    return std::make_unique<labels::FilePrinter>(folder);
  }
  const auto place = labels::parse_tcp_place(printer.address);
  if (!place) return nullptr;
  labels::TcpPrinterSettings settings{place->host, place->port};
  settings.closes_after_job = printer.ends_connection;
  return std::make_unique<labels::TcpPrinter>(access.subnets, settings);
}

/// The whole job in the printer's language. Throws domain::Refused if this version can't draw one of its labels.
std::string bytes_of(const PrintJob& job, const std::vector<database::LabelPrint>& prints) {
  std::vector<LabelSubject> subjects;
  for (const database::LabelPrint& print : prints) subjects.push_back(subject_of(print));
  const auto language = job.language == "en" ? domain::Language::en : domain::Language::zh_cn;
  std::string bytes;
  for (const labels::Label& label : draw_labels(template_for(job.label_template, {}), subjects, language, job.dpi)) {
    bytes += labels::to_zpl(label, 1);
  }
  return bytes;
}

PrintState state_after(labels::SendOutcome outcome) {
  switch (outcome) {
    case labels::SendOutcome::sent:
      return PrintState::sent;
    case labels::SendOutcome::failed_before_first_byte:
      return PrintState::queued;
    case labels::SendOutcome::unknown:
      return PrintState::unknown;
  }
  return PrintState::unknown;
}

}  // namespace

template <typename Change>
std::optional<PrintJob> LabelDelivery::change(domain::PrintJobId id, Change change_job) {
  const auto found = house_.database.read([&](const ReadTransaction& tx) { return database::find_print_job(tx, id); });
  if (!found) return std::nullopt;
  const database::WriteContext context{
      .actor = {}, .on_behalf_of = found->asked_by, .site = found->site, .now = house_.now()};
  return house_.database.write(context, [&](WriteTransaction& tx) -> std::optional<PrintJob> {
    const auto locked = database::lock_print_job(tx, id);
    PrintJob after = locked->first;
    if (!change_job(after)) return std::nullopt;
    after.changed_at = tx.now();
    database::change_print_job(tx, *locked, after);
    return after;
  });
}

Delivery LabelDelivery::deliver(domain::PrintJobId id) {
  const auto job = change(id, [](PrintJob& j) {
    if (j.state == PrintState::sending) {
      j.state = PrintState::unknown;
      j.problem = kInterrupted;
      return true;
    }
    if (j.state != PrintState::queued) return false;
    j.state = PrintState::sending;
    return true;
  });
  if (!job || job->state != PrintState::sending) return Delivery::settled;
  const Errand errand = house_.database.read([&](const ReadTransaction& tx) {
    return Errand{*database::find_printer(tx, job->printer), database::labels_of(tx, id)};
  });
  labels::SendResult result{labels::SendOutcome::failed_before_first_byte, labels::SendProblem::address_refused};
  std::string bytes;
  try {
    bytes = bytes_of(*job, errand.prints);
  } catch (const domain::Refused& refused) {
    base::log(base::LogLevel::error, "label_not_drawn", {{"print_job", id.text()}, {"why", refused.what()}});
    change(id, [](PrintJob& j) {
      j.state = PrintState::failed;
      j.problem = kLabelRefused;
      return true;
    });
    return Delivery::settled;
  }
  const auto printer = reach(house_.printers, errand.printer);
  if (printer) result = printer->send({"print-" + id.text(), std::move(bytes)});
  const PrintState next = state_after(result.outcome);
  change(id, [&](PrintJob& j) {
    j.state = next;
    j.problem = result.outcome == labels::SendOutcome::sent ? "" : std::string(labels::to_text(result.problem));
    if (next == PrintState::queued) ++j.attempts;
    return true;
  });
  return next == PrintState::queued ? Delivery::unreachable : Delivery::settled;
}

void LabelDelivery::give_up(domain::PrintJobId id) {
  change(id, [](PrintJob& j) {
    if (j.state != PrintState::queued && j.state != PrintState::sending) return false;
    const bool begun = j.state == PrintState::sending;
    j.state = begun ? PrintState::unknown : PrintState::failed;
    if (begun) j.problem = kInterrupted;
    return true;
  });
}

void LabelDelivery::withdraw(domain::PrintJobId id) {
  change(id, [](PrintJob& j) {
    if (j.state != PrintState::queued) return false;
    j.state = PrintState::withdrawn;
    return true;
  });
}

}  // namespace frostkeep::services
