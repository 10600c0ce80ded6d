#include "app/import_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "app/node_keeper.hpp"
#include "app/wiring.hpp"
#include "database/migrations.hpp"
#include "database/people_records.hpp"
#include "domain/refusal_text.hpp"
#include "jobs/worker.hpp"

namespace frostkeep::app {
namespace {

struct ImportArguments {
  std::string kind;
  std::filesystem::path file;
  std::string study;
  std::string site;
  std::string user;
  std::string columns;
  std::string apply;
  std::filesystem::path errors;
};

/// As large as an upload may be.
constexpr std::uintmax_t kLargestFile = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds kLook{200};

std::string read_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) throw CommandFailure(ExitCode::could_not_run, fmt::format("{} can't be read", path.string()));
  if (size > kLargestFile) {
    throw CommandFailure(ExitCode::could_not_run, fmt::format("{} has more than 64 MiB: split it", path.string()));
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

template <typename T>
T of_code(const std::vector<T>& all, const std::string& code, const char* what) {
  for (const T& one : all) {
    if (one.code == code) return one;
  }
  throw CommandFailure(ExitCode::usage, fmt::format("there is no {} {}", what, code));
}

/// The person who loads, with the rights that they have, and what the file is for.
std::pair<services::Asked, services::UploadOrder> order_of(database::Database& database,
                                                           const ImportArguments& arguments) {
  return database.read([&](const database::ReadTransaction& tx) {
    const auto person = database::find_user_to_sign_in(tx, arguments.user);
    if (!person || person->user.disabled) {
      throw CommandFailure(ExitCode::no_permission, fmt::format("there is no user {}", arguments.user));
    }
    std::vector<domain::Grant> grants;
    for (const database::StoredGrant& stored : database::read_grants(tx, person->user.id)) {
      if (stored.active) grants.push_back(stored.grant);
    }
    const domain::Scope scope = domain::decide(grants, domain::Permission::import_run);
    if (scope.is_empty()) {
      throw CommandFailure(ExitCode::no_permission, fmt::format("{} may not load files", arguments.user));
    }
    services::UploadOrder order;
    order.kind = *domain::import_kind_of(arguments.kind);
    order.study = of_code(database::read_studies(tx), arguments.study, "study").id;
    order.site = arguments.site.empty() ? person->user.home_site
                                        : of_code(database::read_sites(tx), arguments.site, "site").id;
    order.name = arguments.file.filename().string();
    order.columns = arguments.columns;
    const database::WriteContext context{
        .actor = person->user.id, .site = order.site, .now = database.clock().now()};
    return std::pair(services::Asked{scope, context}, order);
  });
}

/// Runs the import's job here, or waits for the server that has it.
services::ImportView finish_job(HouseOfServices& house, jobs::Worker& worker, const domain::Scope& scope,
                                domain::ImportId id) {
  while (true) {
    services::ImportView view = house.services().imports.view(scope, id);
    if (!view.job || domain::is_over(view.job->job.state)) return view;
    if (!worker.run_one(view.job->job.id)) std::this_thread::sleep_for(kLook);
  }
}

void print(const services::ImportView& view) {
  const domain::ImportFile& file = view.file;
  fmt::print("import {}: {}, {} rows, {} bad, {} applied{}\n", file.id.value, name_of(file.state), file.rows_total,
             file.rows_bad, file.rows_applied, view.replayed ? " (this file was loaded before)" : "");
  for (const services::ImportError& error : view.errors) {
    fmt::print("line {}, column {}{}: {}: {}\n", error.line, error.column,
               error.heading.empty() ? "" : " (" + error.heading + ")", name_of(error.violation.code),
               domain::sentence_of(error.violation, domain::Language::en).text);
  }
  if (view.more_errors) fmt::print("… and more: --errors FILE writes all bad rows\n");
}

ExitCode load(const ConfigurationSources& sources, const ImportArguments& arguments) {
  const Configuration configuration(sources);
  const std::string bytes = read_file(arguments.file);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  HouseOfServices house(access, 4);
  NodeKeeper keeper([&house] { return house.renew(); });
  services::ImportService& imports = house.services().imports;
  auto [asked, order] = order_of(house.database(), arguments);
  // It has no thread for jobs of its own: it only keeps the lease of the one that is run here.
  jobs::Worker worker(house.services(), jobs::all_handlers(), {.threads = 0});
  worker.start();
  services::ImportView view = imports.upload(asked, order, bytes);
  const bool replayed = view.replayed;
  view = finish_job(house, worker, asked.scope, view.file.id);
  const bool good_only = arguments.apply == "good";
  const bool may_be_written = view.file.state == domain::ImportState::checked && (view.file.rows_bad == 0 || good_only);
  if (!arguments.apply.empty() && may_be_written) {
    asked.context.now = house.house().now();
    imports.apply(asked, view.file.id, good_only);
    view = finish_job(house, worker, asked.scope, view.file.id);
  }
  worker.stop();
  if (!arguments.errors.empty() && !view.errors.empty()) {
    std::ofstream(arguments.errors, std::ios::binary)
        << imports.errors_csv(asked.scope, view.file.id, domain::Language::en);
  }
  keeper.stop();
  view.replayed = replayed;
  print(view);
  const bool applied = arguments.apply.empty() || view.file.state == domain::ImportState::applied;
  return view.errors.empty() && applied ? ExitCode::done : ExitCode::findings;
}

}  // namespace

Action attach_import(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<ImportArguments>();
  command.add_option("kind", arguments->kind, "what the rows are: participants or samples")
      ->required()
      ->check(CLI::IsMember({"participants", "samples"}));
  command.add_option("file", arguments->file, "the CSV file: UTF-8, UTF-16 or GB 18030")->required();
  command.add_option("--study", arguments->study, "code of the study")->required();
  command.add_option("--site", arguments->site, "code of the site [the user's own]");
  command.add_option("--user", arguments->user, "user name of the person who loads it")->required();
  command.add_option("--columns", arguments->columns,
                     "which heading holds which field: \"code=Sample Id;material=Sample Type\"");
  command.add_option("--apply", arguments->apply, "write all rows if none is bad, or the good ones [only check]")
      ->check(CLI::IsMember({"all", "good"}));
  command.add_option("--errors", arguments->errors, "write the bad rows to this file, to correct and load again");
  return [sources, arguments] { return load(*sources, *arguments); };
}

}  // namespace frostkeep::app
