#pragma once
/// A protocol's events as the database keeps them: lines of tab-separated fields, one a visit or planned tube, so that
/// the row and its ledger entry can be read by people and by another program.
///
///     event <tab> code <tab> kind <tab> months <tab> name_zh <tab> name_en
///     tube  <tab> depth <tab> role <tab> material <tab> container <tab> amount <tab> count
///
/// A tube of depth 1 is drawn at the visit above it, one of depth n is made of the nearest tube of depth n − 1 above.
/// Tabs, line ends and backslashes of names are written \t, \n, \r and \\.

#include <string>
#include <string_view>
#include <vector>

#include "domain/protocol.hpp"

namespace frostkeep::domain {

/// Longest text that the database takes, in bytes; the ledger's entry holds it too.
constexpr std::size_t kMaxPlanBytes = 12'000;

std::string plan_text(const std::vector<PlannedEvent>& events);
/// What plan_text wrote; throws base::BadBytes for any other text.
std::vector<PlannedEvent> parse_plan(std::string_view text);

}  // namespace frostkeep::domain
