#include "jobs/print_label_job.hpp"

#include <stdexcept>

#include "services/label_delivery.hpp"

namespace frostkeep::jobs {
namespace {

domain::PrintJobId subject_of(const domain::Job& job) { return domain::PrintJobId{job.subject}; }

void send_labels(services::Services& services, services::JobRun& run) {
  services::LabelDelivery delivery(services.house);
  const domain::PrintJobId id = subject_of(run.job());
  try {
    run.checkpoint(0, 0);
  } catch (const services::JobStopped& stopped) {
    if (stopped.why == services::JobStopped::Why::cancelled) delivery.withdraw(id);
    throw;
  }
  if (delivery.deliver(id) == services::Delivery::unreachable) throw std::runtime_error("the printer can't be reached");
}

}  // namespace

JobHandler print_label_job() {
  return {send_labels, [](services::Services& services, const domain::Job& job) {
            services::LabelDelivery(services.house).give_up(subject_of(job));
          }};
}

}  // namespace frostkeep::jobs
