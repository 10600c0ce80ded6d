#include "domain/sample_state.hpp"

#include <algorithm>
#include <array>

#include "base/invariant.hpp"

namespace frostkeep::domain {
namespace {

using enum SampleState;
using Activity = SampleActivity;

constexpr std::array<std::string_view, 12> kNames = {"expected",   "collected", "in_transit",  "received",
                                                     "in_process", "stored",    "checked_out", "distributed",
                                                     "depleted",   "destroyed", "lost",        "entered_in_error"};

// In order of SampleActivity. A tube whose draw nobody entered is still received (expected → received), and a tube in a
// gloved hand can always be put away: from transit, from the bench, or found again.
std::vector<ActivityRule> make_rules() {
  const std::vector<SampleState> at_hand = {collected, received, in_process, checked_out};
  const std::vector<SampleState> in_house = {collected, received, in_process, stored, checked_out};
  const std::vector<SampleState> anywhere = {collected, in_transit, received, in_process, stored, checked_out};
  const std::vector<SampleState> placeable = {collected, in_transit, received, in_process, stored, checked_out, lost};
  const std::vector<SampleState> disposable = {collected, in_transit,  received, in_process,
                                               stored,    checked_out, depleted, lost};
  const std::vector<SampleState> not_gone = {expected,   collected, in_transit,  received,
                                             in_process, stored,    checked_out, lost};
  return {
      {Activity::collect, "collect", {expected}, collected},
      {Activity::skip, "skip", {expected}, entered_in_error, false, true},
      {Activity::send, "send", in_house, in_transit},
      {Activity::receive, "receive", {expected, collected, in_transit}, received},
      {Activity::process, "process", at_hand, in_process},
      {Activity::store, "store", placeable, stored},
      {Activity::check_out, "check_out", {stored}, checked_out, false, true},
      {Activity::return_, "return", {checked_out}, stored},
      {Activity::thaw, "thaw", in_house},
      {Activity::aliquot, "aliquot", in_house, {}, true},
      {Activity::draw, "draw", in_house, {}, true},
      {Activity::pool, "pool", in_house, {}, true},
      {Activity::reserve, "reserve", in_house, {}, true},
      {Activity::distribute, "distribute", {received, in_process, stored, checked_out}, distributed, true},
      {Activity::deplete, "deplete", in_house, depleted},
      {Activity::destroy, "destroy", disposable, destroyed, false, true, true},
      {Activity::lose, "lose", anywhere, lost, false, true, true},
      {Activity::find, "find", {lost}, received},
      {Activity::relabel, "relabel", not_gone, {}, false, true},
      {Activity::correct, "correct", all_sample_states(), {}, false, true},
      {Activity::annul,
       "annul",
       {expected, collected, received, in_process, checked_out, lost},
       entered_in_error,
       false,
       true},
  };
}

}  // namespace

std::string_view to_text(SampleState state) {
  const auto index = static_cast<std::size_t>(state) - 1;
  FROSTKEEP_INVARIANT(index < kNames.size());
  return kNames[index];
}

std::optional<SampleState> parse_sample_state(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<SampleState>(found - kNames.begin() + 1);
}

const std::vector<SampleState>& all_sample_states() {
  static const std::vector<SampleState> all = {expected,   collected, in_transit,  received,
                                               in_process, stored,    checked_out, distributed,
                                               depleted,   destroyed, lost,        entered_in_error};
  return all;
}

const std::vector<ActivityRule>& activity_rules() {
  static const std::vector<ActivityRule> kRules = make_rules();
  return kRules;
}

const ActivityRule& rule_of(SampleActivity activity) {
  const auto index = static_cast<std::size_t>(activity);
  FROSTKEEP_INVARIANT(index < activity_rules().size());
  return activity_rules()[index];
}

std::string_view to_text(SampleActivity activity) {
  return rule_of(activity).name;
}

std::optional<SampleActivity> parse_sample_activity(std::string_view text) {
  const auto found = std::ranges::find(activity_rules(), text, &ActivityRule::name);
  return found != activity_rules().end() ? std::optional(found->activity) : std::nullopt;
}

std::optional<SampleState> state_after(SampleState state, SampleActivity activity) {
  const ActivityRule& rule = rule_of(activity);
  if (std::ranges::find(rule.from, state) == rule.from.end()) return std::nullopt;
  return rule.to ? rule.to : state;
}

}  // namespace frostkeep::domain
