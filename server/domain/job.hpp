#pragma once
/// Work that goes on after the request that caused it (architecture.md 12): a row of the table `job`.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/timestamp.hpp"
#include "domain/ids.hpp"

namespace frostkeep::domain {

/// What is to be done. Numbers stand in the database.
enum class JobKind : std::uint16_t { import_check = 1, import_apply = 2, print_label = 3 };
std::string_view name_of(JobKind kind);
inline constexpr std::array kAllJobKinds = {JobKind::import_check, JobKind::import_apply, JobKind::print_label};

/// Numbers stand in the database.
enum class JobState : std::uint8_t { queued = 1, running = 2, done = 3, failed = 4, cancelled = 5 };
std::string_view name_of(JobState state);
inline constexpr std::array kAllJobStates = {JobState::queued, JobState::running, JobState::done, JobState::failed,
                                      JobState::cancelled};
/// Whether nothing will happen any more.
constexpr bool is_over(JobState state) {
  return state != JobState::queued && state != JobState::running;
}

/// An attempt without any progress; after so many a job fails with job_gave_up.
constexpr std::uint32_t kJobAttempts = 5;

/// How long to wait behind the given attempt (from 1): 5 s, doubled each time up to 10 min, and as much again by
/// `random` (0 to 65,535), so that jobs which failed together don't come back together. Microseconds.
std::int64_t job_back_off(std::uint32_t attempt, std::uint32_t random);

struct Job {
  JobId id;
  JobKind kind = JobKind::import_check;
  std::uint64_t subject = 0;  ///< the thing that it is about; the kind says which
  JobState state = JobState::queued;
  std::uint32_t attempts = 0;  ///< since it last got on
  /// Queued: when it may run; running: when its lease ends; nothing when it is over.
  std::optional<base::Timestamp> due_at = {};
  std::string owner = {};  ///< names the claim that is at work; 16 bytes
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0: not known yet
  bool cancel_asked = false;
  SiteId site = {};
  StudyId study = {};
  UserId asked_by = {};
  base::Timestamp created_at = {};
  std::optional<base::Timestamp> started_at = {};
  std::optional<base::Timestamp> finished_at = {};
  std::string error_code = {};  ///< why it failed: a word of error_code.hpp; empty if it didn't
  std::map<std::string, std::string> error_values = {};
};

}  // namespace frostkeep::domain
