// Sites, studies, accounts, grants, the ledger, jobs.

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

Call get(const std::string& path) { return {"/api/v1/" + path}; }

Call of_user(World& world, Place place, const std::string& act, json body = nullptr) {
  return {"/api/v1/users/" + world.user(place) + act, std::move(body)};
}

std::vector<MatrixCase> site_cases() {
  const json site = {{"name_zh", "温州样本库"}, {"name_en", "Wenzhou biobank"}, {"zone", "Asia/Shanghai"}};
  const json study = {{"name_zh", "随访研究"}, {"name_en", "Follow-up study"}};
  const auto named = [](World& world, json body) {
    body["code"] = world.fresh("S");
    return body;
  };
  return {
      {"list_sites", [](World&, Place) { return get("sites"); }},
      {"read_site", [](World& w, Place p) { return get("sites/" + w.site(p).text()); }, Hidden::by_site},
      {"add_site", [=](World& w, Place) { return Call{"/api/v1/sites", named(w, site)}; }, Hidden::by_neither,
       Needs::house},
      {"edit_site",
       [](World& w, Place p) {
         const json made = w.make(p, "GET", "sites/" + w.site(p).text());
         return Call{"/api/v1/sites/" + w.site(p).text(), {{"name_en", w.fresh("Site ")}}, made["version"]};
       },
       Hidden::by_site, Needs::site},
      {"list_studies", [](World&, Place) { return get("studies"); }},
      {"read_study", [](World& w, Place p) { return get("studies/" + w.study(p).text()); }, Hidden::by_study},
      {"add_study", [=](World& w, Place) { return Call{"/api/v1/studies", named(w, study)}; }, Hidden::by_neither,
       Needs::house},
      {"edit_study",
       [](World& w, Place p) {
         const json made = w.make(p, "GET", "studies/" + w.study(p).text());
         return Call{"/api/v1/studies/" + w.study(p).text(), {{"name_en", w.fresh("Study ")}}, made["version"]};
       },
       Hidden::by_study, Needs::house},
  };
}

/// An account belongs to its home site as a whole: a right for one study there doesn't reach it.
std::vector<MatrixCase> user_cases() {
  const json reason = {{"reason", "matrix"}};
  const auto act = [](const std::string& path, const json& body = nullptr) {
    return [=](World& w, Place p) { return of_user(w, p, path, body); };
  };
  return {
      {"list_roles", [](World&, Place) { return get("roles"); }},
      {"list_users", [](World&, Place) { return get("users"); }},
      {"read_user", act(""), Hidden::by_site},
      {"add_user",
       [](World& w, Place p) {
         return Call{"/api/v1/users",
                     {{"user_name", w.fresh("new-")}, {"display_name", "新人"}, {"home_site_id", w.site(p).text()}}};
       },
       Hidden::by_site, Needs::site},
      {"edit_user",
       [](World& w, Place p) { return Call{"/api/v1/users/" + w.user(p), {{"initials", "X"}}, 1}; }, Hidden::by_site,
       Needs::site},
      {"disable_user", act("/disable", reason), Hidden::by_site, Needs::site},
      {"enable_user", act("/enable", reason), Hidden::by_site, Needs::site},
      {"reset_password", act("/password-resets"), Hidden::by_site, Needs::site},
      {"reset_pin", act("/pin-resets"), Hidden::by_site, Needs::site},
      {"issue_badge", act("/badges"), Hidden::by_site, Needs::site},
      {"list_grants", act("/grants"), Hidden::by_site},
      {"give_grant",
       [](World& w, Place p) {
         const domain::SiteId home = p == Place::foreign_study ? w.here : w.site(p);
         return of_user(w, p, "/grants",
                        {{"role", "technician"}, {"site_id", home.text()}, {"study_id", w.study(p).text()}});
       },
       Hidden::by_both},
      {"revoke_grant",
       [=](World& w, Place p) {
         const World::Granted made = w.granted(p);
         return Call{"/api/v1/users/" + made.user + "/grants/" + made.grant + "/revoke", reason};
       },
       Hidden::by_both},
  };
}

}  // namespace

std::vector<MatrixCase> house_cases() {
  std::vector<MatrixCase> all = site_cases();
  for (MatrixCase& one : user_cases()) all.push_back(std::move(one));
  return all;
}

}  // namespace frostkeep::tests
