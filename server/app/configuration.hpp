#pragma once
/// The settings in force, each with its origin: flag before environment before file before default.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"
#include "database/connection_settings.hpp"

namespace frostkeep::app {

struct SettingValue {
  const Setting* setting = nullptr;
  std::string text;
  std::string origin;  ///< "default", "file PATH line N", "environment NAME", "flag --NAME"
};

/// What a program was told, before it is judged.
struct ConfigurationSources {
  std::optional<std::filesystem::path> file;       ///< named by --config or FROSTKEEP_CONFIG: must exist
  std::map<std::string, std::string> environment;  ///< variables that begin with FROSTKEEP_
  std::map<std::string, std::string> flags;        ///< by flag, as in Setting::flag
};

/// The FROSTKEEP_… variables of this process.
std::map<std::string, std::string> frostkeep_environment();

class Configuration {
 public:
  /// Never throws for what it was told: problems() says what is wrong. Without a named file it reads
  /// /etc/frostkeep/frostkeep.toml if there is one.
  explicit Configuration(const ConfigurationSources& sources);

  /// The value of a setting of the table; a wrong name is a bug.
  const std::string& text(std::string_view name) const { return value(name).text; }
  std::int64_t integer(std::string_view name) const;
  bool boolean(std::string_view name) const { return text(name) == "true"; }
  /// Absolute.
  std::filesystem::path data_folder() const;

  /// In the table's order.
  const std::vector<SettingValue>& values() const { return values_; }
  /// Sentences: unknown names, values out of range, settings that contradict each other.
  const std::vector<std::string>& problems() const { return problems_; }
  /// Throws CommandFailure (configuration) with all problems if there is any.
  void require_sound() const;

 private:
  const SettingValue& value(std::string_view name) const;
  void read_file(const std::filesystem::path& path);
  void read_environment(const std::map<std::string, std::string>& environment);
  void read_flags(const std::map<std::string, std::string>& flags);
  void set(std::string_view name, std::string text, std::string origin);
  void judge_together();

  std::vector<SettingValue> values_;
  std::vector<std::string> problems_;
};

/// Whether the server looks after its own MariaDB.
bool uses_private_database(const Configuration& configuration);
/// The three accounts of a database that isn't private. Throws CommandFailure (no_permission) if a password's file is
/// open to others.
database::DatabaseAccounts external_accounts(const Configuration& configuration);

}  // namespace frostkeep::app
