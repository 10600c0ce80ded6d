#pragma once
/// A backup on disk, and what a restored data folder remembers of it.
///
///     BACKUP/backup.json   when, which schema, and the head of the ledger
///     BACKUP/database/     the tables, ready to be put in place
///     BACKUP/backup.log    what mariadb-backup said
///     DATA/restored.json   from a restore until the first start after it
///
/// Keys are never in there: a copy of both in one place would be a copy of every name in clear.

#include <filesystem>
#include <optional>

#include "app/configuration.hpp"
#include "database/verify.hpp"

namespace frostkeep::app {

struct BackupFolder {
  std::filesystem::path path;
  std::filesystem::path manifest() const { return path / "backup.json"; }
  std::filesystem::path database() const { return path / "database"; }
  std::filesystem::path log() const { return path / "backup.log"; }
};

struct BackupManifest {
  base::Timestamp taken_at;
  unsigned schema = 0;
  database::LedgerHead head;
};

void write_manifest(const BackupFolder& backup, const BackupManifest& manifest);
/// Throws CommandFailure (could_not_run) if the folder holds no whole backup: the manifest is written last.
BackupManifest read_manifest(const BackupFolder& backup);

/// Makes an empty folder for the user that the program becomes when it is root. Throws CommandFailure if it isn't empty
/// or can't be made.
void make_empty_folder(const std::filesystem::path& folder, const Configuration& configuration);

/// Leaves word for the next start that these data were restored.
void leave_word(const std::filesystem::path& data, base::Timestamp backup_taken_at, base::Timestamp restored_at);
struct RestoredWord {
  base::Timestamp backup_taken_at;
  base::Timestamp restored_at;
};
std::optional<RestoredWord> word_left(const std::filesystem::path& data);
void forget_word(const std::filesystem::path& data);

}  // namespace frostkeep::app
