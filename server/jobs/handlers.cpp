#include "jobs/worker.hpp"

namespace frostkeep::jobs {

JobHandlers all_handlers() { return {}; }

}  // namespace frostkeep::jobs
