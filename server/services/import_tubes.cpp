// Existing stock by file.

#include <algorithm>
#include <charconv>
#include <map>

#include "database/import_lookup_records.hpp"
#include "domain/code_text.hpp"
#include "services/accession_service.hpp"
#include "services/import_slice.hpp"
#include "services/rack_cells.hpp"

namespace frostkeep::services {
namespace {

using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::Violation;

class TubeSlice final : public ImportSlice {
 public:
  TubeSlice(WriteTransaction& tx, House& house, const Asked& asked, const ImportFrame& frame)
      : tx_(tx), house_(house), asked_(asked), frame_(frame) {}

  void judge(std::vector<StagedRow>& rows) override {
    rows_ = &rows;
    order_.study = frame_.file.study;
    order_.site = frame_.file.site;
    for (StagedRow& row : rows) read_cells(row);
    if (frame_.checking) judge_parents_in_file();
    find_boxes();
    places_.resize(rows.size());
    try {
      prepared_ = prepare_tubes(tx_, house_, asked_, order_, [&](std::size_t i, database::NewSample& tube, auto& out) {
        settle(i, tube, out);
      });
    } catch (const Refused& refused) {
      hand_out(refused);
    }
  }

  void write() override {
    try {
      insert_prepared(tx_, order_, prepared_);
    } catch (const Refused& refused) {
      hand_out(refused);
      throw RowsRefused{std::move(*rows_)};
    }
    std::vector<database::Placing> placings;
    for (std::size_t i = 0; i < prepared_.tubes.size(); ++i) {
      const database::NewSample& tube = prepared_.tubes[i];
      if (!places_[i].cells) continue;
      placings.push_back(
          places_[i].cells->placing(tube.sample.id.value, places_[i].cell, tube.entry_id, tx_.now()));
    }
    std::ranges::sort(placings, {}, [](const database::Placing& p) { return std::pair(p.container, p.position); });
    database::sit_down(tx_, placings);
  }

 private:
  struct Place {
    RackCells* cells = nullptr;
    RackCell cell = {};
  };

  void read_cells(StagedRow& row) {
    auto cells = domain::cells_of(frame_.heading, row.cells);
    row.violations.insert(row.violations.end(), cells.violations.begin(), cells.violations.end());
    tubes_.push_back(
        domain::read_sample_row(cells ? *cells : domain::ImportCells{}, frame_.zone, row.violations));
    order_.rows.push_back(tubes_.back().tube);
    // While it is checked the parent isn't in the database yet.
    if (frame_.checking && row.row.parent_row != 0) order_.rows.back().parent.clear();
  }

  void judge_parents_in_file() {
    std::vector<std::uint32_t> numbers;
    for (const StagedRow& row : *rows_) {
      if (row.row.parent_row != 0) numbers.push_back(row.row.parent_row);
    }
    if (numbers.empty()) return;
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::map<std::uint32_t, StagedRow> parents;
    for (StagedRow& parent :
         open_rows(house_, frame_.file.id, database::read_import_rows(tx_, frame_.file.id, numbers))) {
      parents.emplace(parent.number(), std::move(parent));
    }
    for (std::size_t i = 0; i < rows_->size(); ++i) {
      const std::uint32_t number = (*rows_)[i].row.parent_row;
      if (number != 0) judge_parent(i, parents.at(number));
    }
  }

  void judge_parent(std::size_t i, const StagedRow& parent) {
    auto& violations = (*rows_)[i].violations;
    const domain::TubeEntry& child = tubes_[i].tube;
    const Violation unknown{ErrorCode::code_unknown, {{"field", "parent"}, {"code", child.parent}}};
    const bool circle = (*rows_)[i].row.generation >= kImportGenerations;
    if (circle || parent.row.state == database::ImportRowState::bad) return violations.push_back(unknown);
    std::vector<Violation> judged_already;
    const auto cells = domain::cells_of(frame_.heading, parent.cells);
    if (!cells) return;
    const domain::TubeEntry entry = domain::read_sample_row(*cells, frame_.zone, judged_already).tube;
    const domain::Material* from = domain::read_material(entry.material);
    const domain::Material* to = domain::read_material(child.material);
    if (from != nullptr && to != nullptr && !can_be_made_of(*to, *from)) {
      violations.push_back({ErrorCode::material_not_derivable,
                            {{"field", "material"}, {"material", to->code}, {"parent", from->code}}});
    }
    if (!entry.participant.empty() && !child.participant.empty() && entry.participant != child.participant) {
      violations.push_back(
          {ErrorCode::field_malformed, {{"field", "participant"}, {"value", child.participant}}});
    }
  }

