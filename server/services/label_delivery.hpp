#pragma once
/// Sends print jobs to their printers: what the workers run. Before the first byte the job is `sending` in the
/// database, so that a crash leaves it of unknown end rather than printed twice.

#include "database/print_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

enum class Delivery {
  settled,     ///< nothing more to do: sent, unknown, or decided by a person meanwhile
  unreachable  ///< the printer has none of it; it is queued still
};

class LabelDelivery {
 public:
  explicit LabelDelivery(House& house) : house_(house) {}

  /// Sends the job if it is queued. One found `sending` was left behind by a server that died: it becomes unknown.
  Delivery deliver(domain::PrintJobId id);
  /// No further attempt will be made: a queued job has failed. Safe to repeat.
  void give_up(domain::PrintJobId id);
  /// Somebody cancelled the work: a queued job is withdrawn. Safe to repeat.
  void withdraw(domain::PrintJobId id);

 private:
  template <typename Change>
  std::optional<database::PrintJob> change(domain::PrintJobId id, Change change_job);

  House& house_;
};

}  // namespace frostkeep::services
