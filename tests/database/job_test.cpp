// Jobs: whose they are, how they end, what a crash leaves behind.

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "jobs/worker.hpp"
#include "support/test_house.hpp"

namespace frostkeep::tests {
namespace {

using database::WriteTransaction;
using domain::Job;
using domain::JobKind;
using domain::JobState;
using services::JobRun;
using services::Services;

class JobTest : public ::testing::Test {
 protected:
  TestHouse house;

  domain::JobId enqueue(std::uint64_t subject = 1) {
    return house.database->write(house.database.context(), [&](WriteTransaction& tx) {
      return database::enqueue(tx, {.kind = JobKind::import_check, .subject = subject, .site = house.small.site});
    });
  }
  Job read(domain::JobId id) {
    return *house.database->read([&](const database::ReadTransaction& tx) { return database::find_job(tx, id); });
  }
  jobs::Worker worker(std::function<void(Services&, JobRun&)> run) {
    return jobs::Worker(house.services, {{JobKind::import_check, {std::move(run)}}});
  }
};

TEST_F(JobTest, IsThereOnlyIfItsCauseIs) {
  EXPECT_ANY_THROW(house.database->write(house.database.context(), [&](WriteTransaction& tx) -> int {
    database::enqueue(tx, {.subject = 1});
    throw std::runtime_error("the cause fails");
  }));
  auto at_work = worker([](Services&, JobRun&) {});
  EXPECT_FALSE(at_work.run_once());
  const auto id = enqueue();
  EXPECT_TRUE(at_work.run_once());
  const Job job = read(id);
  EXPECT_EQ(job.state, JobState::done);
  EXPECT_EQ(job.attempts, 1u);
  EXPECT_EQ(job.asked_by, house.database.somebody);
  EXPECT_TRUE(job.finished_at.has_value());
  EXPECT_FALSE(at_work.run_once());
}

TEST_F(JobTest, EachOfManyIsRunByOneOfTwoWorkers) {
  constexpr int kJobs = 40;
  for (int i = 0; i < kJobs; ++i) enqueue(static_cast<std::uint64_t>(i + 1));
  std::mutex mutex;
  std::multiset<std::uint64_t> ran;
  const auto note = [&](Services&, JobRun& run) {
    run.checkpoint(0, 1);
    const std::lock_guard lock(mutex);
    ran.insert(run.job().subject);
  };
  auto one = worker(note);
  auto other = worker(note);
  std::thread first([&] { while (one.run_once()) {} });
  std::thread second([&] { while (other.run_once()) {} });
  first.join();
  second.join();
  while (one.run_once()) {}  // one that both lost to each other in the last round
  EXPECT_EQ(ran.size(), static_cast<std::size_t>(kJobs));
  EXPECT_EQ(std::set<std::uint64_t>(ran.begin(), ran.end()).size(), ran.size()) << "none ran twice";
}

TEST_F(JobTest, OneJobIsClaimedOnceByManyAtTheSameMoment) {
  const auto id = enqueue();
  std::atomic<int> won = 0;
  std::vector<std::thread> claimants;
  for (int i = 0; i < 8; ++i) {
    claimants.emplace_back([&] { won += house.services.jobs.claim(id).has_value() ? 1 : 0; });
  }
  for (std::thread& claimant : claimants) claimant.join();
  EXPECT_EQ(won, 1);
}

TEST_F(JobTest, IsTakenOverWhenItsLeaseEndsAndTheFirstOwnerIsTold) {
  const auto id = enqueue();
  const auto first = house.services.jobs.claim(id);
  ASSERT_TRUE(first);
  JobRun left_behind(house.house, *first, [] { return false; });
  left_behind.checkpoint(3, 10);
  auto at_work = worker([&](Services&, JobRun& run) { run.checkpoint(4, 10); });
  EXPECT_FALSE(at_work.run_once()) << "the lease holds";
  house.database.clock.advance(services::kJobLease - base::kSecond);
  left_behind.renew();
  house.database.clock.advance(2 * base::kSecond);
  EXPECT_FALSE(at_work.run_once()) << "it was renewed";
  house.database.clock.advance(services::kJobLease);
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(id).state, JobState::done);
  try {
    left_behind.checkpoint(5, 10);
    FAIL() << "the job is somebody else's";
  } catch (const services::JobStopped& stopped) {
    EXPECT_EQ(stopped.why, services::JobStopped::Why::lease_lost);
  }
  house.services.jobs.succeed(*first);
  EXPECT_EQ(read(id).done, 4u);
}

TEST_F(JobTest, IsCancelledWhileItWaitsAndWhileItRuns) {
  int cleaned = 0;
  auto at_work = worker([&](Services& services, JobRun& run) {
    try {
      run.checkpoint(0, 2);
      services.jobs.cancel(house.asked(), run.job().id);
      run.checkpoint(1, 2);
      FAIL() << "it was cancelled";
    } catch (const services::JobStopped&) {
      ++cleaned;
      throw;
    }
  });
  const auto running = enqueue();
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(running).state, JobState::cancelled);
  EXPECT_EQ(read(running).done, 1u);
  const auto waiting = enqueue();
  EXPECT_TRUE(house.services.jobs.cancel(house.asked(), waiting).job.cancel_asked);
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(waiting).state, JobState::cancelled);
  EXPECT_EQ(cleaned, 2);
  try {
    house.services.jobs.cancel(house.asked(), waiting);
    FAIL() << "it is over";
  } catch (const domain::Refused& refused) {
    EXPECT_EQ(refused.code(), domain::ErrorCode::job_not_cancellable);
  }
}

