#pragma once
/// Bodies of sites and studies.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct SiteBody {
  domain::SiteId id;
  std::uint32_t version = 0;
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::string zone;
  bool retired = false;
};
inline const Shape<SiteBody> kSiteBody{
    "Site",
    {field("id", &SiteBody::id), field("version", &SiteBody::version), field("code", &SiteBody::code),
     field("name_zh", &SiteBody::name_zh), field("name_en", &SiteBody::name_en),
     field("zone", &SiteBody::zone, about("IANA time zone; a day is the site's day.")),
     field("retired", &SiteBody::retired)}};
SiteBody body_of(const database::Site& site);

/// Of sites and of studies.
struct RetiredQuery {
  bool retired = false;
};
inline const Shape<RetiredQuery> kRetiredQuery{
    "RetiredQuery", {field("retired", &RetiredQuery::retired, defaulted(), about("true: retired ones too."))}};

struct SitesBody {
  std::vector<SiteBody> items;
};
inline const Shape<SitesBody> kSitesBody{"Sites", {field("items", &SitesBody::items, kSiteBody)}};

struct NewSiteBody {
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::string zone;
};
inline const Shape<NewSiteBody> kNewSiteBody{
    "NewSite",
    {field("code", &NewSiteBody::code, max_length(16), about("A–Z, 0–9 and '-', a letter first; it never changes.")),
     field("name_zh", &NewSiteBody::name_zh, max_length(100)), field("name_en", &NewSiteBody::name_en, max_length(100)),
     field("zone", &NewSiteBody::zone, max_length(64))}};

struct SiteEditBody {
  std::optional<std::string> name_zh;
  std::optional<std::string> name_en;
  std::optional<std::string> zone;
  std::optional<bool> retired;
};
inline const Shape<SiteEditBody> kSiteEditBody{
    "SiteEdit",
    {field("name_zh", &SiteEditBody::name_zh, max_length(100)),
     field("name_en", &SiteEditBody::name_en, max_length(100)), field("zone", &SiteEditBody::zone, max_length(64)),
     field("retired", &SiteEditBody::retired, about("Nobody is sent to work there any more; what was done stays."))}};

struct StudyBody {
  domain::StudyId id;
  std::uint32_t version = 0;
  std::string code;
  std::string name_zh;
  std::string name_en;
  bool retired = false;
};
inline const Shape<StudyBody> kStudyBody{
    "Study",
    {field("id", &StudyBody::id), field("version", &StudyBody::version), field("code", &StudyBody::code),
     field("name_zh", &StudyBody::name_zh), field("name_en", &StudyBody::name_en),
     field("retired", &StudyBody::retired)}};
StudyBody body_of(const database::Study& study);

struct StudiesBody {
  std::vector<StudyBody> items;
};
inline const Shape<StudiesBody> kStudiesBody{"Studies", {field("items", &StudiesBody::items, kStudyBody)}};

struct NewStudyBody {
  std::string code;
  std::string name_zh;
  std::string name_en;
};
inline const Shape<NewStudyBody> kNewStudyBody{
    "NewStudy",
    {field("code", &NewStudyBody::code, max_length(16),
           about("A–Z, 0–9 and '-', a letter first; it begins the participants' codes and never changes.")),
     field("name_zh", &NewStudyBody::name_zh, max_length(100)),
     field("name_en", &NewStudyBody::name_en, max_length(100))}};

struct StudyEditBody {
  std::optional<std::string> name_zh;
  std::optional<std::string> name_en;
  std::optional<bool> retired;
};
inline const Shape<StudyEditBody> kStudyEditBody{"StudyEdit",
                                                 {field("name_zh", &StudyEditBody::name_zh, max_length(100)),
                                                  field("name_en", &StudyEditBody::name_en, max_length(100)),
                                                  field("retired", &StudyEditBody::retired)}};

}  // namespace frostkeep::http
