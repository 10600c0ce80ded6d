#pragma once
/// The settings that the private MariaDB runs with.

#include <cstdint>
#include <filesystem>
#include <string>

namespace frostkeep::app {

struct DatabaseSettings {
  std::filesystem::path tables;
  std::filesystem::path scratch;  ///< for temporary tables; a server that starts empties it, so nobody shares it
  std::filesystem::path socket;
  std::uint64_t buffer_pool_mib = 0;
  std::uint64_t redo_log_mib = 0;
};

/// An option file of MariaDB. Every durable setting stands in it, also where it equals the default of the version at
/// hand; equal settings give equal text.
std::string settings_text(const DatabaseSettings& settings);

}  // namespace frostkeep::app
