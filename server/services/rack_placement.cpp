// Registered tubes that are put where a rack scanner saw them.

#include <algorithm>
#include <map>
#include <set>

#include "database/sample_family_records.hpp"
#include "domain/code_text.hpp"
#include "services/placement_offer.hpp"
#include "services/rack_cells.hpp"
#include "services/rack_service.hpp"
#include "services/rack_writer.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::Violation;

/// A well on its way from text to a tube in a cell.
struct ReadWell {
  std::string code;
  std::optional<RackCell> cell;
  const LockedSample* tube = nullptr;
};

class Placement {
 public:
  Placement(WriteTransaction& tx, House& house, const Asked& asked, const RackPlacement& order)
      : tx_(tx),
        asked_(asked),
        order_(order),
        cells_(tx, asked, order.container),
        writer_(tx, house, cells_, order.move) {}

  RackView run() {
    if (order_.wells.empty()) throw Refused(ErrorCode::field_missing, {{"field", "wells"}});
    read_wells();
    find_tubes();
    for (std::size_t i = 0; i < wells_.size(); ++i) {
      if (wells_[i].tube != nullptr && wells_[i].cell) writer_.put(i, *wells_[i].cell, *wells_[i].tube);
    }
    RackView view{cells_.container().id, cells_.container().code, {}, {}};
    writer_.judge(violations_, view.warnings);
    if (!violations_.empty()) throw Refused(std::move(violations_));
    writer_.write();
    for (const RackWriter::Well& well : writer_.wells()) {
      view.wells.push_back({well.cell.label, well.tube->sample.id, wells_[well.row].code, well.entry});
    }
    return view;
  }

 private:
  void refuse(std::size_t row, Violation violation, const std::string& field) {
    const std::string position = wells_[row].cell ? wells_[row].cell->label : std::string();
    violations_.push_back(in_well(std::move(violation), row, field, position));
  }

  void read_wells() {
    for (std::size_t i = 0; i < order_.wells.size(); ++i) {
      wells_.emplace_back();
      std::vector<Violation> found;
      wells_[i].cell = cells_.read(order_.wells[i].position, found);
      for (Violation& violation : found) refuse(i, std::move(violation), "position");
      auto code = domain::normalise_scanned_code(order_.wells[i].code);
      for (Violation& violation : code.violations) refuse(i, std::move(violation), "code");
      if (code) wells_[i].code = *code;
    }
  }

  void find_tubes() {
    std::vector<std::string> codes;
    for (const ReadWell& well : wells_) {
      if (!well.code.empty()) codes.push_back(well.code);
    }
    if (codes.empty()) return;
    std::multimap<std::string, domain::SampleId> named;
    std::set<domain::SampleId> ids;
    for (const database::CodedTube& tube : database::tubes_by_code(tx_, codes)) {
      named.emplace(tube.code, tube.id);
      ids.insert(tube.id);
    }
    tubes_ = database::lock_samples(tx_, std::vector<domain::SampleId>(ids.begin(), ids.end()));
    std::erase_if(tubes_, [&](const LockedSample& tube) {
      return !asked_.scope.contains(tube.sample.owner_site, tube.sample.study);
    });
    std::set<domain::SampleId> seen;
    for (std::size_t i = 0; i < wells_.size(); ++i) {
      if (wells_[i].code.empty()) continue;
      const auto [first, last] = named.equal_range(wells_[i].code);
      for (auto it = first; it != last; ++it) choose(i, it->second);
      const Violation unknown{ErrorCode::code_unknown, {{"code", wells_[i].code}}};
      if (wells_[i].tube == nullptr) {
        refuse(i, unknown, "code");
      } else if (!seen.insert(wells_[i].tube->sample.id).second) {
        refuse(i, {ErrorCode::duplicate_in_request, {{"code", wells_[i].code}}}, "code");
      }
    }
  }

  void choose(std::size_t i, domain::SampleId id) {
    const auto tube = std::ranges::find_if(tubes_, [&](const LockedSample& t) { return t.sample.id == id; });
    if (tube == tubes_.end()) return;
    if (wells_[i].tube != nullptr) refuse(i, {ErrorCode::code_ambiguous, {{"code", wells_[i].code}}}, "code");
    wells_[i].tube = &*tube;
  }

  WriteTransaction& tx_;
  const Asked& asked_;
  const RackPlacement& order_;
  RackCells cells_;
  RackWriter writer_;
  std::vector<LockedSample> tubes_;
  std::vector<ReadWell> wells_;
  std::vector<Violation> violations_;
};

}  // namespace

RackView RackService::place_rack(const Asked& asked, const RackPlacement& order) {
  return with_offers(house_, order.container, [&] {
    return house_.database.write(asked.context,
                                 [&](WriteTransaction& tx) { return Placement(tx, house_, asked, order).run(); });
  });
}

}  // namespace frostkeep::services
