#include "app/jobs_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>

#include "app/database_access.hpp"
#include "base/log.hpp"
#include "database/job_records.hpp"
#include "database/migrations.hpp"

namespace frostkeep::app {
namespace {

struct JobsArguments {
  bool json = false;
  std::string state;
  std::uint32_t limit = 50;
};

using base::append_json_string;

void append_time(std::string& out, std::string_view name, const std::optional<base::Timestamp>& time) {
  if (time) fmt::format_to(std::back_inserter(out), ",\"{}\":\"{}\"", name, base::to_text(*time));
}

/// One line a job, with the names of the API.
std::string as_json(const database::JobLine& line) {
  const domain::Job& job = line.job;
  std::string out = fmt::format(
      R"({{"id":"{}","kind":"{}","subject_id":"{}","state":"{}","attempts":{},"done":{},"total":{},"cancel_asked":{})",
      job.id.value, name_of(job.kind), job.subject, name_of(job.state), job.attempts, job.done, job.total,
      job.cancel_asked);
  out += ",\"asked_by\":";
  append_json_string(out, line.asked_by);
  append_time(out, "created_at", job.created_at);
  append_time(out, "started_at", job.started_at);
  append_time(out, "finished_at", job.finished_at);
  if (!job.error_code.empty()) {
    out += ",\"error\":";
    append_json_string(out, job.error_code);
  }
  return out + "}";
}

std::string as_text(const database::JobLine& line) {
  const domain::Job& job = line.job;
  const std::string progress = job.total == 0 ? fmt::format("{}", job.done) : fmt::format("{}/{}", job.done, job.total);
  return fmt::format("{:<20} {:<13} {:<10} {:>13} {:>3}  {}  {}  {}", job.id.value, name_of(job.kind),
                     name_of(job.state), progress, job.attempts, base::to_text(job.created_at), line.asked_by,
                     job.error_code);
}

std::optional<domain::JobState> state_of(const std::string& word) {
  for (const domain::JobState state : domain::kAllJobStates) {
    if (name_of(state) == word) return state;
  }
  return std::nullopt;
}

ExitCode jobs(const ConfigurationSources& sources, const JobsArguments& arguments) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  database::Connection connection(access.accounts.reader, database::ConnectionMode::reader);
  const database::ReadTransaction tx(connection);
  const domain::Scope everywhere({domain::Scope::Pair{}});
  database::JobFilter filter;
  filter.state = state_of(arguments.state);
  for (const database::JobLine& line : database::list_jobs(tx, everywhere, {}, filter, {}, arguments.limit)) {
    fmt::print("{}\n", arguments.json ? as_json(line) : as_text(line));
  }
  return ExitCode::done;
}

}  // namespace

Action attach_jobs(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<JobsArguments>();
  command.add_flag("--json", arguments->json, "one JSON object a line");
  command.add_option("--state", arguments->state, "only those in this state")
      ->check(CLI::IsMember({"queued", "running", "done", "failed", "cancelled"}));
  command.add_option("--limit", arguments->limit, "how many, the newest first [50]")->check(CLI::Range(1, 10'000));
  return [sources, arguments] { return jobs(*sources, *arguments); };
}

}  // namespace frostkeep::app
