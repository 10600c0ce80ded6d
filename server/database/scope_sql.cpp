#include "database/scope_sql.hpp"

#include <set>

namespace frostkeep::database {
namespace {

/// How a column must stand to one id of a pair.
using Condition = std::string (*)(std::string_view column, const std::string& id);

std::string equals(std::string_view column, const std::string& id) { return std::string(column) + " = " + id; }

std::string equals_or_all(std::string_view column, const std::string& id) {
  return std::string(column) + " in (0, " + id + ")";
}

std::string condition_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column,
                          Condition condition) {
  std::set<std::string> alternatives;
  for (const domain::Scope::Pair& pair : scope.pairs()) {
    if (!pair.site && !pair.study) return "(1 = 1)";
    std::string sql = "(";
    if (pair.site) sql += condition(site_column, pair.site.text());
    if (pair.site && pair.study) sql += " and ";
    if (pair.study) sql += condition(study_column, pair.study.text());
    alternatives.insert(sql + ")");
  }
  if (alternatives.empty()) return "(1 = 0)";
  std::string sql = "(";
  for (const std::string& alternative : alternatives) {
    if (sql.size() > 1) sql.append(" or ");
    sql.append(alternative);
  }
  return sql.append(")");
}

}  // namespace

std::string scope_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column) {
  return condition_sql(scope, site_column, study_column, equals);
}

std::string meeting_sql(const domain::Scope& scope, std::string_view site_column, std::string_view study_column) {
  return condition_sql(scope, site_column, study_column, equals_or_all);
}

domain::Scope sites_of(const domain::Scope& scope) {
  std::vector<domain::Scope::Pair> pairs;
  for (const domain::Scope::Pair& pair : scope.pairs()) pairs.push_back({pair.site, {}});
  return domain::Scope(std::move(pairs));
}

}  // namespace frostkeep::database
