#include "documents/rack_parse_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "documents/rack_file.hpp"

namespace frostkeep::documents {
namespace {

constexpr int kDone = 0;
constexpr int kHasErrors = 1;
constexpr int kUnreadable = 2;

/// The file's bytes, at most one more than a rack file may have.
std::optional<std::string> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(kMaximumRackFileBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.is_open() || file.bad()) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

void write_text(const RackScan& scan, const RackParseArguments& arguments, std::ostream& out) {
  out << fmt::format("rack {}, profile {}, scanned {}\n", scan.rack.value_or("unknown"), scan.profile,
                     scan.scanned_at.value_or("at an unknown time"));
  for (const RackWell& well : scan.wells) {
    out << fmt::format("{:<5}{}\n", well.position,
                       well.state == WellState::code ? well.code : fmt::format("({})", to_text(well.state)));
  }
  const auto count = [&scan](WellState state) {
    return std::count_if(scan.wells.begin(), scan.wells.end(), [state](const auto& w) { return w.state == state; });
  };
  out << fmt::format("{} with a code, {} empty, {} unread, {} not reported\n", count(WellState::code),
                     count(WellState::empty), count(WellState::unread),
                     arguments.rows * arguments.columns - static_cast<int>(scan.wells.size()));
}

}  // namespace

int run_rack_parse(const RackParseArguments& arguments, std::ostream& out, std::ostream& err) {
  const auto bytes = read_bytes(arguments.path);
  if (!bytes) {
    err << fmt::format("{}: the file can't be read\n", arguments.path);
    return kUnreadable;
  }
  try {
    const RackScan scan = parse_rack_file(
        *bytes, {arguments.rows, arguments.columns, arguments.profile, arguments.path, arguments.rack_from_name});
    if (arguments.json) {
      out << to_json(scan) << "\n";
    } else {
      write_text(scan, arguments, out);
    }
    for (const RackError& error : scan.errors) {
      err << fmt::format("{}:{}: {} ({})\n", arguments.path, error.line, error.detail, error.code);
    }
    return scan.errors.empty() ? kDone : kHasErrors;
  } catch (const UnreadableRackFile& unreadable) {
    err << fmt::format("{}: {} ({})\n", arguments.path, unreadable.what(), unreadable.code());
    return kUnreadable;
  }
}

}  // namespace frostkeep::documents
