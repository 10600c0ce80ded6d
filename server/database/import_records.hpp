#pragma once
/// SQL for files on their way into the house. What they hold is import_row_records.hpp's.

#include <optional>
#include <vector>

#include "database/things.hpp"
#include "domain/import_file.hpp"
#include "domain/policy.hpp"

namespace frostkeep::database {

struct ImportFileField {
  enum : std::uint16_t {
    kind = 1,
    study,
    site,
    name,
    digest,
    bytes,
    columns,
    charset,
    asked_by,
    uploaded_at,
    active,
    state,
    rows_total,
    rows_bad,
    rows_applied,
    good_only,
    finished_at
  };
};
extern const ThingTable kImportFiles;

/// The row and its first entry. Refused(name_taken) if the same bytes are there already for this kind and study.
void insert_import(WriteTransaction& tx, const domain::ImportFile& file);
/// One entry with what differs. Refused(version_stale) if `before` isn't the row any more.
void change_import(WriteTransaction& tx, const domain::ImportFile& before, const domain::ImportFile& after,
                   domain::Happening what);
std::optional<domain::ImportFile> find_import(const ReadTransaction& tx, domain::ImportId id);
std::optional<domain::ImportFile> lock_import(WriteTransaction& tx, domain::ImportId id);
/// The file with these bytes that wasn't discarded.
std::optional<domain::ImportFile> find_import(const ReadTransaction& tx, domain::StudyId study, domain::ImportKind kind,
                                              const base::Digest& digest);
/// A page, the newest first, behind `after`.
std::vector<domain::ImportFile> list_imports(const ReadTransaction& tx, const domain::Scope& scope,
                                             domain::ImportId after, std::uint32_t limit);

}  // namespace frostkeep::database
