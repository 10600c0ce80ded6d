#include "jobs/import_job.hpp"

namespace frostkeep::jobs {
namespace {

void note_failure(services::Services& services, const domain::Job& job) { services.imports.note_failure(job); }

}  // namespace

JobHandler import_check_job() {
  return {[](services::Services& services, services::JobRun& run) { services.imports.check(run); }, note_failure};
}

JobHandler import_apply_job() {
  return {[](services::Services& services, services::JobRun& run) { services.imports.run_application(run); },
          note_failure};
}

}  // namespace frostkeep::jobs
