#include "app/verify_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "app/database_access.hpp"
#include "app/verify_report.hpp"
#include "database/migrations.hpp"
#include "database/verify.hpp"

namespace frostkeep::app {
namespace {

struct VerifyArguments {
  bool json = false;
  std::string against;
  std::int64_t settle_seconds = 10;
};

void print_text(const database::VerifyReport& report) {
  for (const database::Finding& f : report.findings) {
    fmt::print("{}: {} {}{}: {} ({})\n", f.table, domain::name_of(f.kind), f.id,
               f.sequence == 0 ? std::string() : fmt::format(" entry {}", f.sequence), f.problem, f.detail);
  }
  fmt::print("{}: {} entries, {} things, {} rows, {} findings\n", report.findings.empty() ? "sound" : "NOT sound",
             report.entries, report.things, report.rows, report.findings.size());
}

ExitCode verify(const ConfigurationSources& sources, const VerifyArguments& arguments) {
  const Configuration configuration(sources);
  database::VerifyOptions options;
  if (!arguments.against.empty()) options.against = read_head(arguments.against).nodes;
  options.settle = arguments.settle_seconds * base::kSecond;
  if (::isatty(STDERR_FILENO) != 0) {
    options.progress = [](std::uint64_t entries) { fmt::print(stderr, "\r{} entries read", entries); };
  }
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  base::SystemRandom random;
  const auto report = database::verify(access.accounts.reader, base::SystemClock(), random, options);
  if (arguments.json) {
    fmt::print("{}\n", report_as_json(report).dump(2));
  } else {
    print_text(report);
  }
  return report.findings.empty() ? ExitCode::done : ExitCode::findings;
}

}  // namespace

Action attach_verify(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<VerifyArguments>();
  command.add_flag("--json", arguments->json, "print the report and the head as JSON");
  command.add_option("--against", arguments->against,
                     "an earlier report or head: nothing up to there may have changed or gone");
  command.add_option("--settle-seconds", arguments->settle_seconds, "entries younger than this are in no head")
      ->check(CLI::Range(0, 3600));
  return [sources, arguments] { return verify(*sources, *arguments); };
}

}  // namespace frostkeep::app
