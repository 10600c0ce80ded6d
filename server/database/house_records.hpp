#pragma once
/// What the house knows of itself: which keys it was made with, and whether the database answers.

#include <map>
#include <string>

#include "database/transaction.hpp"

namespace frostkeep::database {

/// Name → check value of each key that the data were sealed with.
std::map<std::string, std::string> read_key_checks(Connection& connection);
/// Notes a key's check value unless one is noted already.
void remember_key_check(Connection& connection, const std::string& name, const std::string& value);
/// One short statement by a pooled connection; false if the database is away.
bool is_answering(Database& database);

}  // namespace frostkeep::database
