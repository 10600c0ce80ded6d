#pragma once
/// The job that sends labels to a printer.

#include "jobs/worker.hpp"

namespace frostkeep::jobs {

/// Comes back with the queue's back-off while the printer can't be reached; once that gives up, the print job has
/// failed and waits for a person.
JobHandler print_label_job();

}  // namespace frostkeep::jobs
