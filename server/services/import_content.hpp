#pragma once
/// What an import's file holds, between plain text in memory and sealed bytes in the database.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/import_row_records.hpp"
#include "documents/byte_source.hpp"
#include "domain/import_rules.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// One record of a file, in clear; lives in memory only, and only while it is read, judged, applied or sent back.
struct StagedRow {
  database::ImportRow row = {};
  std::uint64_t line = 0;  ///< where it begins in the file
  std::vector<std::string> cells = {};
  std::vector<domain::Violation> violations = {};

  std::uint32_t number() const { return row.number; }
};

/// Seals cells and violations, bound to import and row, into `row.content`; the state follows from the violations.
void seal_row(const House& house, domain::ImportId id, StagedRow& row);
/// Throws base::BadBytes if the row was altered, moved, or sealed with another key.
StagedRow open_row(const House& house, domain::ImportId id, database::ImportRow row);
std::vector<StagedRow> open_rows(const House& house, domain::ImportId id, std::vector<database::ImportRow> rows);

/// The hash under which a value stands among the keys of an import: it can't be guessed without the key, for some of
/// them are ID numbers.
std::string import_hash(const House& house, domain::ImportId id, const std::string& value);

/// Stores the bytes of a file, sealed, piece by piece: the whole is never held.
void store_bytes(database::WriteTransaction& tx, const House& house, domain::ImportId id, std::string_view bytes);

/// The bytes that store_bytes put away.
class StoredBytes final : public documents::ByteSource {
 public:
  StoredBytes(House& house, domain::ImportId id) : house_(house), id_(id) {}
  std::string_view next() override;
  void rewind() override { number_ = 0; }

 private:
  House& house_;
  const domain::ImportId id_;
  std::uint32_t number_ = 0;
  std::string piece_;
};

}  // namespace frostkeep::services
