#include "database/job_records.hpp"

#include "base/bytes.hpp"
#include "database/scope_sql.hpp"

namespace frostkeep::database {
namespace {

using domain::Job;
using domain::JobId;
using domain::JobState;

#define JOB_COLUMNS                                                                                               \
  "j.id, j.kind, j.subject_id, j.state, j.attempts, j.due_at, j.owner, j.done, j.total, j.cancel_asked, j.site_id, " \
  "j.study_id, j.asked_by, j.created_at, j.started_at, j.finished_at, j.error_code, j.error_values"
constexpr std::size_t kColumnCount = 18;

constexpr std::string_view kInsert =
    "insert into job (id, kind, subject_id, state, attempts, due_at, owner, done, total, cancel_asked, site_id, "
    "study_id, asked_by, created_at, error_code, error_values) values (?, ?, ?, 1, 0, ?, '', 0, ?, 0, ?, ?, ?, ?, '', "
    "'')";
constexpr std::string_view kDue = "select " JOB_COLUMNS " from job j where j.due_at <= ? order by j.due_at limit ?";
// due_at moves with every claim and every renewal, so that it alone decides who is first.
constexpr std::string_view kClaim =
    "update job set state = 2, owner = ?, due_at = ?, attempts = attempts + 1, started_at = coalesce(started_at, ?) "
    "where id = ? and due_at = ? and owner = ?";
constexpr std::string_view kRenew = "update job set due_at = ? where id = ? and owner = ? and state = 2";
// Columns are assigned from left to right: attempts still sees the earlier progress.
constexpr std::string_view kProgress =
    "update job set due_at = ?, attempts = if(done < ?, 1, attempts), done = ?, total = ? where id = ? and owner = ? "
    "and state = 2";
constexpr std::string_view kPulse = "select cancel_asked from job where id = ? and owner = ? and state = 2";
constexpr std::string_view kFinish =
    "update job set state = ?, due_at = null, finished_at = ?, error_code = ?, error_values = ? where id = ? and "
    "owner = ? and state = 2";
constexpr std::string_view kPutBack =
    "update job set state = 1, due_at = ?, owner = '', attempts = attempts - ? where id = ? and owner = ? and "
    "state = 2";
constexpr std::string_view kAskToCancel =
    "update job set cancel_asked = 1, due_at = if(state = 1, ?, due_at) where id = ? and state in (1, 2)";
constexpr std::string_view kFind = "select " JOB_COLUMNS " from job j where j.id = ?";
constexpr std::string_view kLast =
    "select " JOB_COLUMNS " from job j where j.subject_id = ? and j.kind = ? order by j.created_at desc, j.id desc "
    "limit 1";
constexpr std::string_view kList =
    "select " JOB_COLUMNS ", u.display_name from job j left join user_account u on u.id = j.asked_by ";
constexpr std::string_view kBehind = "join job a on a.id = ? and (j.created_at, j.id) < (a.created_at, a.id) ";
constexpr std::string_view kMine = "where (j.asked_by = ?";
constexpr std::string_view kOfKind = " and j.kind = ?";
constexpr std::string_view kInState = " and j.state = ?";
constexpr std::string_view kOfId = " and j.id = ?";
constexpr std::string_view kNewestFirst = " order by j.created_at desc, j.id desc limit ?";

/// Name and value, each with its length: a sentence's values.
std::string bytes_of(const std::map<std::string, std::string>& values) {
  base::ByteWriter out;
  for (const auto& [name, value] : values) {
    out.prefixed(name);
    out.prefixed(value.substr(0, 200));
  }
  return out.take();
}

std::map<std::string, std::string> values_of(const std::string& bytes) {
  std::map<std::string, std::string> values;
  base::ByteReader in(bytes);
  while (!in.at_end()) {
    const std::string name(in.prefixed());
    values[name] = in.prefixed();
  }
  return values;
}

std::optional<base::Timestamp> time_at(const Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.time(column));
}

Job job_from(const Row& r) {
  Job job;
  job.id = r.id_as<JobId>(0);
  job.kind = static_cast<domain::JobKind>(r.integer(1));
  job.subject = r.id(2);
  job.state = static_cast<JobState>(r.integer(3));
  job.attempts = static_cast<std::uint32_t>(r.integer(4));
  job.due_at = time_at(r, 5);
  job.owner = r.text(6);
  job.done = r.id(7);
  job.total = r.id(8);
  job.cancel_asked = r.integer(9) != 0;
  job.site = r.id_as<domain::SiteId>(10);
  job.study = r.id_as<domain::StudyId>(11);
  job.asked_by = r.id_as<domain::UserId>(12);
  job.created_at = r.time(13);
  job.started_at = time_at(r, 14);
  job.finished_at = time_at(r, 15);
  job.error_code = r.text(16);
  job.error_values = values_of(r.text(17));
  return job;
}

/// An update that changed nothing may have found the very same values: only a read tells.
JobPulse pulse(const WriteTransaction& tx, JobId id, const std::string& owner) {
  const Rows rows = tx.query(kPulse, id, owner);
  return rows.empty() ? JobPulse{} : JobPulse{true, rows[0].integer(0) != 0};
}

}  // namespace

