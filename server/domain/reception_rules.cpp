#include "domain/reception_rules.hpp"

#include "base/text.hpp"
#include "domain/material.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::string_view kRejected = "rejected";

std::string degrees(std::int32_t mdeg_c) {
  return std::to_string(mdeg_c / 1000) + " °C";
}

void judge_temperature(const Sample& sample, std::int32_t mdeg_c, ReceptionJudgement& out) {
  const Material* material = find_material(sample.material);
  if (material == nullptr) return;
  std::string limit;
  if (material->storage_max_mdeg_c && mdeg_c > *material->storage_max_mdeg_c)
    limit = "≤ " + degrees(*material->storage_max_mdeg_c);
  if (material->storage_min_mdeg_c && mdeg_c < *material->storage_min_mdeg_c)
    limit = "≥ " + degrees(*material->storage_min_mdeg_c);
  if (limit.empty()) return;
  out.warnings.push_back(
      {"reception_temperature", {{"code", sample.code}, {"value", degrees(mdeg_c)}, {"limit", limit}}});
}

}  // namespace

std::vector<Violation> check_conditions(const std::vector<std::string>& conditions) {
  std::vector<Violation> violations;
  for (const std::string& condition : conditions) {
    if (!reference_table("conditions").find(condition)) {
      violations.push_back({ErrorCode::field_malformed, {{"field", "condition"}, {"value", condition}}});
    }
  }
  if (violations.empty() && mark_of({conditions, true, {}}).size() > kMaxMark) {
    violations.push_back({ErrorCode::field_too_long, {{"field", "condition"}, {"limit", std::to_string(kMaxMark)}}});
  }
  return violations;
}

std::string mark_of(const TubeSeen& seen) {
  std::string mark(seen.rejected ? kRejected : std::string_view());
  for (const std::string& condition : seen.conditions) mark += (mark.empty() ? "" : ",") + condition;
  return mark;
}

bool is_rejected(const Sample& sample) {
  return base::split(sample.mark, ',').front() == kRejected;
}

ReceptionJudgement judge_reception(const Sample& sample, const TubeSeen& seen, base::Timestamp received_at,
                                   std::optional<std::int32_t> temperature_mdeg_c) {
  ReceptionJudgement out;
  if (!state_after(sample.state, SampleActivity::receive)) {
    out.violations.push_back({ErrorCode::state_forbids,
                              {{"code", sample.code},
                               {"state", std::string(to_text(sample.state))},
                               {"activity", std::string(to_text(SampleActivity::receive))}}});
  }
  if (seen.rejected && base::trim(seen.reason).empty()) {
    out.violations.push_back({ErrorCode::reason_missing, {{"field", "reason"}}});
  }
  for (Violation& violation : check_conditions(seen.conditions)) out.violations.push_back(std::move(violation));
  if (sample.collected_at && received_at < *sample.collected_at) {
    out.warnings.push_back({"received_before_drawn", {{"code", sample.code}}});
  }
  if (temperature_mdeg_c) judge_temperature(sample, *temperature_mdeg_c, out);
  return out;
}

}  // namespace frostkeep::domain
