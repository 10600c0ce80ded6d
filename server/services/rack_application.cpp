// The difference between a rack and its records, written as it was shown.

#include <algorithm>

#include "base/text.hpp"
#include "services/placement_offer.hpp"
#include "services/rack_reading.hpp"
#include "services/rack_writer.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::RackDifference;
using domain::RackVerdict;
using domain::Refused;
using domain::SampleId;
using domain::Violation;

class Application {
 public:
  Application(WriteTransaction& tx, House& house, const Asked& asked, const RackApplication& order)
      : tx_(tx),
        asked_(asked),
        order_(order),
        cells_(tx, asked, order.container),
        compared_(tx, house, asked.scope, cells_.container(), cells_.all(), order.wells),
        writer_(tx, house, cells_, true) {}

  RackApplied run() {
    if (compared_.digest != order_.digest) throw Refused(ErrorCode::rack_difference_stale);
    choose();
    lock();
    RackApplied applied{{cells_.container().id, cells_.container().code, {}, {}}, {}};
    writer_.judge(violations_, applied.placed.warnings);
    if (!violations_.empty()) throw Refused(std::move(violations_));
    writer_.write();
    for (const RackWriter::Well& well : writer_.wells()) {
      applied.placed.wells.push_back(
          {well.cell.label, well.tube->sample.id, compared_.wells[well.row].code, well.entry});
    }
    for (std::size_t i = 0; i < leaving_.size(); ++i) {
      const RackDifference& d = *leaving_[i];
      applied.taken_out.push_back({compared_.label(d.cell), d.recorded->id, d.recorded->code, writer_.taken_entry(i)});
    }
    return applied;
  }

 private:
  void choose() {
    for (const RackDifference& d : compared_.differences) {
      if (d.verdict == RackVerdict::unknown) {
        violations_.push_back(
            in_well(compared_.unknown(d, compared_.label(d.cell)), compared_.row(d.cell), "code", {}));
      }
      const bool comes = d.verdict == RackVerdict::extra || (d.verdict == RackVerdict::moved && order_.move_here);
      if (comes) coming_.push_back(&d);
      if (d.recorded_missing && order_.take_out_missing) leaving_.push_back(&d);
    }
    if (!leaving_.empty() && base::trim(asked_.context.reason).empty()) {
      violations_.push_back({ErrorCode::reason_missing, {{"field", "reason"}}});
    }
  }

  /// Locks every tube that is written; what was compared must still be so under the lock.
  void lock() {
    std::vector<SampleId> ids;
    for (const RackDifference* d : coming_) ids.push_back(d->tube->id);
    for (const RackDifference* d : leaving_) ids.push_back(d->recorded->id);
    std::ranges::sort(ids);
    tubes_ = database::lock_samples(tx_, ids);
    for (const RackDifference* d : coming_) {
      const LockedSample& tube = locked(d->tube->id);
      const auto& compared = compared_.tube(d->tube->id).occupancy;
      const bool same =
          tube.occupancy.has_value() == compared.has_value() &&
          (!compared || (tube.occupancy->place == compared->place && tube.occupancy->kind == compared->kind));
      if (!same) throw Refused(ErrorCode::rack_difference_stale);
      writer_.put(compared_.row(d->cell), {d->cell, compared_.label(d->cell)}, tube);
    }
    for (const RackDifference* d : leaving_) {
      const LockedSample& tube = locked(d->recorded->id);
      if (!asked_.scope.contains(tube.sample.owner_site, tube.sample.study)) {
        violations_.push_back(
            {ErrorCode::code_unknown, {{"code", d->recorded->code}, {"position", compared_.label(d->cell)}}});
      }
      const bool here = RackWriter::sits(tube) && tube.occupancy->place.container == cells_.container().id &&
                        tube.occupancy->place.position == d->cell;
      if (!here) throw Refused(ErrorCode::rack_difference_stale);
      writer_.take_out(tube);
    }
  }

  const LockedSample& locked(SampleId id) const {
    const auto found = std::ranges::find_if(tubes_, [&](const LockedSample& t) { return t.sample.id == id; });
    if (found == tubes_.end()) throw Refused(ErrorCode::rack_difference_stale);
    return *found;
  }

  WriteTransaction& tx_;
  const Asked& asked_;
  const RackApplication& order_;
  RackCells cells_;
  ComparedRack compared_;
  RackWriter writer_;
  std::vector<const RackDifference*> coming_;
  std::vector<const RackDifference*> leaving_;
  std::vector<LockedSample> tubes_;
  std::vector<Violation> violations_;
};

}  // namespace

RackApplied RackComparisonService::apply(const Asked& asked, const RackApplication& order) {
  return with_offers(house_, order.container, [&] {
    return house_.database.write(asked.context,
                                 [&](WriteTransaction& tx) { return Application(tx, house_, asked, order).run(); });
  });
}

}  // namespace frostkeep::services
