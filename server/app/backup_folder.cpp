#include "app/backup_folder.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "app/exit_code.hpp"
#include "app/verify_report.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

fs::path word_file(const fs::path& data) {
  return data / "restored.json";
}

[[noreturn]] void refuse(const fs::path& path, const char* why) {
  throw CommandFailure(ExitCode::could_not_run, fmt::format("{}: {}", path.string(), why));
}

/// Whole or not at all.
void write_json(const fs::path& file, const Json& json) {
  const fs::path draft = file.string() + ".new";
  std::ofstream out(draft, std::ios::trunc);
  out << json.dump(2) << '\n' << std::flush;
  if (!out) refuse(draft, std::strerror(errno));
  out.close();
  fs::rename(draft, file);
}

base::Timestamp time_in(const Json& json, const char* name) {
  const auto time = base::parse_timestamp(json.at(name).get<std::string>());
  if (!time) throw std::invalid_argument(name);
  return *time;
}

}  // namespace

void write_manifest(const BackupFolder& backup, const BackupManifest& manifest) {
  write_json(backup.manifest(), {{"format", kFormat},
                                 {"taken_at", base::to_text(manifest.taken_at)},
                                 {"schema", manifest.schema},
                                 {"head", head_as_json(manifest.head)}});
}

BackupManifest read_manifest(const BackupFolder& backup) {
  BackupManifest manifest;
  try {
    std::ifstream file(backup.manifest());
    const Json json = Json::parse(file);
    if (json.at("format") != kFormat) throw std::invalid_argument("format");
    manifest.taken_at = time_in(json, "taken_at");
    manifest.schema = json.at("schema").get<unsigned>();
  } catch (const std::exception&) {
    refuse(backup.path, "holds no backup that was finished (no backup.json that this version reads)");
  }
  manifest.head = read_head(backup.manifest());
  return manifest;
}

void make_empty_folder(const fs::path& folder, const Configuration& configuration) {
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) refuse(folder, std::strerror(errno));
  if (!fs::is_empty(folder, error) || error) refuse(folder, "isn't an empty folder; name a new one");
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam(configuration.text("system_user").c_str());
  if (user != nullptr && ::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) refuse(folder, std::strerror(errno));
}

void leave_word(const fs::path& data, base::Timestamp backup_taken_at, base::Timestamp restored_at) {
  write_json(word_file(data),
             {{"backup_taken_at", base::to_text(backup_taken_at)}, {"restored_at", base::to_text(restored_at)}});
}

std::optional<RestoredWord> word_left(const fs::path& data) {
  if (!fs::exists(word_file(data))) return std::nullopt;
  try {
    std::ifstream file(word_file(data));
    const Json json = Json::parse(file);
    return RestoredWord{time_in(json, "backup_taken_at"), time_in(json, "restored_at")};
  } catch (const std::exception&) {
    refuse(word_file(data), "can't be read; write both times into it as a restore does");
  }
}

void forget_word(const fs::path& data) {
  fs::remove(word_file(data));
}

}  // namespace frostkeep::app
