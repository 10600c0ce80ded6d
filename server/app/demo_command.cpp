#include "app/demo_command.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/wiring.hpp"
#include "database/migrations.hpp"
#include "services/demo_service.hpp"

namespace frostkeep::app {
namespace {

std::string table_of(const std::vector<services::DemoAccount>& accounts) {
  std::string text =
      fmt::format("{:20} {:24} {:14} {:8} {:14} {}\n", "user", "role", "password", "PIN", "badge", "site");
  for (const services::DemoAccount& a : accounts) {
    text += fmt::format("{:20} {:24} {:14} {:8} {:14} {}\n", a.user_name, a.role, a.password, a.pin, a.badge, a.site);
  }
  return text;
}

/// Readable by its owner alone: it holds passwords.
void keep(const std::filesystem::path& path, const std::string& text) {
  const mode_t before = ::umask(0077);
  std::ofstream(path) << text;
  ::umask(before);
}

ExitCode demo(const ConfigurationSources& sources, const services::DemoOrder& order) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::migrate(access.accounts, base::SystemClock());
  HouseOfServices house(access, 2);
  const auto accounts = services::DemoService(house.house()).fill(order);
  const std::string text = table_of(accounts);
  keep(configuration.data_folder() / "demo-accounts.txt", text);
  fmt::print("{}", text);
  return ExitCode::done;
}

}  // namespace

Action attach_demo(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto order = std::make_shared<services::DemoOrder>();
  command.add_option("--seed", order->seed, "the same seed gives the same codes, people and places");
  return [sources, order] { return demo(*sources, *order); };
}

}  // namespace frostkeep::app
