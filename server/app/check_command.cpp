#include "app/check_command.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/database_access.hpp"
#include "app/secret_file.hpp"
#include "app/system_user.hpp"
#include "base/log.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMib = 1 << 20;

void print_text(const Configuration& configuration, const std::vector<std::string>& problems) {
  std::size_t width = 0;
  for (const SettingValue& value : configuration.values()) width = std::max(width, value.text.size());
  for (const SettingValue& value : configuration.values())
    fmt::print("{:<33}{:<{}}  {}\n", value.setting->name, value.text.empty() ? "-" : value.text, width, value.origin);
  for (const std::string& problem : problems) fmt::print("problem: {}\n", problem);
  if (problems.empty()) fmt::print("no problem found\n");
}

void print_json(const Configuration& configuration, const std::vector<std::string>& problems) {
  std::string out = "{\"settings\":[";
  for (const SettingValue& value : configuration.values()) {
    if (out.back() != '[') out += ',';
    out += "{\"name\":";
    base::append_json_string(out, value.setting->name);
    out += ",\"value\":";
    base::append_json_string(out, value.text);
    out += ",\"origin\":";
    base::append_json_string(out, value.origin);
    out += '}';
  }
  out += "],\"problems\":[";
  for (const std::string& problem : problems) {
    if (out.back() != '[') out += ',';
    base::append_json_string(out, problem);
  }
  fmt::print("{}]}}\n", out);
}

void check_user(const Configuration& configuration, std::vector<std::string>& problems) {
  const std::string& user = configuration.text("system_user");
  std::error_code error;
  if (::geteuid() != 0) return;
  if (::getpwnam(user.c_str()) == nullptr) {
    problems.push_back(fmt::format("system_user: there is no user \"{}\", whom a start as root would become", user));
  } else if (fs::is_directory(configuration.data_folder(), error)) {
    become_system_user(user, configuration.data_folder());
  }
}

void check_keys(const fs::path& folder, std::vector<std::string>& problems) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    try {
      read_secret(entry.path());
    } catch (const CommandFailure& failure) {
      problems.push_back(failure.what());
    }
  }
  if (error && error != std::errc::no_such_file_or_directory)
    problems.push_back(fmt::format("{}: {}", folder.string(), error.message()));
}

ExitCode check(const ConfigurationSources& sources, bool json) {
  const Configuration configuration(sources);
  std::vector<std::string> problems = configuration.problems();
  const auto here = machine_problems(configuration);
  problems.insert(problems.end(), here.begin(), here.end());
  json ? print_json(configuration, problems) : print_text(configuration, problems);
  return problems.empty() ? ExitCode::done : ExitCode::configuration;
}

}  // namespace

std::vector<std::string> machine_problems(const Configuration& configuration) {
  std::vector<std::string> problems;
  check_user(configuration, problems);
  check_keys(configuration.data_folder() / "keys", problems);
  if (!uses_private_database(configuration)) return problems;
  const PrivateDatabaseOptions options = private_database_options(configuration);
  for (const fs::path& program : {options.server_program, options.install_program}) {
    if (::access(program.c_str(), X_OK) != 0)
      problems.push_back(
          fmt::format("{}: not there; install mariadb-server-core and mariadb-client-core, or set "
                      "database.host",
                      program.string()));
  }
  const std::uint64_t limit_mib = memory_limit_bytes() / kMib;
  if (const auto pool = buffer_pool_mib(options, memory_limit_bytes()); pool > limit_mib * 3 / 4)
    problems.push_back(
        fmt::format("database.buffer_pool_mib: {} MiB of {} MiB leave too little for all else", pool, limit_mib));
  return problems;
}

Action attach_check(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "as JSON");
  return [sources, json] { return check(*sources, *json); };
}

}  // namespace frostkeep::app
