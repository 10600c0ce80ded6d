#pragma once
/// What the fuzz targets share: the input as text, and a check that ends the run.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace frostkeep::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the run, so that the input is kept, if a promise of the parser is broken.
inline void expect(bool promise, const char* sentence) {
  if (promise) return;
  std::cerr << "broken: " << sentence << "\n";
  std::abort();
}

}  // namespace frostkeep::fuzz
