#pragma once
/// Tubes that come out of tubes: what was ordered, judged cell by cell, with all that a child has from its parents.

#include <optional>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/aliquot_rules.hpp"
#include "services/aliquot_service.hpp"
#include "services/sample_use.hpp"

namespace frostkeep::services {

/// Children to be, each beside the portion that it gets.
struct ChildTubes {
  std::vector<database::NewSample> tubes;
  std::vector<domain::Portion> portions;
};

/// One tube for each that was ordered. Refused with the violations of all cells, {row, field, pointer}.
ChildTubes child_tubes(const std::vector<ChildOrder>& orders, const domain::Sample& parent, base::Timestamp now);

/// Parts of a pool by their codes; no tube twice.
struct PoolParts {
  std::vector<domain::SampleId> ids;
  std::vector<std::optional<domain::Measure>> amounts;
};
PoolParts find_parts(const database::ReadTransaction& tx, const domain::Scope& scope,
                     const std::vector<PoolPart>& parts);
/// The pool itself, still empty. Refused: field_malformed {field: study}, site_not_allowed, material_not_derivable.
ChildTubes pool_tube(const PoolOrder& order, const TubesInUse& in_use, base::Timestamp now);
/// Adds what comes from one more tube; a kind of amount that one of them doesn't know is unknown of the pool.
void pour_into(domain::Amount& pool, const domain::Amount& taken, bool first);

/// Gives ids, and codes to those that have none.
void number_children(database::WriteTransaction& tx, House& house, ChildTubes& children);

/// The same violations with the tube's code in each.
std::vector<domain::Violation> named(std::vector<domain::Violation> violations, const std::string& code);

}  // namespace frostkeep::services
