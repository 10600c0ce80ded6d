#pragma once
/// Printers, print jobs and what is decided about one whose end nobody knows.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/ids.hpp"

namespace frostkeep::domain {

/// Whether labels are drawn at this resolution, in dots per inch.
constexpr bool is_printer_resolution(int dpi) {
  return dpi == 203 || dpi == 300 || dpi == 600;
}
/// Labels of one job at most: all tubes of a visit.
constexpr std::size_t kMaxLabels = 500;

/// A label printer as its row tells it.
struct Printer {
  PrinterId id;
  std::uint32_t version = 0;
  SiteId site;
  std::string code;  ///< what its own label says: scanning it chooses the printer
  std::string name;
  std::string address;  ///< `tcp://10.1.2.3:9100`, or `file`: into a folder of the server
  int dpi = 300;
  std::string language = "ZPL";
  std::string stock;           ///< id of the label template whose stock is loaded; empty: not told
  bool ends_connection = true;  ///< whether it ends the connection once it has read a job, which proves that it has
  bool retired = false;
};

/// Where a print job stands. Numbers stand in the database.
enum class PrintState : std::uint8_t {
  queued = 1,     ///< waits for its turn, or for the printer to be back
  sending = 2,    ///< bytes may be on their way
  sent = 3,       ///< the printer has all of it, or a person saw the labels
  failed = 4,     ///< the printer has none of it and couldn't be reached in several attempts
  unknown = 5,    ///< the printer may have some or all of it: a person looks; never repeated by itself
  withdrawn = 6,  ///< a person decided that there are no labels of it
  replaced = 7,   ///< of unknown end; a person had its labels printed again, as further copies
};
std::string_view name_of(PrintState state);
inline constexpr std::array kAllPrintStates = {PrintState::queued,    PrintState::sending, PrintState::sent,
                                               PrintState::failed,    PrintState::unknown, PrintState::withdrawn,
                                               PrintState::replaced};

/// What a person says about a job.
enum class PrintDecision : std::uint8_t {
  printed,      ///< the labels are there
  print_again,  ///< send it again
  not_printed   ///< there are none, and none are wanted
};
std::string_view name_of(PrintDecision decision);
inline constexpr std::array kAllPrintDecisions = {PrintDecision::printed, PrintDecision::print_again,
                                                  PrintDecision::not_printed};

/// What a job in this state becomes; nothing where it can't be decided (a job that is on its way, or settled). One that
/// failed is sent again as it is, since no label of it exists; one of unknown end is replaced by a job with new copies.
std::optional<PrintState> decided(PrintState state, PrintDecision decision);

/// What stands on a label, field by field.
using LabelValues = std::map<std::string, std::string, std::less<>>;
/// As the database and the ledger hold it: a line `name <tab> value` a field. Tabs, line ends and backslashes of values
/// are written \t, \n and \\.
std::string label_text(const LabelValues& values);
/// What label_text wrote; throws base::BadBytes for any other text.
LabelValues parse_label_text(std::string_view text);

}  // namespace frostkeep::domain
