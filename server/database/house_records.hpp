#pragma once
/// What the house knows of itself: which keys it was made with, whether the database answers, and when a backup of it
/// was last restored.

#include <map>
#include <optional>
#include <string>

#include "database/things.hpp"

namespace frostkeep::database {

struct HouseField {
  enum : std::uint16_t { backup_taken_at = 1, restored_at, restored_here };
};
/// One row at most, made when there is something to tell.
extern const ThingTable kHouse;

/// Name → check value of each key that the data were sealed with.
std::map<std::string, std::string> read_key_checks(Connection& connection);
/// Notes a key's check value unless one is noted already.
void remember_key_check(Connection& connection, const std::string& name, const std::string& value);
/// One short statement by a pooled connection; false if the database is away.
bool is_answering(Database& database);

/// A backup that was restored.
struct Restore {
  base::Timestamp backup_taken_at;
  base::Timestamp restored_at;
  bool here = false;  ///< these data are what was restored; else it was tried elsewhere, on behalf of this house
};
std::optional<Restore> last_restore(const ReadTransaction& tx);
/// An entry `restored` of the house.
void note_restore(WriteTransaction& tx, const Restore& restore);

}  // namespace frostkeep::database
