#pragma once
/// What every use of tubes asks first: may the people they come from still be served so? For the services that divide,
/// pool, pick, release or export; placing and receiving never ask, for consent decides use and not storage.

#include <span>
#include <string>
#include <vector>

#include "database/consent_records.hpp"
#include "database/transaction.hpp"
#include "domain/consent_rules.hpp"

namespace frostkeep::services {

/// One tube of a use with the study under whose consent it is used.
struct TubeOfUse {
  domain::SampleId sample;
  domain::StudyId study;
  std::string code;  ///< for the sentences
};

struct UseJudgement {
  std::vector<domain::Violation> violations;  ///< consent_withdrawn {code, level}, consent_missing {code, purpose}
  std::vector<domain::Warning> warnings;
};

/// Locks the tubes' donors in ascending order and judges each tube. Call it in the transaction of the use before any
/// container or sample is locked: then a withdrawal comes wholly before the use, which is refused, or wholly after it.
/// Tubes without donors (blanks, controls) are always allowed. Refused(busy_try_again) if the donors changed meanwhile.
UseJudgement judge_use(database::WriteTransaction& tx, std::span<const TubeOfUse> tubes, domain::ConsentStep step,
                       const std::vector<std::string>& purposes = {});

}  // namespace frostkeep::services
