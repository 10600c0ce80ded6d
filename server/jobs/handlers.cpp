#include "jobs/import_job.hpp"
#include "jobs/print_label_job.hpp"
#include "jobs/worker.hpp"

namespace frostkeep::jobs {

JobHandlers all_handlers() {
  return {{domain::JobKind::import_check, import_check_job()},
          {domain::JobKind::import_apply, import_apply_job()},
          {domain::JobKind::print_label, print_label_job()}};
}

}  // namespace frostkeep::jobs
