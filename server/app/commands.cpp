#include "app/commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <memory>

#include "app/backup_command.hpp"
#include "app/check_command.hpp"
#include "app/demo_command.hpp"
#include "app/document_commands.hpp"
#include "app/import_command.hpp"
#include "app/jobs_command.hpp"
#include "app/label_command.hpp"
#include "app/openapi_command.hpp"
#include "app/restore_command.hpp"
#include "app/serve_command.hpp"
#include "app/user_command.hpp"
#include "app/verify_command.hpp"
#include "base/text.hpp"
#include "database/migrations.hpp"

namespace frostkeep::app {
namespace {

constexpr auto kCommands = std::to_array<Command>({
    {"serve", "Run the server until it is told to stop", attach_serve},
    {"migrate", "Bring the database's schema to what this version needs", attach_migrate},
    {"demo", "Fill an empty database with invented people, places and tubes", attach_demo},
    {"bench-data", "Fill any number of invented people and tubes; a second run goes on", attach_bench_data},
    {"user", "Make, list and disable accounts, and reset their passwords", attach_user},
    {"label", "Draw, save or print one label", attach_label},
    {"rack-parse", "Show what a rack scanner's file says", attach_rack_parse},
    {"import", "Load a file of participants or of existing stock: check it, then write it", attach_import},
    {"jobs", "Show what goes on in the background", attach_jobs},
    {"verify", "Prove that the rows are what the ledger says", attach_verify},
    {"backup", "Copy the private database into a folder, with the head of its ledger", attach_backup},
    {"restore", "Make an empty data folder what a backup holds", attach_restore},
    {"openapi", "Print the description of the API", attach_openapi},
    {"check", "Show every setting, where it comes from, and what is wrong", attach_check},
});

std::string version_text() {
  return fmt::format("frostkeep {} ({} build, schema {})", FROSTKEEP_VERSION, FROSTKEEP_BUILD,
                     database::schema_number());
}

std::vector<std::string> words_of(std::string_view choices) {
  std::vector<std::string> words;
  for (const std::string_view word : base::split(choices, '|')) words.emplace_back(word);
  return words;
}

void add_setting_flag(CLI::App& command, const Setting& setting, const std::shared_ptr<ConfigurationSources>& sources) {
  const std::string flag(setting.flag);
  std::string meaning(setting.meaning);
  if (!setting.fallback.empty()) meaning += fmt::format(" [{}]", setting.fallback);
  CLI::Option* option = nullptr;
  if (setting.kind == SettingKind::boolean) {
    option = command.add_flag_callback(
        flag, [sources, flag] { sources->flags[flag] = "true"; }, meaning);
  } else {
    option = command.add_option_function<std::string>(
        flag, [sources, flag](const std::string& text) { sources->flags[flag] = text; }, meaning);
    option->type_name(setting.kind == SettingKind::integer ? "NUMBER" : "TEXT");
  }
  if (setting.kind == SettingKind::integer) option->check(CLI::Range(setting.least, setting.most));
  if (setting.kind == SettingKind::choice) option->check(CLI::IsMember(words_of(setting.choices)));
  option->group("Settings");
}

ExitCode run_action(const Action& action) {
  try {
    return action();
  } catch (const CommandFailure& failure) {
    fmt::print(stderr, "frostkeep: {}\n", failure.what());
    return failure.code();
  } catch (const std::exception& failure) {
    fmt::print(stderr, "frostkeep: {}\n", failure.what());
    return ExitCode::could_not_run;
  }
}

}  // namespace

std::span<const Command> all_commands() {
  return kCommands;
}

std::shared_ptr<ConfigurationSources> add_configuration_flags(CLI::App& command) {
  auto sources = std::make_shared<ConfigurationSources>();
  sources->environment = frostkeep_environment();
  command
      .add_option_function<std::string>(
          "--config", [sources](const std::string& file) { sources->file = file; },
          "file of settings (TOML); each may also come from the environment, as FROSTKEEP_TABLE_KEY")
      ->type_name("FILE")
      ->group("Settings");
  for (const Setting& setting : all_settings()) add_setting_flag(command, setting, sources);
  return sources;
}

int run_command_line(int argc, const char* const* argv) {
  CLI::App line("Frostkeep: samples of a biobank, from the draw to the freezer and back", "frostkeep");
  line.set_version_flag("--version", version_text);
  line.require_subcommand(1);
  line.get_formatter()->column_width(36);
  std::map<const CLI::App*, Action> actions;
  for (const Command& command : kCommands) {
    CLI::App* sub = line.add_subcommand(std::string(command.name), std::string(command.summary));
    actions[sub] = command.attach(*sub);
  }
  try {
    line.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return line.exit(stop) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return static_cast<int>(run_action(actions.at(line.get_subcommands().front())));
}

}  // namespace frostkeep::app
