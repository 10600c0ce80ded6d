#include "database/user_list_records.hpp"

#include "database/scope_sql.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kColumns =
    "select u.id, u.version, u.user_name, u.display_name, u.initials, u.home_site_id, u.disabled, u.badge_code, "
    "c.pin_hash <> '', c.change_needed, c.locked_until, g.role, g.site_id, g.study_id from (select * from user_account "
    "p where ";
constexpr std::string_view kJoins =
    " u join credential c on c.user_id = u.id left join role_grant g on g.user_id = u.id and g.active = 1 "
    "order by u.user_name, g.id";

/// Whether the user `p` is seen in the scope.
std::string seen_sql(const domain::Scope& scope) {
  return "(" + meeting_sql(scope, "p.home_site_id", "0") +
         " or exists (select 1 from role_grant s where s.user_id = p.id and s.active = 1 and " +
         meeting_sql(scope, "s.site_id", "s.study_id") + "))";
}

std::vector<UserLine> lines_from(const Rows& rows) {
  std::vector<UserLine> lines;
  for (const Row& r : rows) {
    const auto id = r.id_as<domain::UserId>(0);
    if (lines.empty() || lines.back().user.id != id) {
      UserLine line;
      line.user.id = id;
      line.user.version = static_cast<std::uint32_t>(r.integer(1));
      line.user.user_name = r.text(2);
      line.user.display_name = r.text(3);
      line.user.initials = r.text(4);
      line.user.home_site = r.id_as<domain::SiteId>(5);
      line.user.disabled = r.integer(6) != 0;
      line.user.badge_code = r.text(7);
      line.has_pin = r.integer(8) != 0;
      line.password_change_needed = r.integer(9) != 0;
      line.locked_until = r.time(10);
      lines.push_back(std::move(line));
    }
    if (r.is_null(11)) continue;
    const auto role = domain::role_of(r.text(11));
    if (role) lines.back().grants.push_back({*role, r.id_as<domain::SiteId>(12), r.id_as<domain::StudyId>(13)});
  }
  return lines;
}

}  // namespace

std::vector<UserLine> list_users(const ReadTransaction& tx, const domain::Scope& scope, const std::string& after,
                                 std::uint32_t limit) {
  const std::string sql = std::string(kColumns) + "p.user_name > ? and " + seen_sql(scope) +
                          " order by p.user_name limit ?)" + std::string(kJoins);
  return lines_from(tx.query(sql, after, limit));
}

std::optional<UserLine> find_user_line(const ReadTransaction& tx, const domain::Scope& scope, domain::UserId id) {
  const std::string sql = std::string(kColumns) + "p.id = ? and " + seen_sql(scope) + ")" + std::string(kJoins);
  std::vector<UserLine> lines = lines_from(tx.query(sql, id));
  if (lines.empty()) return std::nullopt;
  return std::move(lines.front());
}

}  // namespace frostkeep::database
