#pragma once
/// Loading a file, phase by phase.

#include "jobs/worker.hpp"

namespace frostkeep::jobs {

JobHandler import_check_job();
JobHandler import_apply_job();

}  // namespace frostkeep::jobs
