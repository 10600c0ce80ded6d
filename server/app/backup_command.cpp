#include "app/backup_command.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/backup_folder.hpp"
#include "app/database_access.hpp"
#include "app/secret_file.hpp"
#include "database/migrations.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "/usr/bin/mariadb-backup";
/// A copy of a large house takes hours; one that takes a day has got stuck.
constexpr std::chrono::hours kLongest{24};

struct BackupArguments {
  std::string folder;
  std::string keys_to;
};

bool lies_within(const fs::path& inner, const fs::path& outer) {
  const fs::path a = fs::weakly_canonical(inner);
  const fs::path b = fs::weakly_canonical(outer);
  return std::mismatch(b.begin(), b.end(), a.begin(), a.end()).first == b.end();
}

/// Account and password in a file: the arguments of a process are everybody's to read. Gone at the end.
class LoginFile {
 public:
  LoginFile(const fs::path& folder, const database::ConnectionSettings& account) : file_(folder / "login.cnf") {
    write_new_secret(file_, fmt::format("[client]\nuser={}\npassword={}\nsocket={}\n", account.user, account.password,
                                        account.socket));
  }
  ~LoginFile() {
    std::error_code error;
    fs::remove(file_, error);
  }
  LoginFile(const LoginFile&) = delete;
  LoginFile& operator=(const LoginFile&) = delete;
  std::string argument() const { return "--defaults-file=" + file_.string(); }

 private:
  fs::path file_;
};

void run(std::vector<std::string> arguments, const BackupFolder& backup) {
  Process process = Process::spawn({kProgram, std::move(arguments), backup.log()});
  if (!process.wait(kLongest)) process.signal(SIGKILL);
  if (process.exit_code() == 0) return;
  std::string last;
  std::ifstream log(backup.log());
  for (std::string line; std::getline(log, line);) {
    if (!line.empty()) last = line;
  }
  throw CommandFailure(ExitCode::could_not_run, fmt::format("mariadb-backup failed ({}): {} (see {})", process.end(),
                                                            last, backup.log().string()));
}

void copy_keys(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.path().extension() != ".key") continue;
    if (!write_new_secret(to / entry.path().filename(), read_secret(entry.path()).value_or("") + "\n"))
      throw CommandFailure(ExitCode::could_not_run, fmt::format("{}: has keys already", to.string()));
  }
}

ExitCode backup(const ConfigurationSources& sources, const BackupArguments& arguments) {
  const Configuration configuration(sources);
  const BackupFolder backup{fs::absolute(arguments.folder)};
  const fs::path keys_to = arguments.keys_to.empty() ? fs::path() : fs::absolute(arguments.keys_to);
  const bool mixed = !keys_to.empty() && (lies_within(keys_to, backup.path) || lies_within(backup.path, keys_to));
  if (mixed)
    throw CommandFailure(ExitCode::usage, "Keys and data don't belong in one place: name a folder elsewhere for keys");
  if (!uses_private_database(configuration))
    throw CommandFailure(ExitCode::could_not_run,
                         "This database is run by somebody else: back it up with its own tools, and keep what "
                         "frostkeep verify --json prints beside the copy");
  make_empty_folder(backup.path, configuration);
  if (!keys_to.empty()) make_empty_folder(keys_to, configuration);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  base::SystemRandom random;
  const base::SystemClock clock;
  // The head first: whatever it counts is in the copy that is made after it.
  const auto report = database::verify(access.accounts.reader, clock, random, {});
  BackupManifest manifest{clock.now(), database::schema_number(), report.head};
  {
    const LoginFile login(backup.path, access.private_database->backup());
    run({login.argument(), "--backup", "--target-dir=" + backup.database().string(),
         "--datadir=" + (configuration.data_folder() / "mariadb").string()},
        backup);
  }
  run({"--no-defaults", "--prepare", "--target-dir=" + backup.database().string()}, backup);
  if (!keys_to.empty()) copy_keys(configuration.data_folder() / "keys", keys_to);
  write_manifest(backup, manifest);
  fmt::print("{}: backup of {} entries, taken {}\n", backup.path.string(), report.entries,
             base::to_text(manifest.taken_at));
  fmt::print("{}\n",
             keys_to.empty()
                 ? fmt::format("Keys aren't in it, and nothing can be read without: keep a copy of {} elsewhere",
                               (configuration.data_folder() / "keys").string())
                 : fmt::format("{}: keys; store them apart from the data", keys_to.string()));
  if (report.findings.empty()) return ExitCode::done;
  fmt::print(stderr, "frostkeep: the database isn't sound ({} findings; see frostkeep verify), and so is its copy\n",
             report.findings.size());
  return ExitCode::findings;
}

}  // namespace

Action attach_backup(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<BackupArguments>();
  command.add_option("DIR", arguments->folder, "a new or empty folder for the data")->required();
  command.add_option("--keys-to", arguments->keys_to, "a new or empty folder elsewhere for a copy of the keys");
  return [sources, arguments] { return backup(*sources, *arguments); };
}

}  // namespace frostkeep::app
