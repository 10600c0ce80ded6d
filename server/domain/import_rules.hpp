#pragma once
/// What the rows of a file that somebody loads may say, and how their text is read. Whether it is right is decided by
/// the rules of single entry: check_person and check_tube.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/accession_rules.hpp"
#include "domain/import_file.hpp"
#include "domain/participant.hpp"

namespace frostkeep::domain {

/// A column that a file may have. Headings are compared without case, spaces and underscores; `other` holds further
/// headings with | between them.
struct ImportColumn {
  std::string_view field;
  std::string_view zh_cn;
  std::string_view en;
  std::string_view other = {};
};
std::span<const ImportColumn> import_columns(ImportKind kind);
/// The heading of the column that holds what is wrong, in the file that goes back to the sender; ignored when that
/// file comes again.
std::string_view error_heading(Language language);

/// Which field each column holds; empty: ignored.
using ImportHeading = std::vector<std::string>;
/// Reads a heading. `mapping` may say which heading holds which field, "code=Sample Id;material=Sample Type": then
/// these columns are read and all others ignored. Without it every column must be known: what is ignored in silence is
/// missed later. Violations: field_unknown, row_repeated {field, other_row = 1} for two columns of one field,
/// field_missing for a column that a file of this kind must have, field_malformed for a mapping that can't be read.
Checked<ImportHeading> read_heading(ImportKind kind, const std::vector<std::string>& cells, std::string_view mapping);

/// The cells of a row by their field; empty ones aren't there.
using ImportCells = std::map<std::string, std::string, std::less<>>;
/// Violation: row_too_long {limit} for text behind the last heading.
Checked<ImportCells> cells_of(const ImportHeading& heading, const std::vector<std::string>& cells);

/// A person and how the study knows them.
struct ParticipantRow {
  PersonEntry person = {};
  std::string study_code = {};  ///< empty: one is made
  std::optional<Stratum> stratum = {};
  std::optional<base::Date> stratum_since = {};
  std::string stratum_rule = {};
};
/// What could be read, and what couldn't (appended to `violations`, none of which repeats identity).
ParticipantRow read_participant_row(const ImportCells& cells, std::vector<Violation>& violations);

/// A tube and where it lies.
struct SampleRow {
  TubeEntry tube = {};
  std::string box = {};
  std::string position = {};
};
/// Times without an offset are the site's. Violations: field_malformed, and field_missing where a box has no position
/// or a position no box.
SampleRow read_sample_row(const ImportCells& cells, const std::string& zone, std::vector<Violation>& violations);

/// "2026-11-24T08:05:09Z", "2026-11-24 08:05", "2026/11/24 8:05", "2026.11.24", "20261124": with an offset that
/// instant, else the zone's; a date alone is the first moment of that day. Nothing for any other text.
std::optional<base::Timestamp> read_time(std::string_view text, const std::string& zone);
/// The date part of the same texts.
std::optional<base::Date> read_date(std::string_view text);

/// What no two rows of a file may have in common.
struct ImportUnique {
  std::string_view field;
  std::string value;  ///< normalised, with a word before it that tells apart what is compared with what
};
std::vector<ImportUnique> unique_values(ImportKind kind, const ImportCells& cells);
/// The value by which a code would stand among them.
std::string unique_code(std::string_view code);

}  // namespace frostkeep::domain