TEST_F(JobTest, ComesBackLaterAndLaterAndIsGivenUpInSight) {
  const auto id = enqueue();
  int attempts = 0;
  int told = 0;
  jobs::Worker at_work(house.services, {{JobKind::import_check,
                                         {[&](Services&, JobRun&) {
                                            ++attempts;
                                            throw std::runtime_error("the printer is off");
                                          },
                                          [&](Services&, const Job& job) { told += job.id == id ? 1 : 0; }}}});
  std::int64_t earlier = 0;
  while (at_work.run_once()) {
    const Job job = read(id);
    if (job.state != JobState::queued) break;
    const std::int64_t wait = *job.due_at - house.database.clock.now();
    EXPECT_GE(wait, earlier);
    EXPECT_FALSE(at_work.run_once()) << "not before its time";
    earlier = wait / 2;
    house.database.clock.advance(wait);
  }
  EXPECT_EQ(attempts, static_cast<int>(domain::kJobAttempts));
  EXPECT_EQ(told, 1);
  const Job job = read(id);
  EXPECT_EQ(job.state, JobState::failed);
  EXPECT_EQ(job.error_code, "job_gave_up");
  EXPECT_EQ(job.error_values.at("attempts"), "5");
}

TEST_F(JobTest, ThatKillsItsServerEachTimeIsGivenUpToo) {
  const auto id = enqueue();
  int told = 0;
  jobs::Worker at_work(house.services, {{JobKind::import_check,
                                         {[](Services&, JobRun&) { FAIL() << "no attempt is left"; },
                                          [&](Services&, const Job&) { ++told; }}}});
  for (std::uint32_t i = 0; i < domain::kJobAttempts; ++i) {
    ASSERT_TRUE(house.services.jobs.claim(id)) << "attempt " << i + 1;
    house.database.clock.advance(services::kJobLease + base::kSecond);
  }
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(id).state, JobState::failed);
  EXPECT_EQ(told, 1);
}

TEST_F(JobTest, ThatGetsOnIsNeverGivenUp) {
  const auto id = enqueue();
  for (std::uint64_t batch = 1; batch <= 3 * domain::kJobAttempts; ++batch) {
    const auto job = house.services.jobs.claim(id);
    ASSERT_TRUE(job && job->state == JobState::running) << batch;
    JobRun(house.house, *job, [] { return false; }).checkpoint(batch, 100);
    house.database.clock.advance(services::kJobLease + base::kSecond);
  }
}

TEST_F(JobTest, WhichTheRulesForbidFailsAtOnceAndSaysWhy) {
  const auto id = enqueue();
  auto at_work = worker([](Services&, JobRun&) {
    throw domain::Refused(domain::ErrorCode::rows_have_errors, {{"count", "7"}});
  });
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(id).state, JobState::failed);
  EXPECT_EQ(read(id).error_code, "rows_have_errors");
  EXPECT_EQ(read(id).error_values.at("count"), "7");
}

TEST_F(JobTest, GoesOnAfterAnOrderlyStop) {
  const auto id = enqueue();
  std::atomic<bool> begun = false;
  auto handler = [&](Services&, JobRun& run) {
    for (std::uint64_t batch = 0;; ++batch) {
      run.checkpoint(batch, 0);
      begun = true;
    }
  };
  {
    auto stopping = worker(handler);
    stopping.start();
    while (!begun) std::this_thread::yield();
    stopping.stop();
  }
  const Job job = read(id);
  EXPECT_EQ(job.state, JobState::queued);
  EXPECT_LE(job.attempts, 1u);
  auto next = worker([](Services&, JobRun&) {});
  EXPECT_TRUE(next.run_once());
  EXPECT_EQ(read(id).state, JobState::done);
}

TEST_F(JobTest, ActsWithTheRightsThatItsAskerHasNow) {
  const auto id = enqueue();
  auto at_work = worker([](Services&, JobRun& run) { run.asked(domain::Permission::import_run); });
  EXPECT_TRUE(at_work.run_once());
  EXPECT_EQ(read(id).error_code, "permission_missing") << "nobody of that id has a grant";
}

TEST_F(JobTest, IsListedForItsAskerAndItsSite) {
  const auto first = enqueue();
  house.database.clock.advance(base::kSecond);
  const auto second = enqueue();
  const auto& jobs = house.services.jobs;
  const domain::Scope elsewhere({{domain::SiteId{4711}, {}}});
  const domain::Scope here({{house.small.site, {}}});
  EXPECT_EQ(jobs.list(elsewhere, domain::UserId{1}, {}, {}, 10).items.size(), 0u);
  EXPECT_EQ(jobs.list(elsewhere, house.database.somebody, {}, {}, 10).items.size(), 2u) << "one's own";
  const auto page = jobs.list(here, domain::UserId{1}, {}, {}, 1);
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].job.id, second) << "the newest first";
  const auto rest = jobs.list(here, domain::UserId{1}, {}, page.next, 1);
  EXPECT_EQ(rest.items.at(0).job.id, first);
  EXPECT_FALSE(rest.next);
  EXPECT_TRUE(jobs.list(here, domain::UserId{1}, {.mine = true}, {}, 10).items.empty());
  EXPECT_TRUE(jobs.list(here, domain::UserId{1}, {.state = JobState::failed}, {}, 10).items.empty());
  EXPECT_THROW(jobs.view(elsewhere, domain::UserId{1}, first), domain::Refused);
}

}  // namespace
}  // namespace frostkeep::tests
