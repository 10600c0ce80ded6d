#pragma once
/// What people read when something is refused or warned of. The sentences stand in schema/reference/refusals.csv and
/// warnings.csv; this file finds and fills them.
///
/// `{name}` is a value of the violation. `[part]` is shown only where each value in it is known, `[part|otherwise]`
/// shows the other text instead. A value outside brackets must be given by whoever makes the violation. Values that
/// are words of a code list (state, activity, material, purpose, condition, field, step) are shown by their names.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reference_table.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

struct Sentence {
  std::string text;    ///< what happened, and what was kept
  std::string remedy;  ///< what to do now
};

Sentence sentence_of(const Violation& violation, Language language);
/// The sentence of a warning. A code that warnings.csv doesn't know is a bug.
Sentence sentence_of(const Warning& warning, Language language);

/// Names that a violation of this code must carry: those outside brackets in any of its four texts.
std::vector<std::string> required_values(ErrorCode code);

/// Fills one sentence of the grammar above.
std::string fill_with_options(std::string_view sentence, const std::map<std::string, std::string>& values);

}  // namespace frostkeep::domain
