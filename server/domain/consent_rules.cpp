#include "domain/consent_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/invariant.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::array<std::pair<WithdrawalLevel, std::string_view>, 3> kLevels = {{
    {WithdrawalLevel::no_contact, "no_contact"},
    {WithdrawalLevel::no_new_use, "no_new_use"},
    {WithdrawalLevel::destroy, "destroy"},
}};

constexpr std::array<std::pair<ConsentStep, std::string_view>, 15> kSteps = {{
    {ConsentStep::collect, "collect"},
    {ConsentStep::store, "store"},
    {ConsentStep::search, "search"},
    {ConsentStep::reserve, "reserve"},
    {ConsentStep::approve, "approve"},
    {ConsentStep::pick, "pick"},
    {ConsentStep::derive, "derive"},
    {ConsentStep::pool, "pool"},
    {ConsentStep::plate, "plate"},
    {ConsentStep::hand_over, "hand_over"},
    {ConsentStep::load_result, "load_result"},
    {ConsentStep::release_result, "release_result"},
    {ConsentStep::export_data, "export_data"},
    {ConsentStep::contact, "contact"},
    {ConsentStep::destroy, "destroy"},
}};

std::vector<std::string> core_purposes() {
  const ReferenceTable& table = reference_table("consent_purposes");
  std::vector<std::string> core;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.cell(row, "core") == "yes") core.push_back(table.cell(row, "code"));
  }
  return core;
}

/// The purposes that a step needs and that aren't agreed to.
std::vector<std::string> missing_purposes(const Consent& consent, ConsentStep step, base::Timestamp when,
                                          const std::vector<std::string>& wanted) {
  static const std::vector<std::string> kCore = core_purposes();
  std::vector<std::string> needed = kCore;
  if (step == ConsentStep::contact) needed = {"recontact"};
  if (step == ConsentStep::collect || step == ConsentStep::store) needed = {"storage"};
  for (const std::string& purpose : wanted) {
    if (std::ranges::find(needed, purpose) == needed.end()) needed.push_back(purpose);
  }
  std::erase_if(needed, [&](const std::string& purpose) { return answer_at(consent, purpose, when).value_or(false); });
  return needed;
}

void judge_storage(const Consent& consent, base::Timestamp when, bool use_withdrawn, ConsentJudgement& out) {
  if (use_withdrawn) out.warnings.push_back({"consent_withdrawn", {}});
  const bool missing = !use_withdrawn && !missing_purposes(consent, ConsentStep::store, when, {}).empty();
  if (missing) out.warnings.push_back({"consent_missing", {}});
  if (!out.warnings.empty()) out.decision = ConsentDecision::allowed_with_warning;
}

void refuse(ConsentJudgement& out, Violation violation) {
  out.decision = ConsentDecision::refused;
  out.violations.push_back(std::move(violation));
}

}  // namespace

std::string_view to_text(WithdrawalLevel level) {
  const auto found = std::ranges::find(kLevels, level, [](const auto& row) { return row.first; });
  FROSTKEEP_INVARIANT(found != kLevels.end());
  return found->second;
}

std::optional<WithdrawalLevel> parse_withdrawal_level(std::string_view text) {
  const auto found = std::ranges::find(kLevels, text, [](const auto& row) { return row.second; });
  return found != kLevels.end() ? std::optional(found->first) : std::nullopt;
}

std::string_view to_text(ConsentStep step) {
  const auto found = std::ranges::find(kSteps, step, [](const auto& row) { return row.first; });
  FROSTKEEP_INVARIANT(found != kSteps.end());
  return found->second;
}

const std::vector<ConsentStep>& all_consent_steps() {
  static const std::vector<ConsentStep> kAll = [] {
    std::vector<ConsentStep> all;
    for (const auto& [step, name] : kSteps) all.push_back(step);
    return all;
  }();
  return kAll;
}

std::optional<bool> answer_at(const Consent& consent, std::string_view purpose, base::Timestamp when) {
  const ConsentAnswer* latest = nullptr;
  for (const ConsentAnswer& answer : consent.answers) {
    const bool begun = answer.purpose == purpose && answer.valid_from <= when;
    if (begun && (!latest || answer.valid_from >= latest->valid_from)) latest = &answer;
  }
  if (!latest || (latest->valid_to && *latest->valid_to <= when)) return std::nullopt;
  return latest->agreed;
}

std::optional<WithdrawalLevel> withdrawal_at(const Consent& consent, base::Timestamp when) {
  std::optional<WithdrawalLevel> furthest;
  for (const Withdrawal& withdrawal : consent.withdrawals) {
    if (withdrawal.at <= when && (!furthest || withdrawal.level > *furthest)) furthest = withdrawal.level;
  }
  return furthest;
}

ConsentJudgement judge_consent(const Consent& consent, ConsentStep step, base::Timestamp when,
                               const std::vector<std::string>& purposes) {
  ConsentJudgement out;
  const auto level = withdrawal_at(consent, when);
  const bool use_withdrawn = level && *level >= WithdrawalLevel::no_new_use;
  if (step == ConsentStep::destroy) return out;
  if (step == ConsentStep::store) {
    judge_storage(consent, when, use_withdrawn, out);
    return out;
  }
  const bool stops = step == ConsentStep::contact ? level.has_value() : use_withdrawn;
  if (stops && step == ConsentStep::load_result) {
    out.decision = ConsentDecision::withheld;
    out.warnings.push_back({"consent_withdrawn", {}});
    return out;
  }
  if (stops) {
    if (step == ConsentStep::contact) out.warnings.push_back({"contact_declined", {}});
    refuse(out, {ErrorCode::consent_withdrawn, {{"level", std::string(to_text(*level))}}});
    return out;
  }
  for (const std::string& purpose : missing_purposes(consent, step, when, purposes)) {
    refuse(out, {ErrorCode::consent_missing, {{"purpose", purpose}}});
  }
  return out;
}

}  // namespace frostkeep::domain