JobId enqueue(WriteTransaction& tx, const NewJob& job) {
  const JobId id{tx.next_id()};
  tx.execute(kInsert, id, static_cast<int>(job.kind), job.subject, job.run_after.value_or(tx.now()), job.total,
             job.site, job.study, tx.context().actor, tx.now());
  return id;
}

std::vector<Job> due_jobs(const ReadTransaction& tx, base::Timestamp now, std::uint32_t limit) {
  std::vector<Job> jobs;
  for (const Row& row : tx.query(kDue, now, limit)) jobs.push_back(job_from(row));
  return jobs;
}

bool claim(WriteTransaction& tx, const Job& job, const std::string& owner, base::Timestamp lease_until) {
  return tx.execute(kClaim, owner, lease_until, tx.now(), job.id, job.due_at, job.owner) == 1;
}

JobPulse renew(WriteTransaction& tx, JobId id, const std::string& owner, base::Timestamp lease_until) {
  tx.execute(kRenew, lease_until, id, owner);
  return pulse(tx, id, owner);
}

JobPulse report_progress(WriteTransaction& tx, JobId id, const std::string& owner, std::uint64_t done,
                         std::uint64_t total, base::Timestamp lease_until) {
  tx.execute(kProgress, lease_until, done, done, total, id, owner);
  return pulse(tx, id, owner);
}

bool finish(WriteTransaction& tx, JobId id, const std::string& owner, JobState state, const std::string& error_code,
            const std::map<std::string, std::string>& values) {
  return tx.execute(kFinish, static_cast<int>(state), tx.now(), error_code, bytes_of(values), id, owner) == 1;
}

bool put_back(WriteTransaction& tx, JobId id, const std::string& owner, base::Timestamp run_after, bool uncounted) {
  return tx.execute(kPutBack, run_after, uncounted ? 1 : 0, id, owner) == 1;
}

bool ask_to_cancel(WriteTransaction& tx, JobId id) {
  tx.execute(kAskToCancel, tx.now(), id);
  const auto job = find_job(tx, id);
  return job && !domain::is_over(job->state);
}

std::optional<Job> find_job(const ReadTransaction& tx, JobId id) {
  const Rows rows = tx.query(kFind, id);
  return rows.empty() ? std::nullopt : std::optional(job_from(rows[0]));
}

std::optional<Job> last_job(const ReadTransaction& tx, domain::JobKind kind, std::uint64_t subject) {
  const Rows rows = tx.query(kLast, subject, static_cast<int>(kind));
  return rows.empty() ? std::nullopt : std::optional(job_from(rows[0]));
}

std::vector<JobLine> list_jobs(const ReadTransaction& tx, const domain::Scope& scope, domain::UserId reader,
                               const JobFilter& filter, JobId after, std::uint32_t limit) {
  std::string sql(kList);
  std::vector<Bind> binds;
  const auto add = [&](bool wanted, std::string_view piece, const Bind& value) {
    if (!wanted) return;
    sql.append(piece);
    binds.push_back(value);
  };
  add(bool(after), kBehind, after);
  add(true, kMine, reader);
  sql.append(filter.mine ? ")" : " or " + scope_sql(scope, "j.site_id", "j.study_id") + ")");
  add(filter.kind.has_value(), kOfKind, static_cast<int>(filter.kind.value_or(domain::JobKind::import_check)));
  add(filter.state.has_value(), kInState, static_cast<int>(filter.state.value_or(JobState::queued)));
  add(bool(filter.id), kOfId, filter.id);
  add(true, kNewestFirst, limit);
  std::vector<JobLine> lines;
  for (const Row& row : tx.connection().query(sql, std::span<const Bind>(binds))) {
    lines.push_back({job_from(row), row.text(kColumnCount)});
  }
  return lines;
}

}  // namespace frostkeep::database
