#include "services/printer_service.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "labels/label.hpp"
#include "labels/printer_place.hpp"
#include "services/fresh_codes.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Printer;
using domain::Refused;
using domain::Violation;

constexpr int kPrinterDigits = 8;

Violation wrong(ErrorCode code, const std::string& field, std::map<std::string, std::string> values = {}) {
  values.insert({{"field", field}, {"pointer", "/" + field}});
  return {code, std::move(values)};
}

/// Whether the configuration lets the server send there now.
bool is_reachable_place(const PrinterAccess& access, const std::string& address) {
  if (address == "file") return !access.folder.empty();
  const auto place = labels::parse_tcp_place(address);
  if (!place) return false;
  try {
    access.subnets.resolve(place->host, place->port);
  } catch (const labels::PrinterAddressRefused&) {
    return false;
  }
  return true;
}

std::string clean(const std::string& text) { return base::nfc(base::trim(text)); }

PrinterView described(const ReadTransaction& tx, Printer printer) {
  PrinterView view{std::move(printer), {}};
  view.site = database::find_site(tx, view.printer.site);
  return view;
}

}  // namespace

Printer visible_printer(const ReadTransaction& tx, const domain::Scope& scope, domain::PrinterId id) {
  auto printer = database::find_printer(tx, id);
  if (!printer || !scope.contains_site(printer->site)) throw Refused(ErrorCode::not_found);
  return std::move(*printer);
}

void PrinterService::check(const Printer& printer) const {
  std::vector<Violation> violations;
  if (printer.name.empty()) violations.push_back(wrong(ErrorCode::field_missing, "name"));
  if (base::has_forbidden_character(printer.name)) violations.push_back(wrong(ErrorCode::field_malformed, "name"));
  if (!domain::is_printer_resolution(printer.dpi)) violations.push_back(wrong(ErrorCode::field_out_of_range, "dpi"));
  if (!printer.stock.empty() && labels::find_template(printer.stock) == nullptr) {
    violations.push_back(wrong(ErrorCode::template_unknown, "stock", {{"name", printer.stock}}));
  }
  if (!is_reachable_place(house_.printers, printer.address)) {
    violations.push_back(wrong(ErrorCode::printer_address_refused, "address", {{"value", printer.address}}));
  }
  if (!violations.empty()) throw Refused(std::move(violations));
}

std::vector<PrinterView> PrinterService::list(const domain::Scope& scope) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    std::vector<PrinterView> views;
    const auto sites = database::read_sites(tx);
    for (Printer& printer : database::read_printers(tx)) {
      if (!scope.contains_site(printer.site)) continue;
      PrinterView view{std::move(printer), {}};
      const auto site = std::ranges::find(sites, view.printer.site, &database::Site::id);
      if (site != sites.end()) view.site = *site;
      views.push_back(std::move(view));
    }
    return views;
  });
}

PrinterView PrinterService::view(const domain::Scope& scope, domain::PrinterId id) const {
  return house_.database.read(
      [&](const ReadTransaction& tx) { return described(tx, visible_printer(tx, scope, id)); });
}

PrinterView PrinterService::add(const Asked& asked, const PrinterOrder& order) {
  Printer printer;
  printer.site = order.site ? order.site : asked.context.site;
  printer.name = clean(order.name);
  printer.address = clean(order.address);
  printer.dpi = order.dpi;
  printer.stock = order.stock;
  printer.ends_connection = order.ends_connection;
  if (!asked.scope.contains_site(printer.site)) throw Refused(ErrorCode::not_found);
  check(printer);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    if (!database::find_site(tx, printer.site)) throw Refused(ErrorCode::not_found);
    printer.id = domain::PrinterId{tx.next_id()};
    printer.code = fresh_codes(tx, house_.random, "PR", kPrinterDigits, 1).front();
    database::insert_printer(tx, printer);
    return described(tx, *database::find_printer(tx, printer.id));
  });
}

PrinterView PrinterService::edit(const Asked& asked, domain::PrinterId id, std::uint32_t version,
                                 const PrinterEdit& edit) {
  const auto edited = [&](Printer printer) {
    printer.name = edit.name ? clean(*edit.name) : printer.name;
    printer.address = edit.address ? clean(*edit.address) : printer.address;
    printer.dpi = edit.dpi.value_or(printer.dpi);
    printer.stock = edit.stock.value_or(printer.stock);
    printer.ends_connection = edit.ends_connection.value_or(printer.ends_connection);
    printer.retired = edit.retired.value_or(printer.retired);
    return printer;
  };
  // A printer whose address fell out of the configuration must still be retirable.
  const Printer planned = edited(view(asked.scope, id).printer);
  if (!planned.retired) check(planned);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto locked = database::lock_printer(tx, id);
    if (locked->second.version != version) throw Refused(ErrorCode::version_stale);
    database::change_printer(tx, *locked, edited(locked->first));
    return described(tx, *database::find_printer(tx, id));
  });
}

}  // namespace frostkeep::services
