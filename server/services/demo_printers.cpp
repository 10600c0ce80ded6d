#include "services/demo_printers.hpp"

#include "database/printer_records.hpp"
#include "domain/code_text.hpp"

namespace frostkeep::services {

void make_demo_printers(database::WriteTransaction& tx, std::span<const domain::SiteId> sites) {
  std::uint64_t number = 0;
  for (const domain::SiteId site : sites) {
    domain::Printer printer;
    printer.id = domain::PrinterId{tx.next_id()};
    printer.site = site;
    printer.code = domain::make_code("PR", ++number);
    printer.name = "标签打印机 " + std::to_string(number);
    printer.address = "tcp://127.0.0.1:9100";
    printer.dpi = 300;
    printer.stock = "cryovial_32x13mm";
    database::insert_printer(tx, printer);
  }
}

}  // namespace frostkeep::services
