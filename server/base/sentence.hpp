#pragma once
/// Fills the sentences of schema/reference/refusals.csv with named values.

#include <map>
#include <string>
#include <string_view>

namespace frostkeep::base {

using NamedValues = std::map<std::string, std::string>;

/// Replaces each `{name}` by its value. A name without a value stays as it is written, so that a gap is seen.
std::string fill_sentence(std::string_view sentence, const NamedValues& values);

}  // namespace frostkeep::base
