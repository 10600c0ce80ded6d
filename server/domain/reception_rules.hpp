#pragma once
/// What is judged of a tube that arrives: its condition, its times, whether it may be taken over.

#include <optional>
#include <string>
#include <vector>

#include "domain/refusal.hpp"
#include "domain/sample.hpp"

namespace frostkeep::domain {

/// What somebody saw of one tube.
struct TubeSeen {
  std::vector<std::string> conditions = {};  ///< codes of schema/reference/conditions.csv
  bool rejected = false;                     ///< it is not taken into the bank; needs a reason
  std::string reason = {};
};

/// A condition mark holds this many bytes: "rejected" and a few codes.
constexpr std::size_t kMaxMark = 64;

/// Violations of the conditions alone: field_malformed {field = condition, value}, field_too_long. Nothing: the mark is
/// mark_of().
std::vector<Violation> check_conditions(const std::vector<std::string>& conditions);
/// "haemolysed,underfilled"; "rejected,clotted" if it is rejected; empty if nothing was seen.
std::string mark_of(const TubeSeen& seen);
/// Whether a tube was rejected when it arrived: it is there, but nothing is made of it.
bool is_rejected(const Sample& sample);

struct ReceptionJudgement {
  std::vector<Violation> violations = {};
  std::vector<Warning> warnings = {};
};
/// May it be received? Violations: state_forbids, reason_missing for a rejection, those of the conditions. Warnings:
/// received_before_drawn, reception_temperature {value, limit}.
ReceptionJudgement judge_reception(const Sample& sample, const TubeSeen& seen, base::Timestamp received_at,
                                   std::optional<std::int32_t> temperature_mdeg_c);

}  // namespace frostkeep::domain
