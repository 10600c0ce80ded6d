#pragma once
/// For tests: findings as one text, and whether a certain one is among them.

#include <string>
#include <string_view>

#include "tidy/tree.hpp"

namespace frostkeep::tidy {

inline std::string text_of(const Findings& findings) {
  std::string text;
  for (const std::string& finding : findings) text += finding + "\n";
  return text;
}

inline bool tells(const Findings& findings, std::string_view part) {
  return text_of(findings).find(part) != std::string::npos;
}

}  // namespace frostkeep::tidy
