#pragma once
/// The templates of labels/templates, compiled in. Used by label.cpp only.

#include <string_view>
#include <vector>

namespace frostkeep::labels {

/// Their JSON, in no particular order.
std::vector<std::string_view> shipped_templates();

}  // namespace frostkeep::labels
