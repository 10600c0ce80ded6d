#pragma once
/// All settings there are: one table, from which file, environment, flags, `frostkeep check` and --help are read.

#include <cstdint>
#include <span>
#include <string_view>

namespace frostkeep::app {

enum class SettingKind { text, integer, boolean, choice };

struct Setting {
  std::string_view name;  ///< in the file: table.key; in the environment: FROSTKEEP_TABLE_KEY
  std::string_view flag;  ///< on the command line
  SettingKind kind;
  std::string_view fallback;  ///< as text
  std::string_view meaning;   ///< one line for --help
  std::int64_t least = 0;     ///< integers only
  std::int64_t most = 0;
  std::string_view choices = {};  ///< words with | between them; choices only
};

std::span<const Setting> all_settings();

}  // namespace frostkeep::app
