#include "jobs/worker.hpp"

#include "base/log.hpp"

namespace frostkeep::jobs {
namespace {

using base::LogLevel;
using domain::Job;
using services::JobRun;
using services::JobStopped;

/// A quarter of the lease, so that three renewals may fail.
constexpr std::chrono::microseconds kRenewal{services::kJobLease / 4};
/// How long a thread waits after it couldn't reach the database.
constexpr std::chrono::seconds kPause{2};

void note(LogLevel level, std::string_view event, const Job& job, const std::string& why = {}) {
  base::log(level, event, {{"job", job.id.text()}, {"kind", std::string(name_of(job.kind))}, {"why", why}});
}

}  // namespace

Worker::Worker(services::Services& services, JobHandlers handlers, WorkerOptions options)
    : services_(services), handlers_(std::move(handlers)), options_(options) {
  for (const auto& [kind, handler] : handlers_) kinds_.push_back(kind);
}

Worker::~Worker() { stop(); }

void Worker::start() {
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
  threads_.emplace_back([this] { keep_leases(); });
}

void Worker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Worker::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

bool Worker::run_once() {
  return take_and_run([this] { return services_.jobs.claim_next(kinds_); });
}

bool Worker::run_one(domain::JobId id) {
  return take_and_run([this, id] { return services_.jobs.claim(id); });
}

bool Worker::take_and_run(const std::function<std::optional<Job>()>& take) {
  auto job = take();
  if (!job) return false;
  run(std::move(*job));
  return true;
}

void Worker::work() {
  while (!is_stopping()) {
    std::chrono::milliseconds wait = options_.poll;
    try {
      std::optional<Job> job;
      {
        const std::lock_guard leader(polling_);
        while (!is_stopping() && !(job = services_.jobs.claim_next(kinds_))) {
          std::unique_lock lock(mutex_);
          changed_.wait_for(lock, wait, [this] { return stopping_; });
        }
      }
      if (job) run(std::move(*job));
    } catch (const std::exception& away) {
      base::log(LogLevel::warning, "jobs_wait", {{"why", away.what()}});
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, kPause, [this] { return stopping_; });
    }
  }
}

void Worker::keep_leases() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kRenewal, [this] { return stopping_; })) {
    // Under the lock no run can end, so each pointer stays good while its lease is renewed.
    for (const auto& [id, run] : running_) {
      try {
        run->renew();
      } catch (const std::exception& away) {
        base::log(LogLevel::warning, "job_lease_not_renewed", {{"job", id.text()}, {"why", away.what()}});
      }
    }
  }
}

void Worker::run(Job job) {
  const JobHandler& handler = handlers_.at(job.kind);
  if (job.state == domain::JobState::failed) {
    note(LogLevel::error, "job_gave_up", job);
    if (handler.failed) handler.failed(services_, job);
    return;
  }
  JobRun run(services_.house, job, [this] { return is_stopping(); });
  {
    const std::lock_guard lock(mutex_);
    running_[job.id] = &run;
  }
  try {
    attempt(job, handler, run);
  } catch (const std::exception& away) {
    // Even its end couldn't be written: the lease runs out, and the job is taken again.
    note(LogLevel::warning, "job_left", job, away.what());
  }
  const std::lock_guard lock(mutex_);
  running_.erase(job.id);
}

void Worker::attempt(const Job& job, const JobHandler& handler, JobRun& run) {
  try {
    handler.run(services_, run);
    services_.jobs.succeed(job);
    note(LogLevel::info, "job_done", job);
    return;
  } catch (const JobStopped& stopped) {
    services_.jobs.stop(job, stopped.why);
    note(LogLevel::info, "job_stopped", job);
    return;
  } catch (const domain::Refused& refused) {
    services_.jobs.refuse(job, refused);
    note(LogLevel::info, "job_refused", job, refused.what());
  } catch (const std::exception& failure) {
    note(LogLevel::warning, "job_failed", job, failure.what());
    if (!services_.jobs.fail(job)) return;
  }
  if (handler.failed) handler.failed(services_, job);
}

}  // namespace frostkeep::jobs
