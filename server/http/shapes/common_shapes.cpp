#include "http/shapes/common_shapes.hpp"

#include "domain/refusal_text.hpp"

namespace frostkeep::http {

std::vector<WarningView> warnings_of(const std::vector<domain::Warning>& warnings, Language language) {
  std::vector<WarningView> views;
  for (const domain::Warning& warning : warnings) {
    const domain::Sentence sentence = domain::sentence_of(warning, language);
    views.push_back({warning.code, sentence.text, sentence.remedy});
  }
  return views;
}

std::vector<PlaceStepView> steps_of(const std::vector<domain::PlaceStep>& steps) {
  std::vector<PlaceStepView> views;
  for (const domain::PlaceStep& s : steps) views.push_back({s.id, s.code, s.position, s.type_zh, s.type_en});
  return views;
}

SiteRef ref_of(const database::Site& site) { return {site.id, site.code, site.name_zh, site.name_en, site.zone}; }

StudyRef ref_of(const database::Study& study) { return {study.id, study.code, study.name_zh, study.name_en}; }

}  // namespace frostkeep::http
