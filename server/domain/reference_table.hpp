#pragma once
/// The code lists of schema/reference, compiled into the program.
///
/// A list is CSV (UTF-8, LF, double quotes where needed). Lines that begin with `#` stand above the heading and say
/// `# version: …` and `# source: …`. The first column is the key and unique; names stand in `zh_cn` and `en`.
/// The lists are our own text: a broken one is a bug, found by a test, never a refusal.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.hpp"

namespace frostkeep::domain {

/// All files of schema/reference: "materials.csv", "protocols/health_check.json" …
std::span<const base::EmbeddedFile> reference_files();
/// The bytes of one of them; nothing if there is none of that name.
std::optional<std::string_view> reference_file(std::string_view name);

/// The two languages of all that people read.
enum class Language { zh_cn, en };

class ReferenceTable {
 public:
  /// `csv` must outlive the table.
  explicit ReferenceTable(std::string_view csv);

  std::string_view version() const { return version_; }
  std::string_view source() const { return source_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t size() const { return rows_.size(); }

  /// Cell of a row (from 0) and a column that exists.
  const std::string& cell(std::size_t row, std::string_view column) const;
  /// Row whose first column is `key`.
  std::optional<std::size_t> find(std::string_view key) const;
  /// Name of `key` in a language, or `key` itself where the list doesn't know it.
  std::string name_of(std::string_view key, Language language) const;
  /// Cell as a whole number; nothing where it is empty.
  std::optional<long long> number(std::size_t row, std::string_view column) const;

 private:
  void read_remark(std::string_view line);

  std::string version_;
  std::string source_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// A list by its file name without ending ("materials"), read once. Any thread may call it. The list exists.
const ReferenceTable& reference_table(std::string_view name);

}  // namespace frostkeep::domain
