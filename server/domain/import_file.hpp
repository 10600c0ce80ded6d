#pragma once
/// A file that somebody loads: what it holds and how far it has come.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/timestamp.hpp"
#include "domain/ids.hpp"

namespace frostkeep::domain {

/// What the rows are. Numbers stand in the database.
enum class ImportKind : std::uint8_t { participants = 1, samples = 2 };
inline constexpr std::array kAllImportKinds = {ImportKind::participants, ImportKind::samples};
std::string_view name_of(ImportKind kind);
std::optional<ImportKind> import_kind_of(std::string_view name);

/// Numbers stand in the database.
enum class ImportState : std::uint8_t {
  uploaded = 1,   ///< its rows wait to be checked, or are being checked
  checked = 2,    ///< every row was judged; nothing was written
  refused = 3,    ///< it can't be taken as a file: charset, quotes or headings
  applying = 4,   ///< its good rows go in, batch by batch
  applied = 5,    ///< they are in
  discarded = 6,  ///< somebody gave it up; what was applied before stays
};
inline constexpr std::array kAllImportStates = {ImportState::uploaded, ImportState::checked, ImportState::refused,
                                         ImportState::applying, ImportState::applied, ImportState::discarded};
std::string_view name_of(ImportState state);

struct ImportFile {
  ImportId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  ImportKind kind = ImportKind::participants;
  StudyId study = {};
  SiteId site = {};
  std::string name = {};      ///< as the sender calls it
  base::Digest digest = {};   ///< SHA-256 of the bytes
  std::uint64_t bytes = 0;
  std::string columns = {};   ///< which heading holds which field (read_heading); empty: as they are called here
  std::string charset = {};   ///< known once it was checked
  UserId asked_by = {};
  base::Timestamp uploaded_at = {};
  ImportState state = ImportState::uploaded;
  std::uint32_t rows_total = 0;
  std::uint32_t rows_bad = 0;
  std::uint32_t rows_applied = 0;
  bool good_only = false;  ///< bad rows were left out on request
  std::optional<base::Timestamp> finished_at = {};
};

/// Rows that are applied in one transaction; a file with more goes in by batches.
constexpr std::uint32_t kImportTransactionRows = 10'000;

}  // namespace frostkeep::domain
