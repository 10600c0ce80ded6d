#include "app/demo_command.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>

#include "app/wiring.hpp"
#include "database/migrations.hpp"
#include "http/shapes/protocol_shapes.hpp"
#include "services/demo_service.hpp"

namespace frostkeep::app {
namespace {

constexpr std::uint64_t kDemoPeople = 5'000;
/// As many as can have resident IDs of their own.
constexpr std::uint64_t kMostPeople = 10'000'000;

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

std::vector<domain::Protocol> protocols() {
  std::vector<domain::Protocol> all;
  for (const http::ProtocolBody& body : http::shipped_protocols()) all.push_back(http::protocol_of(body));
  return all;
}

/// Accounts go to a file too; without them nobody can work in the house.
void fill_house(services::DemoService& demo, const services::DemoOrder& order, const Configuration& configuration) {
  const std::string text = table_of(demo.fill(order));
  keep(configuration.data_folder() / "demo-accounts.txt", text);
  fmt::print("{}", text);
}

/// A line a second at most, to those who look.
class ProgressLines {
 public:
  void tell(std::uint64_t people, std::uint64_t aliquots, std::uint64_t wanted) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::seconds(1) && people < wanted) return;
    last_ = now;
    fmt::print(stderr, "{} of {} people, {} aliquots\n", people, wanted, aliquots);
  }

 private:
  std::chrono::steady_clock::time_point last_ = {};
};

services::CohortReport fill_cohort(HouseOfServices& house, const services::DemoService& demo,
                                   const services::DemoOrder& small, services::CohortOrder order) {
  ProgressLines lines;
  order.progress = [&](std::uint64_t people, std::uint64_t aliquots) {
    lines.tell(people, aliquots, order.participants);
    house.renew();
  };
  return services::DemoCohort(house.house(), demo.describe(small)).fill(order);
}

ExitCode demo(const ConfigurationSources& sources, const services::CohortOrder& order) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::migrate(access.accounts, base::SystemClock());
  HouseOfServices house(access, 2);
  services::DemoService demo(house.house());
  const services::DemoOrder small{.protocols = protocols()};
  // The accounts' file says that the demo is whole, so it comes last in time; passwords are kept until then.
  const auto accounts = demo.fill(small);
  if (order.participants > 0) fill_cohort(house, demo, small, order);
  const std::string text = table_of(accounts);
  keep(configuration.data_folder() / "demo-accounts.txt", text);
  fmt::print("{}", text);
  return ExitCode::done;
}

ExitCode bench_data(const ConfigurationSources& sources, const services::CohortOrder& order) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::migrate(access.accounts, base::SystemClock());
  HouseOfServices house(access, 2);
  services::DemoService demo(house.house());
  const services::DemoOrder small{.protocols = protocols()};
  if (demo.is_empty()) fill_house(demo, small, configuration);
  const auto begin = std::chrono::steady_clock::now();
  const services::CohortReport report = fill_cohort(house, demo, small, order);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print(
      "{{\"people_before\": {}, \"people\": {}, \"aliquots\": {}, \"rows\": {}, \"seconds\": {:.2f}, "
      "\"rows_per_second\": {:.0f}}}\n",
      report.people_before, report.people, report.aliquots, report.rows, seconds,
      static_cast<double>(report.rows) / seconds);
  return ExitCode::done;
}

void add_order(CLI::App& command, const std::shared_ptr<services::CohortOrder>& order) {
  command.add_option("--participants", order->participants, "how many invented people, about 28 aliquots each")
      ->check(CLI::Range(std::uint64_t{0}, kMostPeople))
      ->capture_default_str();
  command.add_option("--seed", order->seed, "the same seed gives the same codes, people and places")
      ->capture_default_str();
}

}  // namespace

Action attach_demo(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto order = std::make_shared<services::CohortOrder>();
  order->participants = kDemoPeople;
  add_order(command, order);
  return [sources, order] { return demo(*sources, *order); };
}

Action attach_bench_data(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto order = std::make_shared<services::CohortOrder>();
  add_order(command, order);
  command.get_option("--participants")->required();
  return [sources, order] { return bench_data(*sources, *order); };
}

}  // namespace frostkeep::app
