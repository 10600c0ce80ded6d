#pragma once
/// SQL for label printers.

#include <optional>
#include <utility>
#include <vector>

#include "database/things.hpp"
#include "domain/printing.hpp"

namespace frostkeep::database {

struct PrinterField {
  enum : std::uint16_t { site = 1, code, name, address, dpi, language, stock, ends_connection, retired };
};
extern const ThingTable kPrinters;

/// The row, its scan code and its first entry. Refused(name_taken, code_taken).
void insert_printer(WriteTransaction& tx, const domain::Printer& printer);
/// One entry with what differs (its code and site never do): `retired` where that is new, else `edited`. Nothing is
/// written if nothing differs. Refused(name_taken, version_stale).
void change_printer(WriteTransaction& tx, const std::pair<domain::Printer, Head>& before,
                    const domain::Printer& after);

std::optional<domain::Printer> find_printer(const ReadTransaction& tx, domain::PrinterId id);
std::optional<domain::Printer> find_printer(const ReadTransaction& tx, const std::string& code);
std::optional<std::pair<domain::Printer, Head>> lock_printer(WriteTransaction& tx, domain::PrinterId id);
/// All there are, some dozens, by site and name.
std::vector<domain::Printer> read_printers(const ReadTransaction& tx);

}  // namespace frostkeep::database
