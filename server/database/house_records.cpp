#include "database/house_records.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kReadChecks = "select purpose, check_value from key_check";
constexpr std::string_view kRemember = "insert ignore into key_check (purpose, check_value) values (?, ?)";
constexpr std::string_view kAnswer = "select 1";

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

}  // namespace frostkeep::database
