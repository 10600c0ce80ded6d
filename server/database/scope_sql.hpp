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
/// The same over columns in which 0 means every site (every study), as in grants: met where the two meet at all, which
/// is what Scope::contains says of such a pair. A column may also be the literal 0.
std::string meeting_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column);

/// The scope of things that have a site and no study (containers): as Scope::contains_site asks. The study column of
/// its condition may be empty.
domain::Scope sites_of(const domain::Scope& scope);

}  // namespace frostkeep::database
