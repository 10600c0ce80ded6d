#pragma once
/// What is thrown when a file can't be read as what it claims to be. One type for all formats, so that an importer
/// reports each of them by the same place: line, row, column, byte.

#include <cstdint>
#include <stdexcept>
#include <string>

namespace frostkeep::documents {

/// A place in a file. All numbers count from 1; 0 means "not known" or "of no use here". A line ends with LF, CR or
/// CRLF; a row is a record of the table (one quoted cell may hold several lines).
struct FilePlace {
  std::uint64_t line = 0;
  std::uint64_t row = 0;
  std::uint64_t column = 0;
  std::uint64_t byte = 0;
};

class BadDocument : public std::runtime_error {
 public:
  /// `code` is a fixed word (`charset_mixed`, `csv_quote_unclosed`), `detail` an English clause; what() is the place
  /// and the detail.
  BadDocument(std::string code, const FilePlace& place, std::string detail);

  const std::string& code() const { return code_; }
  const FilePlace& place() const { return place_; }
  /// The clause without the place.
  const std::string& detail() const { return detail_; }

 private:
  std::string code_;
  FilePlace place_;
  std::string detail_;
};

}  // namespace frostkeep::documents
