#include "services/job_service.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/log.hpp"
#include "database/people_records.hpp"

namespace frostkeep::services {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Job;
using domain::JobState;
using domain::Refused;

namespace {

constexpr std::size_t kOwnerBytes = 16;
/// How many due jobs are looked at, so that workers which come at the same time find one each.
constexpr std::uint32_t kCandidates = 16;

database::WriteContext context(const House& house, const Job& job) {
  return {.actor = job.asked_by,
          .site = job.site,
          .request = domain::RequestId{job.id.value},
          .now = house.now()};
}

}  // namespace

void JobRun::checkpoint(std::uint64_t done, std::uint64_t total) {
  const auto pulse = house_.database.write(context(house_, job_), [&](WriteTransaction& tx) {
    return database::report_progress(tx, job_.id, job_.owner, done, total, tx.now() + kJobLease);
  });
  if (!pulse.mine) throw JobStopped{JobStopped::Why::lease_lost};
  if (pulse.cancel_asked) throw JobStopped{JobStopped::Why::cancelled};
  if (is_stopping_()) throw JobStopped{JobStopped::Why::stopping};
}

void JobRun::renew() const {
  house_.database.write(context(house_, job_), [&](WriteTransaction& tx) {
    return database::renew(tx, job_.id, job_.owner, tx.now() + kJobLease);
  });
}

Asked JobRun::asked(domain::Permission permission) const {
  const auto [user, grants] = house_.database.read([&](const ReadTransaction& tx) {
    return std::pair(database::find_user(tx, job_.asked_by), database::read_grants(tx, job_.asked_by));
  });
  std::vector<domain::Grant> active;
  for (const database::StoredGrant& stored : grants) {
    if (stored.active) active.push_back(stored.grant);
  }
  const domain::Scope scope = domain::decide(active, permission);
  if (!user || user->disabled || scope.is_empty()) {
    throw Refused(ErrorCode::permission_missing, {{"permission", std::string(domain::name_of(permission))}});
  }
  return {scope, context(house_, job_)};
}

JobPage JobService::list(const domain::Scope& scope, domain::UserId reader, const database::JobFilter& filter,
                         domain::JobId after, std::uint32_t limit) const {
  // One line more than asked for tells whether there is a next page.
  JobPage page;
  page.items = house_.database.read([&](const ReadTransaction& tx) {
    return database::list_jobs(tx, scope, reader, filter, after, limit + 1);
  });
  if (page.items.size() <= limit) return page;
  page.items.pop_back();
  page.next = page.items.back().job.id;
  return page;
}

database::JobLine JobService::view(const domain::Scope& scope, domain::UserId reader, domain::JobId id) const {
  JobPage page = list(scope, reader, {.id = id}, {}, 1);
  if (page.items.empty()) throw Refused(ErrorCode::not_found);
  return std::move(page.items.front());
}

database::JobLine JobService::cancel(const Asked& asked, domain::JobId id) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto find = [&] { return database::list_jobs(tx, asked.scope, asked.context.actor, {.id = id}, {}, 1); };
    if (find().empty()) throw Refused(ErrorCode::not_found);
    if (!database::ask_to_cancel(tx, id)) throw Refused(ErrorCode::job_not_cancellable);
    return find().front();
  });
}

std::optional<Job> JobService::claim_next(const std::vector<domain::JobKind>& kinds) {
  const auto due = house_.database.read(
      [&](const ReadTransaction& tx) { return database::due_jobs(tx, house_.now(), kCandidates); });
  for (const Job& job : due) {
    if (std::ranges::find(kinds, job.kind) == kinds.end()) continue;
    if (auto claimed = claim(job)) return claimed;
  }
  return std::nullopt;
}

std::optional<Job> JobService::claim(domain::JobId id) {
  auto job = house_.database.read([&](const ReadTransaction& tx) { return database::find_job(tx, id); });
  if (!job || !job->due_at || *job->due_at > house_.now()) return std::nullopt;
  return claim(std::move(*job));
}

std::optional<Job> JobService::claim(Job job) {
  const std::string owner = house_.random.bytes(kOwnerBytes);
  const bool won = house_.database.write(context_of(job), [&](WriteTransaction& tx) {
    return database::claim(tx, job, owner, tx.now() + kJobLease);
  });
  if (!won) return std::nullopt;
  const bool left_behind = job.state == JobState::running;
  job.owner = owner;
  job.state = JobState::running;
  ++job.attempts;
  if (left_behind) {
    base::log(base::LogLevel::warning, "job_taken_over",
              {{"job", job.id.text()}, {"kind", std::string(name_of(job.kind))}});
  }
  if (job.attempts <= domain::kJobAttempts) return job;
  end(job, JobState::failed, std::string(name_of(ErrorCode::job_gave_up)),
      {{"attempts", std::to_string(domain::kJobAttempts)}});
  job.state = JobState::failed;
  return job;
}

void JobService::succeed(const Job& job) { end(job, JobState::done); }

void JobService::refuse(const Job& job, const Refused& refused) {
  const domain::Violation& first = refused.violations().front();
  end(job, JobState::failed, std::string(name_of(first.code)), first.values);
}

bool JobService::fail(const Job& job) {
  const auto now = house_.database.read(
      [&](const ReadTransaction& tx) { return database::find_job(tx, job.id); });
  // The row knows whether the job got on since it was claimed.
  const std::uint32_t attempts = now ? now->attempts : job.attempts;
  if (attempts >= domain::kJobAttempts) {
    end(job, JobState::failed, std::string(name_of(ErrorCode::job_gave_up)), {{"attempts", std::to_string(attempts)}});
    return true;
  }
  const std::string drawn = house_.random.bytes(2);
  const std::int64_t wait = domain::job_back_off(attempts, base::ByteReader(drawn).u16());
  house_.database.write(context_of(job), [&](WriteTransaction& tx) {
    return database::put_back(tx, job.id, job.owner, tx.now() + wait, false);
  });
  return false;
}

void JobService::stop(const Job& job, JobStopped::Why why) {
  if (why == JobStopped::Why::cancelled) end(job, JobState::cancelled);
  if (why != JobStopped::Why::stopping) return;
  house_.database.write(context_of(job), [&](WriteTransaction& tx) {
    return database::put_back(tx, job.id, job.owner, tx.now(), true);
  });
}

database::WriteContext JobService::context_of(const Job& job) const { return context(house_, job); }

bool JobService::end(const Job& job, JobState state, const std::string& code,
                     const std::map<std::string, std::string>& values) {
  return house_.database.write(context_of(job), [&](WriteTransaction& tx) {
    return database::finish(tx, job.id, job.owner, state, code, values);
  });
}

}  // namespace frostkeep::services
