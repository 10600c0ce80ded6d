#pragma once
/// SQL for jobs. A job is enqueued in the transaction that causes it, and belongs to whoever holds its lease.

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "domain/job.hpp"
#include "domain/policy.hpp"

namespace frostkeep::database {

struct NewJob {
  domain::JobKind kind = domain::JobKind::import_check;
  std::uint64_t subject = 0;
  domain::SiteId site = {};
  domain::StudyId study = {};
  std::optional<base::Timestamp> run_after = {};  ///< at once if not told
  std::uint64_t total = 0;
};
/// The context's actor asks for it. It runs once this transaction is committed.
domain::JobId enqueue(WriteTransaction& tx, const NewJob& job);

/// Jobs whose time has come (queued and due, or left behind by a worker whose lease ended), the longest due first.
std::vector<domain::Job> due_jobs(const ReadTransaction& tx, base::Timestamp now, std::uint32_t limit);
/// Takes a job as it was read, for the length of a lease: one conditional update. Nothing if somebody was faster.
/// `owner` names the claim.
bool claim(WriteTransaction& tx, const domain::Job& job, const std::string& owner, base::Timestamp lease_until);

/// What the owner of a job learns when it reports.
struct JobPulse {
  bool mine = false;  ///< false: the lease ended and somebody else took it, or it is over
  bool cancel_asked = false;
};
/// Renews the lease.
JobPulse renew(WriteTransaction& tx, domain::JobId id, const std::string& owner, base::Timestamp lease_until);
/// Renews the lease and tells how far the work is. An attempt that got on counts as the first.
JobPulse report_progress(WriteTransaction& tx, domain::JobId id, const std::string& owner, std::uint64_t done,
                         std::uint64_t total, base::Timestamp lease_until);

/// Ends a job of this owner as done, failed or cancelled; false if it isn't the owner's any more. `values` fill the
/// sentence of `error_code`.
bool finish(WriteTransaction& tx, domain::JobId id, const std::string& owner, domain::JobState state,
            const std::string& error_code = {}, const std::map<std::string, std::string>& values = {});
/// Puts a job of this owner back into the queue. `uncounted`: the attempt wasn't the job's fault (an orderly stop).
bool put_back(WriteTransaction& tx, domain::JobId id, const std::string& owner, base::Timestamp run_after,
              bool uncounted);
/// Asks for a cancellation; a waiting job becomes due at once, so that its worker can clean up. False if it is over.
bool ask_to_cancel(WriteTransaction& tx, domain::JobId id);

std::optional<domain::Job> find_job(const ReadTransaction& tx, domain::JobId id);
/// The last job of a kind about a thing.
std::optional<domain::Job> last_job(const ReadTransaction& tx, domain::JobKind kind, std::uint64_t subject);

struct JobFilter {
  std::optional<domain::JobKind> kind = {};
  std::optional<domain::JobState> state = {};
  bool mine = false;  ///< only those that the reader asked for
  domain::JobId id = {};
};
/// A job with the name of the person who asked for it.
struct JobLine {
  domain::Job job;
  std::string asked_by;
};
/// A page, the newest first, behind `after`. Those that the reader asked for, and those of the scope's sites (all of
/// them, whatever study they belong to, only where the scope isn't cut by study).
std::vector<JobLine> list_jobs(const ReadTransaction& tx, const domain::Scope& scope, domain::UserId reader,
                               const JobFilter& filter, domain::JobId after, std::uint32_t limit);

}  // namespace frostkeep::database
