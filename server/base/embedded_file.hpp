#pragma once
/// A data file that the build compiled into the program (embed_files in server/CMakeLists.txt).

#include <string_view>

namespace frostkeep::base {

struct EmbeddedFile {
  std::string_view name;   ///< path below the embedded folder, with '/', e.g. "protocols/health_check.json"
  std::string_view bytes;  ///< the whole content; lives as long as the program
};

}  // namespace frostkeep::base
