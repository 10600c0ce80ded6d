#pragma once
/// SQL for what an import's file holds: its sealed bytes until they are checked, its sealed rows until they are
/// applied, and keyed hashes of the values that only one row may have. Operational: gone once the import is over.

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"

namespace frostkeep::database {

/// Sealed pieces of the file, numbered from `first` on.
void insert_chunks(WriteTransaction& tx, domain::ImportId id, std::uint32_t first,
                   const std::vector<std::string>& chunks);
std::optional<std::string> read_chunk(const ReadTransaction& tx, domain::ImportId id, std::uint32_t number);

/// Where a row stands between the file and the house.
enum class ImportRowState : std::uint8_t { staged = 0, good = 1, bad = 2 };
struct ImportRow {
  std::uint32_t number = 0;      ///< of the record, as a spreadsheet counts; 0 for what is wrong with the file itself
  std::uint32_t generation = 0;  ///< how many of its ancestors are rows of the same file
  std::string parent_hash = {};  ///< keyed hash of the parent's code; empty for none
  std::uint32_t parent_row = 0;  ///< 0: the parent isn't in the file
  ImportRowState state = ImportRowState::staged;
  std::string content = {};  ///< sealed
};
void insert_import_rows(WriteTransaction& tx, domain::ImportId id, const std::vector<ImportRow>& rows);
/// Settles whose parent is which row, and how deep each lies; `deepest` bounds the generations.
void link_import_rows(WriteTransaction& tx, domain::ImportId id, std::uint32_t deepest);
/// Rows in this state in order of (generation, number), behind the given pair.
std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, domain::ImportId id, ImportRowState state,
                                        std::uint32_t generation, std::uint32_t number, std::uint32_t limit);
/// Rows in this state in order of number, from the given one on.
std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, domain::ImportId id, ImportRowState state,
                                        std::uint32_t number, std::uint32_t limit);
/// These rows, in no order.
std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, domain::ImportId id,
                                        const std::vector<std::uint32_t>& numbers);
/// Writes state and content of rows that were read.
void update_import_rows(WriteTransaction& tx, domain::ImportId id, const std::vector<ImportRow>& rows);
void delete_import_rows(WriteTransaction& tx, domain::ImportId id, const std::vector<ImportRow>& rows);
std::uint32_t count_import_rows(const ReadTransaction& tx, domain::ImportId id, ImportRowState state);

/// A value that only one row may have, as a keyed hash of 16 bytes.
struct ImportKey {
  std::string hash;
  std::uint32_t row = 0;
};
/// Keeps the first row of each value.
void insert_import_keys(WriteTransaction& tx, domain::ImportId id, const std::vector<ImportKey>& keys);
/// The first rows of those that are there.
std::vector<ImportKey> read_import_keys(const ReadTransaction& tx, domain::ImportId id,
                                        const std::vector<std::string>& hashes);

/// What may be thrown away of an import. At most so many rows a call; false when nothing is left.
enum class ImportLeftover { chunks, rows, good_rows, keys };
bool delete_some(WriteTransaction& tx, domain::ImportId id, ImportLeftover what);

}  // namespace frostkeep::database
