#include "domain/rack_difference.hpp"

#include <set>

namespace frostkeep::domain {
namespace {

class Comparison {
 public:
  Comparison(ContainerId container, const std::map<int, ScannedCell>& scanned,
             const std::map<int, RecordedCell>& recorded)
      : container_(container), scanned_(scanned), recorded_(recorded) {
    for (const auto& [cell, seen] : scanned) {
      if (seen.tubes.size() == 1) seen_at_[seen.tubes.front().id] = cell;
    }
  }

  std::vector<RackDifference> run() const {
    std::set<int> cells;
    for (const auto& [cell, seen] : scanned_) cells.insert(cell);
    for (const auto& [cell, kept] : recorded_) cells.insert(cell);
    std::vector<RackDifference> out;
    for (const int cell : cells) {
      RackDifference difference = compare(cell);
      const bool nothing = difference.state == ScannedState::empty || difference.state == ScannedState::not_reported;
      if (!nothing || difference.recorded) out.push_back(std::move(difference));
    }
    return out;
  }

 private:
  RackDifference compare(int cell) const {
    RackDifference d;
    d.cell = cell;
    if (const auto seen = scanned_.find(cell); seen != scanned_.end()) {
      d.state = seen->second.state;
      d.code = seen->second.code;
      if (seen->second.tubes.size() == 1) d.tube = seen->second.tubes.front();
    }
    const auto recorded = recorded_.find(cell);
    if (recorded != recorded_.end() && recorded->second.kind == OccupantKind::sample)
      d.recorded = recorded->second.tube;
    judge_recorded(d);
    d.verdict = verdict_of(d);
    return d;
  }

  void judge_recorded(RackDifference& d) const {
    if (!d.recorded || (d.tube && d.tube->id == d.recorded->id)) return;
    const auto elsewhere = seen_at_.find(d.recorded->id);
    if (elsewhere != seen_at_.end()) {
      d.recorded_seen_at = elsewhere->second;
    } else {
      // A code that nobody knows may be another code of the very tube: then it is a person's to say that it is missing.
      d.recorded_missing = d.state == ScannedState::empty || (d.state == ScannedState::code && d.tube);
    }
  }

  RackVerdict verdict_of(const RackDifference& d) const {
    if (d.state == ScannedState::unread) return RackVerdict::unreadable;
    if (d.state == ScannedState::code) {
      if (!d.tube) return RackVerdict::unknown;
      if (!d.tube->container || d.tube->kept) return RackVerdict::extra;
      const bool here = d.tube->container == container_ && d.tube->cell == d.cell;
      return here ? RackVerdict::same : RackVerdict::moved;
    }
    if (d.recorded_seen_at != 0) return RackVerdict::vacated;
    return d.state == ScannedState::empty ? RackVerdict::missing : RackVerdict::not_reported;
  }

  const ContainerId container_;
  const std::map<int, ScannedCell>& scanned_;
  const std::map<int, RecordedCell>& recorded_;
  std::map<SampleId, int> seen_at_;
};

}  // namespace

std::string_view name_of(ScannedState state) {
  switch (state) {
    case ScannedState::code:
      return "code";
    case ScannedState::empty:
      return "empty";
    case ScannedState::unread:
      return "unread";
    case ScannedState::not_reported:
      return "not_reported";
  }
  return "unknown";
}

std::string_view name_of(RackVerdict verdict) {
  switch (verdict) {
    case RackVerdict::same:
      return "same";
    case RackVerdict::moved:
      return "moved";
    case RackVerdict::extra:
      return "extra";
    case RackVerdict::unknown:
      return "unknown";
    case RackVerdict::missing:
      return "missing";
    case RackVerdict::vacated:
      return "vacated";
    case RackVerdict::unreadable:
      return "unreadable";
    case RackVerdict::not_reported:
      return "not_reported";
  }
  return "unknown";
}

std::vector<RackDifference> difference_of(ContainerId container, const std::map<int, ScannedCell>& scanned,
                                          const std::map<int, RecordedCell>& recorded) {
  return Comparison(container, scanned, recorded).run();
}

}  // namespace frostkeep::domain
