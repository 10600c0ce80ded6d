#include "services/consent_guard.hpp"

#include <set>

namespace frostkeep::services {
namespace {

using domain::ParticipantId;

/// The consent of everybody in `people`, study by study.
using ConsentByStudy = std::map<domain::StudyId, std::map<ParticipantId, domain::Consent>>;

void judge_tube(const TubeOfUse& tube, const domain::Consent& consent, domain::ConsentStep step, base::Timestamp now,
                const std::vector<std::string>& purposes, UseJudgement& out) {
  domain::ConsentJudgement judged = domain::judge_consent(consent, step, now, purposes);
  for (domain::Violation& violation : judged.violations) {
    violation.values["code"] = tube.code;
    out.violations.push_back(std::move(violation));
  }
  for (domain::Warning& warning : judged.warnings) {
    warning.values["code"] = tube.code;
    out.warnings.push_back(std::move(warning));
  }
}

}  // namespace

UseJudgement judge_use(database::WriteTransaction& tx, std::span<const TubeOfUse> tubes, domain::ConsentStep step,
                       const std::vector<std::string>& purposes) {
  std::vector<domain::SampleId> samples;
  for (const TubeOfUse& tube : tubes) samples.push_back(tube.sample);
  const auto donors = database::donors_of_all(tx, samples);
  std::vector<ParticipantId> ids;
  for (const auto& [sample, donor] : donors) ids.push_back(donor);
  const std::vector<domain::Participant> people = database::lock_participants(tx, ids);
  if (database::donors_of_all(tx, samples) != donors) throw domain::Refused(domain::ErrorCode::busy_try_again);
  std::set<domain::StudyId> studies;
  for (const TubeOfUse& tube : tubes) studies.insert(tube.study);
  ConsentByStudy consent;
  for (const domain::StudyId study : studies) consent[study] = database::consent_state(tx, people, study);
  UseJudgement judgement;
  for (const TubeOfUse& tube : tubes) {
    const auto [first, last] = donors.equal_range(tube.sample);
    for (auto donor = first; donor != last; ++donor) {
      judge_tube(tube, consent[tube.study][donor->second], step, tx.now(), purposes, judgement);
    }
  }
  return judgement;
}

}  // namespace frostkeep::services