  static std::string box_of(const domain::SampleRow& row) {
    const auto code = domain::normalise_scanned_code(row.box);
    return code && !row.position.empty() ? *code : std::string();
  }

  /// Locked in ascending order of id, before any tube is.
  void find_boxes() {
    std::vector<std::string> codes;
    for (const domain::SampleRow& row : tubes_) {
      if (std::string code = box_of(row); !code.empty()) codes.push_back(std::move(code));
    }
    if (codes.empty()) return;
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::map<domain::ContainerId, std::string> by_id;
    for (const auto& [code, id] : database::containers_by_code(tx_, codes)) by_id[id] = code;
    for (const auto& [id, code] : by_id) {
      try {
        boxes_[code] = std::make_unique<RackCells>(tx_, asked_, id);
      } catch (const Refused&) {
        // Of another site: for the asker it isn't there.
      }
    }
  }

  /// Adds what is wrong with the cells of a row, and puts the tube where it says.
  void settle(std::size_t i, database::NewSample& tube, std::vector<Violation>& out) {
    const std::string code = box_of(tubes_[i]);
    if (code.empty()) return;
    const auto box = boxes_.find(code);
    if (box == boxes_.end()) {
      out.push_back({ErrorCode::code_unknown, {{"field", "box"}, {"code", code}}});
      return;
    }
    const auto cell = box->second->read(tubes_[i].position, out);
    if (!cell) return;
    tube.sample.state = domain::SampleState::stored;
    // Of a tube whose material is wrong nothing can be said of its place.
    if (!tube.sample.material.empty()) {
      for (Violation violation : domain::judge_placement(tube.sample, box->second->facts(*cell)).violations) {
        violation.values["field"] = "position";
        out.push_back(std::move(violation));
      }
    }
    tube.entry_id = tx_.next_id();
    tube.place = database::PlaceRef{box->second->container().id, cell->index, tube.entry_id};
    places_[i] = {box->second.get(), *cell};
  }

  /// Each violation to the row that it is about.
  void hand_out(const Refused& refused) {
    for (Violation violation : refused.violations()) {
      const auto at = violation.values.find("row");
      if (at == violation.values.end()) throw refused;
      const auto row = static_cast<std::size_t>(std::stoul(at->second)) - 1;
      violation.values.erase(at);
      violation.values.erase("pointer");
      if (!is_told(row, violation)) (*rows_)[row].violations.push_back(std::move(violation));
    }
  }

  /// A repeat within this slice was found among all rows of the file already.
  bool is_told(std::size_t row, const Violation& violation) const {
    return violation.code == ErrorCode::duplicate_in_request &&
           std::ranges::any_of((*rows_)[row].violations, [&](const Violation& known) {
             return known.code == ErrorCode::row_repeated && known.values.at("field") == violation.values.at("field");
           });
  }

  WriteTransaction& tx_;
  House& house_;
  const Asked& asked_;
  const ImportFrame& frame_;
  std::vector<StagedRow>* rows_ = nullptr;
  std::vector<domain::SampleRow> tubes_;
  std::map<std::string, std::unique_ptr<RackCells>> boxes_;
  std::vector<Place> places_;
  AccessionOrder order_;
  PreparedTubes prepared_;
};

}  // namespace

std::unique_ptr<ImportSlice> make_tube_slice(WriteTransaction& tx, House& house, const Asked& asked,
                                             const ImportFrame& frame) {
  return std::make_unique<TubeSlice>(tx, house, asked, frame);
}

}  // namespace frostkeep::services
