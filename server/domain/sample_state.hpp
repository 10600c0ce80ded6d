#pragma once
/// The life of a tube: its states and which activity leads from which to which. State is per tube; what may not be done
/// with it for other reasons is a restriction, not a state.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace frostkeep::domain {

/// Numbers stand in the database.
enum class SampleState : std::uint8_t {
  expected = 1,  ///< planned by the protocol, not drawn yet
  collected,     ///< drawn at the chair
  in_transit,    ///< on its way between sites
  received,      ///< taken over by the laboratory
  in_process,    ///< at the bench
  stored,        ///< in a position
  checked_out,   ///< out of its position, to come back
  distributed,   ///< given away
  depleted,      ///< nothing left in it
  destroyed,
  lost,
  entered_in_error,
};

/// The word on the wire, and back.
std::string_view to_text(SampleState state);
std::optional<SampleState> parse_sample_state(std::string_view text);
const std::vector<SampleState>& all_sample_states();

/// What is done with tubes.
enum class SampleActivity : std::uint8_t {
  collect,
  skip,  ///< a planned tube is not drawn after all
  send,
  receive,
  process,
  store,  ///< put into a position, or move from one to another
  check_out,
  return_,  ///< back into its position
  thaw,
  aliquot,
  draw,  ///< take an amount for use
  pool,
  reserve,
  distribute,
  deplete,
  destroy,
  lose,
  find,
  relabel,
  correct,
  annul,  ///< it was entered by mistake
};

/// What an activity asks for and does.
struct ActivityRule {
  SampleActivity activity;
  std::string_view name;               ///< word on the wire and key of schema/reference/activities.csv
  std::vector<SampleState> from;       ///< states in which it is possible
  std::optional<SampleState> to = {};  ///< state that follows; nothing: it stays as it is
  bool is_use = false;                 ///< consent and restrictions are judged first; storage never is a use
  bool needs_reason = false;           ///< a reason must be given
  bool needs_second_person = false;    ///< whoever confirms is not whoever proposed
};

const std::vector<ActivityRule>& activity_rules();
const ActivityRule& rule_of(SampleActivity activity);
std::string_view to_text(SampleActivity activity);
std::optional<SampleActivity> parse_sample_activity(std::string_view text);

/// The state that follows; nothing if the activity isn't possible in that state. Activities that leave the state as it
/// is give it back.
std::optional<SampleState> state_after(SampleState state, SampleActivity activity);

}  // namespace frostkeep::domain
