#pragma once
/// What a tube must say of itself when it is registered: singly, as a row of a grid, or as a well of a rack.

#include <optional>
#include <string>
#include <vector>

#include "domain/checked.hpp"
#include "domain/material.hpp"
#include "domain/sample.hpp"

namespace frostkeep::domain {

/// A tube as it was typed, pasted or scanned. Empty: not told.
struct TubeEntry {
  std::string code = {};                     ///< empty: one is made
  std::vector<std::string> more_codes = {};  ///< a tube maker's, another bank's
  std::string material = {};                 ///< SPREC code, or the material's name in either language
  std::string kind = {};                     ///< word of name_of(SampleKind)
  std::string amount = {};                   ///< "1.5 mL", or the number alone where `unit` is told
  std::string unit = {};
  std::string tube = {};  ///< SPREC code of the primary container
  std::string role = {};
  std::string parent = {};       ///< a code of the tube that it came out of
  std::string participant = {};  ///< study code
  std::string event = {};        ///< code of the visit
  std::optional<base::Timestamp> collected_at = {};
  std::optional<base::Timestamp> received_at = {};
  std::optional<base::Timestamp> frozen_at = {};
  std::optional<int> thaw_count = {};
};

/// Thaws that a tube may have behind it when it is registered.
constexpr int kMaxThawCount = 99;

/// The same, judged and normalised. Study, site, ids, parent and donors are the service's to fill in.
struct CheckedTube {
  Sample sample;
  std::vector<std::string> more_codes = {};
  std::string parent = {};
  std::string participant = {};
  std::string event = {};
  std::vector<Warning> warnings = {};  ///< code_check_wrong {code}
};

/// Judges all cells. Violations, each with {field}: code_malformed, field_missing (material), field_malformed {value},
/// field_out_of_range, field_too_long; a time later than `now` or before the one that must precede it
/// (collected ≤ received, collected ≤ frozen) is field_out_of_range with the time that it breaks as {limit}. A tube
/// with a parent is an aliquot unless the kind is told.
Checked<CheckedTube> check_tube(const TubeEntry& entry, base::Timestamp now);

/// The material that a text means: its code in any case, or one of its names; null for any other text.
const Material* read_material(std::string_view text);

/// Whether an event may be recorded as having happened at `when`: field_out_of_range {field, value, limit = now} if it
/// lies in the future. A clock may be a minute ahead.
std::optional<Violation> judge_event_time(base::Timestamp when, base::Timestamp now, const std::string& field);

}  // namespace frostkeep::domain
