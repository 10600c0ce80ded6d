#include "base/invariant.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace frostkeep::base {

void report_broken_invariant(const char* expression, const char* file, int line) {
  const std::string text = fmt::format("invariant broken: {} at {}:{}", expression, file, line);
#ifdef FROSTKEEP_ABORT_ON_BUG
  std::fputs((text + "\n").c_str(), stderr);
  std::abort();
#else
  throw BrokenInvariant(text);
#endif
}

}  // namespace frostkeep::base
