#include "domain/job.hpp"

#include <algorithm>

namespace frostkeep::domain {
namespace {

constexpr std::int64_t kFirstWait = 5 * base::kSecond;
constexpr std::int64_t kLongestWait = 10 * base::kMinute;

}  // namespace

std::string_view name_of(JobKind kind) {
  switch (kind) {
    case JobKind::import_check:
      return "import_check";
    case JobKind::import_apply:
      return "import_apply";
    case JobKind::print_label:
      return "print_label";
  }
  return "unknown";
}

std::string_view name_of(JobState state) {
  switch (state) {
    case JobState::queued:
      return "queued";
    case JobState::running:
      return "running";
    case JobState::done:
      return "done";
    case JobState::failed:
      return "failed";
    case JobState::cancelled:
      return "cancelled";
  }
  return "unknown";
}

std::int64_t job_back_off(std::uint32_t attempt, std::uint32_t random) {
  const std::uint32_t doublings = std::min(attempt == 0 ? 0 : attempt - 1, 10u);
  const std::int64_t wait = std::min(kFirstWait << doublings, kLongestWait);
  return wait + wait * static_cast<std::int64_t>(random & 0xFFFF) / 0x10000;
}

}  // namespace frostkeep::domain
