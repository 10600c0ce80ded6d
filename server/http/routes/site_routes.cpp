#include "http/routes.hpp"
#include "http/shapes/site_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::Permission;
using domain::SiteId;
using domain::StudyId;

/// Everybody knows of the sites and studies where they may do anything.
domain::Scope reach_of(const Request& request) { return domain::reach_of(request.signed_in().grants); }

std::uint32_t version_of(const Request& request) { return static_cast<std::uint32_t>(*request.if_match); }

Response list_sites(const Request& request, const services::Services& services) {
  SitesBody body;
  const bool all = request.query_as(kRetiredQuery).retired;
  for (const auto& site : services.sites.sites(reach_of(request))) {
    if (all || !site.retired) body.items.push_back(body_of(site));
  }
  return answer(kSitesBody, body);
}

Response read_site(const Request& request, const services::Services& services) {
  const auto site = services.sites.site(reach_of(request), request.path_id<SiteId>("site_id"));
  return answer(kSiteBody, body_of(site)).with_version(site.version);
}

Response add_site(const Request& request, services::Services& services) {
  const auto body = request.body_as(kNewSiteBody);
  const database::Site site{{}, 0, body.code, body.name_zh, body.name_en, body.zone};
  return write_once(
      request, services, kSiteBody, 201, {},
      [&](const services::Asked& asked) { return services.sites.add_site(asked, site); },
      [](const database::Site& made) { return body_of(made); });
}

Response edit_site(const Request& request, services::Services& services) {
  const auto body = request.body_as(kSiteEditBody);
  const auto id = request.path_id<SiteId>("site_id");
  const services::SiteEdit edit{body.name_zh, body.name_en, body.zone, body.retired};
  return write_once(
      request, services, kSiteBody, 200, {},
      [&](const services::Asked& asked) { return services.sites.edit_site(asked, id, version_of(request), edit); },
      [](const database::Site& site) { return body_of(site); });
}

Response list_studies(const Request& request, const services::Services& services) {
  StudiesBody body;
  const bool all = request.query_as(kRetiredQuery).retired;
  for (const auto& study : services.sites.studies(reach_of(request))) {
    if (all || !study.retired) body.items.push_back(body_of(study));
  }
  return answer(kStudiesBody, body);
}

Response read_study(const Request& request, const services::Services& services) {
  const auto study = services.sites.study(reach_of(request), request.path_id<StudyId>("study_id"));
  return answer(kStudyBody, body_of(study)).with_version(study.version);
}

Response add_study(const Request& request, services::Services& services) {
  const auto body = request.body_as(kNewStudyBody);
  const database::Study study{{}, 0, body.code, body.name_zh, body.name_en};
  return write_once(
      request, services, kStudyBody, 201, {},
      [&](const services::Asked& asked) { return services.sites.add_study(asked, study); },
      [](const database::Study& made) { return body_of(made); });
}

Response edit_study(const Request& request, services::Services& services) {
  const auto body = request.body_as(kStudyEditBody);
  const auto id = request.path_id<StudyId>("study_id");
  const services::StudyEdit edit{body.name_zh, body.name_en, body.retired};
  return write_once(
      request, services, kStudyBody, 200, {},
      [&](const services::Asked& asked) { return services.sites.edit_study(asked, id, version_of(request), edit); },
      [](const database::Study& study) { return body_of(study); });
}

}  // namespace

std::vector<Route> site_routes() {
  using domain::ErrorCode;
  return {
      Route::get("/api/v1/sites", "list_sites", Permission::signed_in, list_sites)
          .queries(kRetiredQuery).gives(kSitesBody).summary("我的地点", "The sites where the asker may do anything"),
      Route::get("/api/v1/sites/{site_id}", "read_site", Permission::signed_in, read_site)
          .gives(kSiteBody).summary("一个地点", "One site"),
      Route::post("/api/v1/sites", "add_site", Permission::site_edit, add_site)
          .takes(kNewSiteBody).gives(kSiteBody, 201).may_refuse({ErrorCode::name_taken})
          .summary("新增地点", "Add a site; needs the right at every site"),
      Route::patch("/api/v1/sites/{site_id}", "edit_site", Permission::site_edit, edit_site)
          .takes(kSiteEditBody).gives(kSiteBody).needs_version()
          .summary("修改地点", "Change a site's names and zone, or retire it"),
      Route::get("/api/v1/studies", "list_studies", Permission::signed_in, list_studies)
          .queries(kRetiredQuery).gives(kStudiesBody).summary("我的研究", "The studies where the asker may do anything"),
      Route::get("/api/v1/studies/{study_id}", "read_study", Permission::signed_in, read_study)
          .gives(kStudyBody).summary("一项研究", "One study"),
      Route::post("/api/v1/studies", "add_study", Permission::study_edit, add_study)
          .takes(kNewStudyBody).gives(kStudyBody, 201).may_refuse({ErrorCode::name_taken})
          .summary("新增研究", "Add a study; needs the right for every study"),
      Route::patch("/api/v1/studies/{study_id}", "edit_study", Permission::study_edit, edit_study)
          .takes(kStudyEditBody).gives(kStudyBody).needs_version()
          .summary("修改研究", "Change a study's names, or retire it"),
  };
}

}  // namespace frostkeep::http
