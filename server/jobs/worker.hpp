#pragma once
/// Takes jobs, runs them, lets them wait and gives them up. Several workers, in one process or in many, share the
/// table: a lease decides whose a job is.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "services/services.hpp"

namespace frostkeep::jobs {

/// What is done with the jobs of one kind.
struct JobHandler {
  /// Does the work and is safe to repeat: it may run again from the start after a crash, so it keeps what it did in
  /// its own rows, batch by batch. Calls run.checkpoint() before the first batch and between batches; cleans up and
  /// throws on if that throws JobStopped for a cancellation. domain::Refused fails the job for good; any other
  /// exception lets it come back later.
  std::function<void(services::Services&, services::JobRun& run)> run;
  /// Told once the job failed for good, be it that the handler never had the chance to say so itself (its server died
  /// at each attempt). At least once, behind the commit; safe to repeat. May be empty.
  std::function<void(services::Services&, const domain::Job&)> failed = {};
};
using JobHandlers = std::map<domain::JobKind, JobHandler>;

/// The handlers of this house, one a kind.
JobHandlers all_handlers();

struct WorkerOptions {
  std::size_t threads = 2;
  std::chrono::milliseconds poll{200};  ///< how often an idle worker asks; one of its threads at a time
};

/// Thread rule: safe from any thread.
class Worker {
 public:
  /// The services must outlive it. Nothing runs before start() or run_once().
  Worker(services::Services& services, JobHandlers handlers, WorkerOptions options = {});
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  /// Takes no more jobs, stops the running ones at their next checkpoint (they go on elsewhere or at the next start)
  /// and returns when all threads have ended. Repeatable.
  void stop();

  /// Runs the job that has been due longest, in this thread; false if there is none.
  bool run_once();
  /// Runs this job, in this thread; false if it isn't due or somebody else has it.
  bool run_one(domain::JobId id);

 private:
  void work();
  void keep_leases();
  bool take_and_run(const std::function<std::optional<domain::Job>()>& take);
  void run(domain::Job job);
  void attempt(const domain::Job& job, const JobHandler& handler, services::JobRun& run);
  bool is_stopping() const;

  services::Services& services_;
  const JobHandlers handlers_;
  const WorkerOptions options_;
  std::vector<domain::JobKind> kinds_;
  std::mutex polling_;  ///< held by the one thread that looks for work
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::map<domain::JobId, const services::JobRun*> running_;
  std::vector<std::thread> threads_;
};

}  // namespace frostkeep::jobs
