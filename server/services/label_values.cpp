#include "services/label_values.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "database/people_records.hpp"
#include "domain/amount.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::Language;
using domain::StreamKind;

/// Innermost steps of a place that a box's label has room for.
constexpr std::size_t kStepsOnLabel = 3;

std::string in(Language language, const std::string& zh, const std::string& en) {
  return language == Language::zh_cn ? zh : en;
}

std::string amount_text(const domain::Amount& amount, Language language) {
  if (amount.volume_nl) return to_text(domain::AmountKind::volume, *amount.volume_nl, language);
  if (amount.mass_pg) return to_text(domain::AmountKind::mass, *amount.mass_pg, language);
  if (amount.cells) return to_text(domain::AmountKind::cells, *amount.cells, language);
  return {};
}

std::string site_name(const ReadTransaction& tx, domain::SiteId id, Language language) {
  const auto site = database::find_site(tx, id);
  return site ? in(language, site->name_zh, site->name_en) : std::string();
}

std::string study_name(const ReadTransaction& tx, domain::StudyId id, Language language) {
  if (!id) return {};
  const auto study = database::find_study(tx, id);
  return study ? in(language, study->name_zh, study->name_en) : std::string();
}

/// The innermost steps, outermost of them first, with the cell of each in the one before.
std::string location_text(const std::vector<domain::PlaceStep>& path, const std::string& position) {
  std::string text;
  for (std::size_t i = path.size() - std::min(path.size(), kStepsOnLabel); i < path.size(); ++i) {
    if (!text.empty()) text += " › ";
    text += path[i].code;
  }
  return text.empty() || position.empty() ? text : text + " · " + position;
}

/// The first characters of well-formed UTF-8.
std::string first_characters(const std::string& utf8, std::size_t count) {
  std::size_t end = 0;
  while (end < utf8.size() && count > 0) {
    ++end;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80) ++end;
    --count;
  }
  return utf8.substr(0, end);
}

}  // namespace

LabelSubject tube_subject(const database::TubeToLabel& tube, const std::string& visit, Language language) {
  const domain::Sample& s = tube.sample;
  LabelSubject subject{StreamKind::sample, s.id.value, s.owner_site, s.study, s.code, {}};
  subject.values["code"] = s.code;
  subject.values["material"] = domain::reference_table("materials").name_of(s.material, language);
  subject.values["amount"] = amount_text(s.amount, language);
  subject.values["study"] = in(language, tube.study_zh, tube.study_en);
  subject.values["visit"] = visit;
  subject.values["participant"] = tube.participant;
  if (s.collected_at) subject.values["date"] = base::to_text(base::local_date(*s.collected_at, tube.zone));
  return subject;
}

LabelSubject container_subject(const ReadTransaction& tx, House& house, const domain::Container& container,
                               Language language) {
  LabelSubject subject{StreamKind::container, container.id.value, container.site, {}, container.code, {}};
  const std::string type = in(language, container.type.name_zh, container.type.name_en);
  subject.values["code"] = container.code;
  subject.values["title"] = container.name.empty() ? type : container.name;
  std::string content = study_name(tx, container.study, language);
  for (const std::string& material : container.materials) {
    if (!content.empty()) content += " · ";
    content += domain::reference_table("materials").name_of(material, language);
  }
  subject.values["content"] = content.empty() && !container.name.empty() ? type : content;
  const auto path = database::read_path(tx, container.id.value);
  const std::string position =
      path.empty() ? std::string() : house.types.label(tx, path.front().type, path.front().position);
  const std::string place = location_text(house.types.describe(tx, path), position);
  const std::string site = site_name(tx, container.site, language);
  subject.values["location"] = place.empty() ? site : site + " › " + place;
  return subject;
}

LabelSubject participant_subject(const ReadTransaction& tx, const database::Enrolment& enrolment, Language language) {
  LabelSubject subject{StreamKind::participant, enrolment.participant.value, {}, enrolment.study,
                       enrolment.study_code, {}};
  subject.values["code"] = enrolment.study_code;
  subject.values["study"] = study_name(tx, enrolment.study, language);
  subject.values["contact"] = site_name(tx, enrolment.site, language);
  return subject;
}

LabelSubject badge_subject(const ReadTransaction& tx, const database::User& user, Language language) {
  LabelSubject subject{StreamKind::user, user.id.value, user.home_site, {}, user.badge_code, {}};
  subject.values["code"] = user.badge_code;
  subject.values["name"] = user.display_name;
  subject.values["site"] = site_name(tx, user.home_site, language);
  return subject;
}

std::optional<LabelSubject> command_subject(const labels::LabelTemplate& label_template, const std::string& code,
                                            Language language) {
  for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
    const auto wanted = language == Language::zh_cn ? labels::Language::zh_cn : labels::Language::en;
    labels::LabelData example = label_template.example(i, wanted);
    if (example.values["code"] != code) continue;
    LabelSubject subject;
    subject.code = code;
    subject.values = std::move(example.values);
    return subject;
  }
  return std::nullopt;
}

void fit_values(const labels::LabelTemplate& label_template, domain::LabelValues& values) {
  for (auto& [name, value] : values) {
    const labels::Field* field = label_template.find_field(name);
    if (field == nullptr || field->kind != labels::FieldKind::text) continue;
    const auto most = static_cast<std::size_t>(field->max_characters);
    if (base::length_in_characters(value) > most) value = first_characters(value, most - 1) + "…";
  }
}

}  // namespace frostkeep::services
