#pragma once
/// The files that rack scanners write: which tube stands in which position of a rack.
///
/// A file is read as a whole. Each position that it names is a code, empty, or unread (a tube may be there, its code
/// wasn't read); these three are never mixed, and a position that the file doesn't name is none of them. Whatever is
/// doubtful is an error of its line, and a scan with an error must not be used: `wells` then only shows what was read.
///
/// Error codes of lines: separator_wrong, cells_too_many, quote_broken, position_missing, position_malformed,
/// position_outside, position_repeated, code_missing, code_malformed, code_rounded, code_repeated, rack_different,
/// rack_missing, rack_malformed, reader_failed, line_unknown, readings_miscounted, all_unread, no_wells.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::documents {

constexpr int kMaximumRackRows = 32;  ///< 1,536 wells: 32 × 48
constexpr int kMaximumRackColumns = 48;
constexpr std::size_t kMaximumRackFileBytes = 1024 * 1024;
constexpr std::size_t kMaximumRackFileLines = 5000;

enum class WellState { code, empty, unread };
/// "code", "empty", "unread".
std::string_view to_text(WellState state);

struct RackWell {
  int row = 0;           ///< from 1
  int column = 0;        ///< from 1
  std::string position;  ///< "A1"
  WellState state = WellState::empty;
  std::string code;  ///< of the tube, as it was read; empty unless state is code
  auto operator<=>(const RackWell&) const = default;
};

struct RackError {
  std::uint64_t line = 0;  ///< from 1; 0 for the file's name
  std::string code;
  std::string detail;  ///< English
};

struct RackScan {
  std::optional<std::string> rack;  ///< from a column, a line above the table, or the file's name if that was asked
  std::string profile;
  std::optional<std::string> scanned_at;  ///< `2012-08-23 13:42:01`, by the scanner's clock, in no zone
  std::vector<RackWell> wells;            ///< row by row
  std::vector<RackError> errors;          ///< by line
};

struct RackFileOptions {
  int rows = 8;
  int columns = 12;
  std::string profile{};        ///< an id; empty to recognise it
  std::string file_name{};      ///< with or without folders; used for rack_from_name only
  bool rack_from_name = false;  ///< the name without its extension is the rack's code if the file has none inside
};

/// The bytes can't be read as a rack scan at all: `charset_…` and `file_too_large` as in BadDocument, no_profile (none
/// fits), profile_unknown (no such id), rack_size (rows or columns out of range).
class UnreadableRackFile : public std::runtime_error {
 public:
  UnreadableRackFile(std::string code, const std::string& sentence)
      : std::runtime_error(sentence), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

/// Reads UTF-8, UTF-16 or GB 18030 of at most kMaximumRackFileBytes. Throws UnreadableRackFile. Safe from any thread.
RackScan parse_rack_file(std::string_view bytes, const RackFileOptions& options);

/// {"rack", "profile", "scanned_at", "wells": [{"position", "state", "code"}], "errors": [{"line", "code", "detail"}]};
/// what isn't known is null.
std::string to_json(const RackScan& scan);

}  // namespace frostkeep::documents
