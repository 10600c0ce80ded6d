#include "database/house_records.hpp"

namespace frostkeep::database {

const ThingTable kHouse = {domain::StreamKind::house,
                           "house",
                           {{HouseField::backup_taken_at, "backup_taken_at"},
                            {HouseField::restored_at, "restored_at"},
                            {HouseField::restored_here, "restored_here"}}};

namespace {

constexpr std::string_view kReadChecks = "select purpose, check_value from key_check";
constexpr std::string_view kRemember = "insert ignore into key_check (purpose, check_value) values (?, ?)";
constexpr std::string_view kAnswer = "select 1";
constexpr std::string_view kHouseRow =
    "select version, head_hash, backup_taken_at, restored_at, restored_here from house where id = ?";
constexpr std::string_view kLockHouseRow =
    "select version, head_hash, backup_taken_at, restored_at, restored_here from house where id = ? for update";

/// There is one house in a database.
constexpr std::uint64_t kHouseId = 1;

std::vector<domain::FieldChange> changes_between(const std::optional<Restore>& before, const Restore& after) {
  const auto old = [&](auto member) { return before ? value_of((*before).*member) : domain::FieldValue{}; };
  Changes changes;
  changes.change(HouseField::backup_taken_at, old(&Restore::backup_taken_at), value_of(after.backup_taken_at))
      .change(HouseField::restored_at, old(&Restore::restored_at), value_of(after.restored_at))
      .change(HouseField::restored_here, old(&Restore::here), value_of(after.here));
  return changes.take();
}

Restore restore_from(const Row& row) {
  return {row.time(2), row.time(3), row.integer(4) != 0};
}

}  // namespace

std::map<std::string, std::string> read_key_checks(Connection& connection) {
  std::map<std::string, std::string> checks;
  for (const Row& row : connection.query(kReadChecks)) checks[row.text(0)] = row.text(1);
  return checks;
}

void remember_key_check(Connection& connection, const std::string& name, const std::string& value) {
  connection.execute(kRemember, name, value);
}

bool is_answering(Database& database) {
  try {
    return database.read([](const ReadTransaction& tx) { return tx.query(kAnswer).size() == 1; });
  } catch (const DatabaseError&) {
    return false;
  }
}

std::optional<Restore> last_restore(const ReadTransaction& tx) {
  const Rows rows = tx.query(kHouseRow, kHouseId);
  return rows.empty() ? std::nullopt : std::optional(restore_from(rows[0]));
}

void note_restore(WriteTransaction& tx, const Restore& restore) {
  const Rows rows = tx.query(kLockHouseRow, kHouseId);
  const EntryFacts facts{domain::Happening::restored, restore.restored_at};
  if (rows.empty()) {
    insert_thing(tx, kHouse, {kHouseId, changes_between(std::nullopt, restore)}, facts);
    return;
  }
  const Head head{kHouseId, static_cast<std::uint32_t>(rows[0].integer(0)), rows[0].digest(1)};
  auto changes = changes_between(restore_from(rows[0]), restore);
  if (!changes.empty()) change_thing(tx, kHouse, {head, std::move(changes)}, facts);
}

}  // namespace frostkeep::database
