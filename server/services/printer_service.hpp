#pragma once
/// The label printers of the house.

#include <optional>
#include <string>
#include <vector>

#include "database/people_records.hpp"
#include "database/printer_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct PrinterView {
  domain::Printer printer;
  std::optional<database::Site> site;
};

struct PrinterOrder {
  domain::SiteId site = {};  ///< the asker's if none
  std::string name;
  std::string address;
  int dpi = 300;
  std::string stock = {};
  bool ends_connection = true;
};

/// What isn't told stays.
struct PrinterEdit {
  std::optional<std::string> name = {};
  std::optional<std::string> address = {};
  std::optional<int> dpi = {};
  std::optional<std::string> stock = {};
  std::optional<bool> ends_connection = {};
  std::optional<bool> retired = {};
};

class PrinterService {
 public:
  explicit PrinterService(House& house) : house_(house) {}

  /// By site and name, retired ones too.
  std::vector<PrinterView> list(const domain::Scope& scope) const;
  PrinterView view(const domain::Scope& scope, domain::PrinterId id) const;
  /// Gives it a code of its own. Refused(field_missing, field_out_of_range {field = dpi}, template_unknown {name},
  /// printer_address_refused {value}, name_taken, not_found for a site outside the scope). Asks the name service.
  PrinterView add(const Asked& asked, const PrinterOrder& order);
  /// Refused as add, and with version_stale.
  PrinterView edit(const Asked& asked, domain::PrinterId id, std::uint32_t version, const PrinterEdit& edit);

 private:
  void check(const domain::Printer& printer) const;

  House& house_;
};

/// The printer if the scope reaches its site. Refused(not_found).
domain::Printer visible_printer(const database::ReadTransaction& tx, const domain::Scope& scope, domain::PrinterId id);

}  // namespace frostkeep::services
