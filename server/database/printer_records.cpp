#include "database/printer_records.hpp"

#include "database/scan_code_records.hpp"

namespace frostkeep::database {
namespace {

using domain::Printer;

#define PRINTER_COLUMNS \
  "p.id, p.version, p.site_id, p.code, p.name, p.address, p.dpi, p.language, p.stock, p.ends_connection, p.retired"

constexpr std::size_t kHashColumn = 11;
constexpr std::string_view kFind = "select " PRINTER_COLUMNS " from printer p where p.id = ?";
constexpr std::string_view kFindByCode =
    "select " PRINTER_COLUMNS
    " from scan_code k join printer p on p.id = k.thing_id where k.code = ? and k.issuer = 0 and k.thing_kind = 15";
constexpr std::string_view kLock = "select " PRINTER_COLUMNS ", p.head_hash from printer p where p.id = ? for update";
constexpr std::string_view kReadAll = "select " PRINTER_COLUMNS " from printer p order by p.site_id, p.name";

Printer printer_from(const Row& r) {
  Printer p;
  p.id = r.id_as<domain::PrinterId>(0);
  p.version = static_cast<std::uint32_t>(r.integer(1));
  p.site = r.id_as<domain::SiteId>(2);
  p.code = r.text(3);
  p.name = r.text(4);
  p.address = r.text(5);
  p.dpi = static_cast<int>(r.integer(6));
  p.language = r.text(7);
  p.stock = r.text(8);
  p.ends_connection = r.integer(9) != 0;
  p.retired = r.integer(10) != 0;
  return p;
}

}  // namespace

const ThingTable kPrinters = {domain::StreamKind::printer,
                              "printer",
                              {{PrinterField::site, "site_id"},
                               {PrinterField::code, "code"},
                               {PrinterField::name, "name"},
                               {PrinterField::address, "address"},
                               {PrinterField::dpi, "dpi"},
                               {PrinterField::language, "language"},
                               {PrinterField::stock, "stock"},
                               {PrinterField::ends_connection, "ends_connection"},
                               {PrinterField::retired, "retired"}}};

void insert_printer(WriteTransaction& tx, const Printer& printer) {
  const NewScanCode code{printer.code, 0, domain::StreamKind::printer, printer.id.value};
  insert_scan_codes(tx, std::span(&code, 1));
  Changes changes;
  changes.set(PrinterField::site, value_of(printer.site))
      .set(PrinterField::code, printer.code)
      .set(PrinterField::name, printer.name)
      .set(PrinterField::address, printer.address)
      .set(PrinterField::dpi, value_of(printer.dpi))
      .set(PrinterField::language, printer.language)
      .set(PrinterField::stock, printer.stock)
      .set(PrinterField::ends_connection, value_of(printer.ends_connection))
      .set(PrinterField::retired, value_of(printer.retired));
  NewThing thing{printer.id.value, changes.take()};
  thing.changes.push_back(code_change(printer.code, 0));
  insert_thing(tx, kPrinters, std::move(thing), {domain::Happening::registered});
}

void change_printer(WriteTransaction& tx, const std::pair<Printer, Head>& before, const Printer& after) {
  const Printer& old = before.first;
  Changes changes;
  changes.change(PrinterField::name, old.name, after.name)
      .change(PrinterField::address, old.address, after.address)
      .change(PrinterField::dpi, value_of(old.dpi), value_of(after.dpi))
      .change(PrinterField::language, old.language, after.language)
      .change(PrinterField::stock, old.stock, after.stock)
      .change(PrinterField::ends_connection, value_of(old.ends_connection), value_of(after.ends_connection))
      .change(PrinterField::retired, value_of(old.retired), value_of(after.retired));
  auto what = domain::Happening::edited;
  if (after.retired && !old.retired) what = domain::Happening::retired;
  auto list = changes.take();
  if (!list.empty()) change_thing(tx, kPrinters, {before.second, std::move(list)}, {what});
}

std::optional<Printer> find_printer(const ReadTransaction& tx, domain::PrinterId id) {
  const Rows rows = tx.query(kFind, id);
  return rows.empty() ? std::nullopt : std::optional(printer_from(rows[0]));
}

std::optional<Printer> find_printer(const ReadTransaction& tx, const std::string& code) {
  const Rows rows = tx.query(kFindByCode, code);
  return rows.empty() ? std::nullopt : std::optional(printer_from(rows[0]));
}

std::optional<std::pair<Printer, Head>> lock_printer(WriteTransaction& tx, domain::PrinterId id) {
  const Rows rows = tx.query(kLock, id);
  if (rows.empty()) return std::nullopt;
  Printer printer = printer_from(rows[0]);
  const Head head{id.value, printer.version, rows[0].digest(kHashColumn)};
  return std::pair(std::move(printer), head);
}

std::vector<Printer> read_printers(const ReadTransaction& tx) {
  std::vector<Printer> printers;
  for (const Row& row : tx.query(kReadAll)) printers.push_back(printer_from(row));
  return printers;
}

}  // namespace frostkeep::database
