#pragma once
/// `frostkeep rack-parse FILE`: shows what a rack scanner's file says.

#include <ostream>
#include <string>

namespace frostkeep::documents {

struct RackParseArguments {
  std::string path;
  int rows = 8;
  int columns = 12;
  std::string profile{};  ///< empty: recognise it
  bool rack_from_name = false;
  bool json = false;
};

/// Writes the scan to `out` (JSON, or one line a well) and what is wrong to `err`. 0: no errors; 1: the scan has
/// errors; 2: the file can't be read or no profile fits.
int run_rack_parse(const RackParseArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace frostkeep::documents
