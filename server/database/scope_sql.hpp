#pragma once
/// The one place where a Scope becomes SQL. Lists are cut by it in the database, single reads by Scope::contains: both
/// ask the same pairs.

#include <string>
#include <string_view>

#include "domain/policy.hpp"

namespace frostkeep::database {

/// A condition in brackets over a column of site ids and one of study ids ("s.owner_site_id", "s.study_id"), neither of
/// which may be null. Ids stand in it as literal integers, sorted, so that equal scopes share one prepared statement.
/// An empty scope gives a condition that nothing meets.
std::string scope_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column);

}  // namespace frostkeep::database
