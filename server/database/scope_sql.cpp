#include "database/scope_sql.hpp"

#include <set>

namespace frostkeep::database {
namespace {

std::string pair_sql(const domain::Scope::Pair& pair, std::string_view site_column, std::string_view study_column) {
  std::string sql;
  if (pair.site) sql.append(site_column).append(" = ").append(pair.site.text());
  if (pair.site && pair.study) sql.append(" and ");
  if (pair.study) sql.append(study_column).append(" = ").append(pair.study.text());
  return sql;
}

}  // namespace

std::string scope_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column) {
  std::set<std::string> alternatives;
  for (const domain::Scope::Pair& pair : scope.pairs()) {
    if (!pair.site && !pair.study) return "(1 = 1)";
    alternatives.insert(pair_sql(pair, site_column, study_column));
  }
  if (alternatives.empty()) return "(1 = 0)";
  std::string sql = "(";
  for (const std::string& alternative : alternatives) {
    if (sql.size() > 1) sql.append(" or ");
    sql.append("(").append(alternative).append(")");
  }
  return sql.append(")");
}

}  // namespace frostkeep::database
