#pragma once
/// When a backup was last restored: a backup that nobody has restored is a hope.

#include <optional>

#include "database/house_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

class BackupService {
 public:
  explicit BackupService(House& house) : house_(house) {}

  /// The last restore, here or on trial elsewhere; nothing if there never was one.
  std::optional<database::Restore> last_restore() const {
    return house_.database.read([](const database::ReadTransaction& tx) { return database::last_restore(tx); });
  }
  /// Writes an entry `restored` of the house; nobody's act, so without an actor.
  void note(const database::Restore& restore) {
    house_.database.write({.actor = {}, .now = house_.now()}, [&](database::WriteTransaction& tx) {
      database::note_restore(tx, restore);
      return 0;
    });
  }

 private:
  House& house_;
};

}  // namespace frostkeep::services
