#pragma once
/// Jobs as people see them, and as the workers take, run and end them.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/job_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// How long a claim holds without a sign of life. Workers renew it four times as often.
constexpr std::int64_t kJobLease = 60 * base::kSecond;

/// Thrown out of a handler by JobRun::checkpoint: the job must not go on here. What was committed stays.
struct JobStopped {
  enum class Why { cancelled, lease_lost, stopping };
  Why why;
};

/// A job in the hands of a worker. Thread rule: one thread, except renew().
class JobRun {
 public:
  JobRun(House& house, domain::Job job, std::function<bool()> is_stopping)
      : house_(house), job_(std::move(job)), is_stopping_(std::move(is_stopping)) {}

  const domain::Job& job() const { return job_; }
  /// Tells how far the work is and renews the lease; call it between batches, at most some seconds apart, and once
  /// before the first. Throws JobStopped if somebody cancelled the job, took it over, or the server is stopping.
  void checkpoint(std::uint64_t done, std::uint64_t total);
  /// Renews the lease without progress; safe from any thread.
  void renew() const;
  /// Who asked, with the rights that he has now. Refused(permission_missing) if he has none any more or is disabled.
  Asked asked(domain::Permission permission) const;

 private:
  House& house_;
  domain::Job job_;
  std::function<bool()> is_stopping_;
};

struct JobPage {
  std::vector<database::JobLine> items;
  domain::JobId next = {};  ///< none: the last page
};

class JobService {
 public:
  explicit JobService(House& house) : house_(house) {}

  /// The asker's own jobs and those of the sites that the scope reaches, the newest first.
  JobPage list(const domain::Scope& scope, domain::UserId reader, const database::JobFilter& filter,
               domain::JobId after, std::uint32_t limit) const;
  database::JobLine view(const domain::Scope& scope, domain::UserId reader, domain::JobId id) const;
  /// Refused(job_not_cancellable) if it is over. A running job stops at its next batch; until then it says that it was
  /// asked to.
  database::JobLine cancel(const Asked& asked, domain::JobId id);

  /// Claims the job that has been due longest among `kinds`, or nothing. A job that used up its attempts without
  /// getting on, a crash of its worker counted, comes back failed with job_gave_up.
  std::optional<domain::Job> claim_next(const std::vector<domain::JobKind>& kinds);
  /// Claims this one if it is due.
  std::optional<domain::Job> claim(domain::JobId id);
  void succeed(const domain::Job& job);
  /// The rules forbid it: no attempt will help.
  void refuse(const domain::Job& job, const domain::Refused& refused);
  /// Something below failed: it comes back after a while, or is given up (true).
  bool fail(const domain::Job& job);
  /// Ends or hands back a job whose handler was stopped.
  void stop(const domain::Job& job, JobStopped::Why why);

 private:
  std::optional<domain::Job> claim(domain::Job job);
  database::WriteContext context_of(const domain::Job& job) const;
  bool end(const domain::Job& job, domain::JobState state, const std::string& code = {},
           const std::map<std::string, std::string>& values = {});

  House& house_;
};

}  // namespace frostkeep::services
