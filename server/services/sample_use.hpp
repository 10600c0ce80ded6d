#pragma once
/// What comes before any use of a tube: the locks in their order, the asker's scope, the state and the donors' consent.

#include <map>
#include <vector>

#include "database/sample_family_records.hpp"
#include "domain/policy.hpp"
#include "domain/sample_state.hpp"

namespace frostkeep::services {

/// Tubes under lock, with the people from whom they come.
struct TubesInUse {
  std::vector<database::LockedSample> tubes;  ///< in order of id
  database::DonorsOfSamples donors;
  std::vector<domain::Warning> warnings;  ///< of the donors' consent

  const database::LockedSample& tube(domain::SampleId id) const;
};

/// Locks the tubes in order of id (for a use their donors before) and judges the activity for every tube. Refused with
/// all violations: not_found for a tube outside the scope, state_forbids {code, state, activity}, and for a use what
/// services/consent_guard.hpp says; busy_try_again if a donor was corrected meanwhile.
TubesInUse lock_tubes(database::WriteTransaction& tx, const domain::Scope& scope, std::vector<domain::SampleId> ids,
                      domain::SampleActivity activity);

/// The tube that a code names, in the scope; Refused(code_unknown {code}, code_ambiguous).
domain::SampleId tube_of_code(const database::ReadTransaction& tx, const domain::Scope& scope, const std::string& code);

/// A tube leaves its cell for good: the derived rows are written, and what its entry tells is returned.
std::vector<domain::FieldChange> leave_place(database::WriteTransaction& tx, const database::LockedSample& tube,
                                             std::uint64_t entry, base::Timestamp when);

/// When something happened: `told`, or now. Refused(field_out_of_range {field: happened_at}) if it lies in the future.
base::Timestamp time_of(const database::WriteTransaction& tx, const std::optional<base::Timestamp>& told);

}  // namespace frostkeep::services
