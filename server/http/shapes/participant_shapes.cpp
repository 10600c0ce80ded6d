#include "http/shapes/participant_shapes.hpp"

namespace frostkeep::http {
namespace {

std::optional<domain::ParticipantId> if_any(domain::ParticipantId id) {
  return id ? std::optional(id) : std::nullopt;
}

}  // namespace

ParticipantBody body_of(const services::ParticipantView& view, Language language) {
  const domain::Participant& p = view.participant;
  ParticipantBody body;
  body.id = p.id;
  body.version = p.version;
  body.sex = p.sex;
  body.birth_date = p.birth;
  body.consent_epoch = p.consent_epoch;
  body.withdrawal = p.withdrawal;
  body.merged_into = if_any(p.merged_into);
  for (const services::EnrolmentView& e : view.enrolments) {
    EnrolmentRef ref{e.enrolment.id, e.enrolment.study_code, {}, {}, e.enrolment.enrolled_at};
    if (e.study) ref.study = ref_of(*e.study);
    if (e.site) ref.site = ref_of(*e.site);
    body.enrolments.push_back(std::move(ref));
  }
  for (const database::DatedStratum& s : view.strata) body.strata.push_back({s.stratum, s.since, s.rule});
  body.known = view.known;
  body.warnings = warnings_of(view.warnings, language);
  return body;
}

ParticipantPageBody body_of(const services::ParticipantPage& page) {
  ParticipantPageBody body;
  body.more = page.more;
  for (const database::EnrolledPerson& person : page.people) {
    const domain::Participant& p = person.participant;
    body.items.push_back({p.id, person.enrolment.study_code, p.sex, p.birth, person.stratum, p.withdrawal,
                          if_any(p.merged_into), person.enrolment.enrolled_at});
  }
  return body;
}

}  // namespace frostkeep::http
