#pragma once
/// The steps that all corrections share: what becomes of each tube, written in one go.

#include <optional>
#include <set>
#include <vector>

#include "database/sample_family_records.hpp"
#include "services/correction_service.hpp"

namespace frostkeep::services {

/// One tube before and after.
struct Correction {
  database::LockedSample before;
  domain::Sample after;
  std::vector<domain::FieldChange> more = {};  ///< of derived tables, in order of field
  std::uint64_t entry = 0;
  std::uint64_t corrects = 0;
};

/// A tube with all that came out of it, locked in order of id.
struct Family {
  std::vector<database::LockedSample> tubes;  ///< the tube first, then its descendants in order of id
  std::vector<database::ParentLink> links;    ///< of the descendants
};
/// Refused(not_found) for a tube outside the scope; busy_try_again if a child came meanwhile. A descendant's lock needs
/// no scope: it is changed because of its parent.
Family lock_family(database::WriteTransaction& tx, const domain::Scope& scope, domain::SampleId id, bool alone);

/// Each kind of correction; they return what becomes of the tubes, derived tables already written.
std::vector<Correction> correct_facts(database::WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order);
std::vector<Correction> correct_donor(database::WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order);
std::vector<Correction> correct_place(database::WriteTransaction& tx, House& house, const Asked& asked,
                                      const CorrectionOrder& order, std::vector<domain::Warning>& warnings);
std::vector<Correction> correct_swap(database::WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order);

/// Rows and entries. The first tube's entry strikes the one told, or the last that told any of the changed fields; so
/// does every tube's of a swap.
void write_corrections(database::WriteTransaction& tx, std::vector<Correction>& corrections,
                       const CorrectionOrder& order);

}  // namespace frostkeep::services
