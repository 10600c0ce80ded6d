#include "http/shapes/site_shapes.hpp"

namespace frostkeep::http {

SiteBody body_of(const database::Site& s) {
  return {s.id, s.version, s.code, s.name_zh, s.name_en, s.zone, s.retired};
}

StudyBody body_of(const database::Study& s) {
  return {s.id, s.version, s.code, s.name_zh, s.name_en, s.retired};
}

}  // namespace frostkeep::http
