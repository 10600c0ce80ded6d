#include "app/restore_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/backup_folder.hpp"
#include "app/secret_file.hpp"
#include "app/system_user.hpp"
#include "app/verify_report.hpp"
#include "database/migrations.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

struct RestoreArguments {
  std::string folder;
  std::string keys_from;
  std::string tried_for;
  bool verify = false;
};

void put_keys(const fs::path& from, const fs::path& keys) {
  make_secret_folder(keys);
  if (from.empty()) return;
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.path().extension() != ".key") continue;
    const std::string key = read_secret(entry.path()).value_or("");
    if (!write_new_secret(keys / entry.path().filename(), key + "\n") &&
        read_secret(keys / entry.path().filename()) != key)
      throw CommandFailure(ExitCode::could_not_run, fmt::format("{}: holds another {} already", keys.string(),
                                                                entry.path().filename().string()));
  }
}

/// Beside, then renamed: a restore that is cut short leaves no half of a database.
void put_tables(const BackupFolder& backup, const fs::path& data) {
  const fs::path draft = data / "mariadb.restoring";
  fs::remove_all(draft);
  fs::create_directory(draft);
  fs::permissions(draft, fs::perms::owner_all);
  for (const auto& entry : fs::recursive_directory_iterator(backup.database())) {
    const fs::path inside = fs::relative(entry.path(), backup.database());
    if (entry.is_directory()) {
      fs::create_directory(draft / inside, entry.path());
    } else {
      fs::copy_file(entry.path(), draft / inside);
    }
  }
  fs::rename(draft, data / "mariadb");
}

database::VerifyReport prove(const Configuration& configuration, const BackupManifest& manifest) {
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::migrate(access.accounts, base::SystemClock());
  base::SystemRandom random;
  database::VerifyOptions options;
  options.against = manifest.head.nodes;
  return database::verify(access.accounts.reader, base::SystemClock(), random, options);
}

/// The house for which the backup was tried notes that it can be restored.
void note_trial(ConfigurationSources sources, const std::string& live, const BackupManifest& manifest) {
  sources.flags["--data"] = live;
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  HouseOfServices house(access, 1);
  house.services().backups.note({manifest.taken_at, house.house().now(), false});
}

ExitCode restore(const ConfigurationSources& sources, const RestoreArguments& arguments) {
  const Configuration configuration(sources);
  configuration.require_sound();
  const BackupFolder backup{fs::absolute(arguments.folder)};
  const fs::path data = configuration.data_folder();
  if (!uses_private_database(configuration))
    throw CommandFailure(ExitCode::could_not_run, "Only a private database can be restored by this command");
  become_system_user(configuration.text("system_user"), data);
  const BackupManifest manifest = read_manifest(backup);
  if (manifest.schema > database::schema_number())
    throw CommandFailure(ExitCode::could_not_run,
                         fmt::format("The backup has schema {}, this program knows {}: take a newer one",
                                     manifest.schema, database::schema_number()));
  fs::create_directories(data);
  fs::permissions(data, fs::perms::owner_all);
  if (fs::exists(data / "mariadb"))
    throw CommandFailure(ExitCode::could_not_run,
                         fmt::format("{}: holds a database; restore into an empty data folder", data.string()));
  put_keys(arguments.keys_from, data / "keys");
  load_keys(data / "keys", false);
  put_tables(backup, data);
  leave_word(data, manifest.taken_at, base::SystemClock().now());
  if (!arguments.verify) {
    fmt::print("{}: restored as of {}; prove it with frostkeep verify --against {}\n", data.string(),
               base::to_text(manifest.taken_at), backup.manifest().string());
    return ExitCode::done;
  }
  const database::VerifyReport report = prove(configuration, manifest);
  auto json = report_as_json(report);
  json["backup_taken_at"] = base::to_text(manifest.taken_at);
  fmt::print("{}\n", json.dump(2));
  if (!report.findings.empty()) return ExitCode::findings;
  if (!arguments.tried_for.empty()) note_trial(sources, arguments.tried_for, manifest);
  return ExitCode::done;
}

}  // namespace

void tell_of_restore(HouseOfServices& house, const Configuration& configuration) {
  const auto word = word_left(configuration.data_folder());
  if (!word) return;
  house.services().backups.note({word->backup_taken_at, word->restored_at, true});
  forget_word(configuration.data_folder());
}

Action attach_restore(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<RestoreArguments>();
  command.add_option("DIR", arguments->folder, "folder that frostkeep backup made")->required();
  command.add_option("--keys-from", arguments->keys_from, "folder with the copy of the keys");
  command.add_flag("--verify", arguments->verify, "prove rows and ledger, and that no entry of the backup is missing");
  command.add_option("--tried-for", arguments->tried_for,
                     "data folder of the house whose backup is tried here: it notes that it can be restored");
  return [sources, arguments] { return restore(*sources, *arguments); };
}

}  // namespace frostkeep::app
