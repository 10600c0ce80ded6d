#include "services/site_service.hpp"

#include <algorithm>

#include "base/timestamp.hpp"
#include "domain/people_rules.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::Site;
using database::Study;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Permission;
using domain::Refused;
using domain::Violation;

using Problems = std::vector<Violation>;

void note(Problems& problems, std::optional<Violation> problem) {
  if (problem) problems.push_back(std::move(*problem));
}

void throw_if_any(Problems problems) {
  if (!problems.empty()) throw Refused(std::move(problems));
}

Problems problems_of(const Site& site) {
  Problems problems;
  note(problems, domain::problem_of_house_code("code", site.code));
  note(problems, domain::problem_of_name("name_zh", site.name_zh));
  note(problems, domain::problem_of_name("name_en", site.name_en));
  if (!base::is_known_zone(site.zone)) {
    problems.push_back(
        {ErrorCode::field_malformed, {{"field", "zone"}, {"value", site.zone}, {"limit", "Asia/Shanghai"}}});
  }
  return problems;
}

Problems problems_of(const Study& study) {
  Problems problems;
  note(problems, domain::problem_of_house_code("code", study.code));
  note(problems, domain::problem_of_name("name_zh", study.name_zh));
  note(problems, domain::problem_of_name("name_en", study.name_en));
  return problems;
}

void need_cover(const Asked& asked, domain::SiteId site, domain::StudyId study, Permission permission) {
  if (asked.scope.covers(site, study)) return;
  throw Refused(ErrorCode::permission_missing, {{"permission", std::string(domain::name_of(permission))}});
}

template <typename T>
void need_free_code(const std::vector<T>& all, const std::string& code) {
  if (std::ranges::any_of(all, [&](const T& one) { return one.code == code; })) {
    throw Refused(ErrorCode::name_taken, {{"field", "code"}, {"name", code}});
  }
}

}  // namespace

std::vector<Site> SiteService::sites(const domain::Scope& scope) const {
  std::vector<Site> all = house_.database.read([](const ReadTransaction& tx) { return database::read_sites(tx); });
  std::erase_if(all, [&](const Site& site) { return !scope.contains_site(site.id); });
  return all;
}

Site SiteService::site(const domain::Scope& scope, domain::SiteId id) const {
  const auto found = house_.database.read([&](const ReadTransaction& tx) { return database::find_site(tx, id); });
  if (!found || !scope.contains_site(id)) throw Refused(ErrorCode::not_found);
  return *found;
}

Site SiteService::add_site(const Asked& asked, Site site) {
  need_cover(asked, {}, {}, Permission::site_edit);
  throw_if_any(problems_of(site));
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    need_free_code(database::read_sites(tx), site.code);
    Site fresh = site;
    fresh.id = domain::SiteId{tx.next_id()};
    fresh.version = 1;
    database::insert_site(tx, fresh);
    return fresh;
  });
}

Site SiteService::edit_site(const Asked& asked, domain::SiteId id, std::uint32_t version, const SiteEdit& edit) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto before = database::lock_site(tx, id);
    if (!before || !asked.scope.contains_site(id)) throw Refused(ErrorCode::not_found);
    need_cover(asked, id, {}, Permission::site_edit);
    if (before->first.version != version) throw Refused(ErrorCode::version_stale, {{"what", before->first.code}});
    Site after = before->first;
    after.name_zh = edit.name_zh.value_or(after.name_zh);
    after.name_en = edit.name_en.value_or(after.name_en);
    after.zone = edit.zone.value_or(after.zone);
    after.retired = edit.retired.value_or(after.retired);
    throw_if_any(problems_of(after));
    database::change_site(tx, *before, after);
    ++after.version;
    return after;
  });
}

std::vector<Study> SiteService::studies(const domain::Scope& scope) const {
  std::vector<Study> all = house_.database.read([](const ReadTransaction& tx) { return database::read_studies(tx); });
  std::erase_if(all, [&](const Study& study) { return !scope.contains({}, study.id); });
  return all;
}

Study SiteService::study(const domain::Scope& scope, domain::StudyId id) const {
  const auto found = house_.database.read([&](const ReadTransaction& tx) { return database::find_study(tx, id); });
  if (!found || !scope.contains({}, id)) throw Refused(ErrorCode::not_found);
  return *found;
}

Study SiteService::add_study(const Asked& asked, Study study) {
  need_cover(asked, {}, {}, Permission::study_edit);
  throw_if_any(problems_of(study));
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    need_free_code(database::read_studies(tx), study.code);
    Study fresh = study;
    fresh.id = domain::StudyId{tx.next_id()};
    fresh.version = 1;
    database::insert_study(tx, fresh);
    return fresh;
  });
}

Study SiteService::edit_study(const Asked& asked, domain::StudyId id, std::uint32_t version, const StudyEdit& edit) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto before = database::lock_study(tx, id);
    if (!before || !asked.scope.contains({}, id)) throw Refused(ErrorCode::not_found);
    need_cover(asked, {}, id, Permission::study_edit);
    if (before->first.version != version) throw Refused(ErrorCode::version_stale, {{"what", before->first.code}});
    Study after = before->first;
    after.name_zh = edit.name_zh.value_or(after.name_zh);
    after.name_en = edit.name_en.value_or(after.name_en);
    after.retired = edit.retired.value_or(after.retired);
    throw_if_any(problems_of(after));
    database::change_study(tx, *before, after);
    ++after.version;
    return after;
  });
}

}  // namespace frostkeep::services
