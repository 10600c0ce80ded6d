// Participants by file.

#include <algorithm>
#include <map>
#include <set>

#include "database/import_lookup_records.hpp"
#include "database/participant_records.hpp"
#include "database/participant_tables.hpp"
#include "database/people_records.hpp"
#include "database/scan_code_records.hpp"
#include "services/fresh_codes.hpp"
#include "services/identity_seal.hpp"
#include "services/import_slice.hpp"

namespace frostkeep::services {
namespace {

using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::ParticipantId;
using domain::Violation;

/// A person on the way from cells to rows of the database.
struct Candidate {
  domain::ParticipantRow row = {};
  std::optional<domain::CheckedPerson> person = {};
  std::string resident_id_index = {};
  database::SealedIdentity sealed = {};
};

class PeopleSlice final : public ImportSlice {
 public:
  PeopleSlice(WriteTransaction& tx, House& house, const Asked& asked, const ImportFrame& frame)
      : tx_(tx), house_(house), asked_(asked), frame_(frame) {}

  void judge(std::vector<StagedRow>& rows) override {
    rows_ = &rows;
    judge_frame();
    for (std::size_t i = 0; i < rows.size(); ++i) judge_cells(i);
    if (!frame_.checking) guard();
    judge_codes();
    judge_doubles();
  }

  void write() override {
    make_codes();
    std::vector<database::NewScanCode> cards;
    std::vector<database::NewThing> people, identities, enrolments, strata;
    for (const Candidate& c : people_) {
      domain::Participant fresh;
      fresh.id = c.sealed.id;
      fresh.sex = c.person->sex;
      fresh.birth = c.person->birth;
      cards.push_back({c.row.study_code, 0, domain::StreamKind::participant, fresh.id.value});
      people.push_back({fresh.id.value, database::changes_of(fresh)});
      people.back().changes.push_back(database::code_change(c.row.study_code, 0));
      identities.push_back({fresh.id.value, database::changes_of(c.sealed)});
      const database::Enrolment enrolment{
          domain::EnrolmentId{tx_.next_id()}, 1,       fresh.id, frame_.file.study, c.row.study_code,
          frame_.file.site,                   tx_.now()};
      enrolments.push_back({enrolment.id.value, database::changes_of(enrolment)});
      if (!c.row.stratum) continue;
      const database::DatedStratum stratum{tx_.next_id(), *c.row.stratum, c.row.stratum_since.value_or(frame_.today),
                                           c.row.stratum_rule};
      strata.push_back({stratum.id, database::changes_of(fresh.id, stratum)});
    }
    database::insert_scan_codes(tx_, cards);
    database::insert_things(tx_, database::kParticipants, people, {Happening::registered});
    database::insert_things(tx_, database::kIdentities, identities, {Happening::registered});
    database::insert_things(tx_, database::kEnrolments, enrolments, {Happening::enrolled});
    database::insert_things(tx_, database::kStrata, strata, {Happening::stratified});
  }

 private:
  void refuse(std::size_t i, ErrorCode code, std::map<std::string, std::string> values) {
    (*rows_)[i].violations.push_back({code, std::move(values)});
  }

  void judge_frame() {
    const auto study = database::find_study(tx_, frame_.file.study);
    const bool visible = asked_.scope.contains(frame_.file.site, frame_.file.study);
    if (!study || study->retired || !visible) throw domain::Refused(ErrorCode::not_found, {{"field", "study"}});
    prefix_ = prefix_of(study->code, "P");
  }

  void judge_cells(std::size_t i) {
    StagedRow& row = (*rows_)[i];
    Candidate candidate;
    candidate.sealed.id = ParticipantId{tx_.next_id()};
    auto cells = domain::cells_of(frame_.heading, row.cells);
    row.violations.insert(row.violations.end(), cells.violations.begin(), cells.violations.end());
    if (cells) {
      candidate.row = domain::read_participant_row(*cells, row.violations);
      const auto person = domain::check_person(candidate.row.person, frame_.today);
      row.violations.insert(row.violations.end(), person.violations.begin(), person.violations.end());
      candidate.person = person.value;
    }
    if (candidate.row.stratum_since && *candidate.row.stratum_since > frame_.today) {
      refuse(i, ErrorCode::field_out_of_range,
             {{"field", "stratum_since"}, {"limit", "≤ " + base::to_text(frame_.today)}});
    }
    // The number of a row whose other cells are wrong is looked up all the same.
    candidate.resident_id_index = resident_id_index(house_, candidate.row.person.identity.resident_id).value_or("");
    if (candidate.person) {
      candidate.sealed =
          seal_identity(house_, candidate.sealed.id, candidate.person->identity, candidate.person->birth);
    }
    people_.push_back(std::move(candidate));
  }

  /// Under the guard nobody else can register the same people meanwhile.
  void guard() {
    std::vector<std::string> values;
    for (const Candidate& c : people_) {
      if (c.sealed.resident_id_index) values.push_back(*c.sealed.resident_id_index);
      if (c.sealed.name_birth_index) values.push_back(*c.sealed.name_birth_index);
    }
    database::guard_identities(tx_, std::move(values));
  }

  void judge_codes() {
    std::vector<std::string> codes;
    for (const Candidate& c : people_) {
      if (!c.row.study_code.empty()) codes.push_back(c.row.study_code);
    }
    if (codes.empty()) return;
    const auto in_use = database::codes_in_use(tx_, codes);
    const std::set<std::string> taken(in_use.begin(), in_use.end());
    for (std::size_t i = 0; i < people_.size(); ++i) {
      const std::string& code = people_[i].row.study_code;
      if (taken.contains(code)) refuse(i, ErrorCode::code_taken, {{"field", "study_code"}, {"code", code}});
    }
  }

  void judge_doubles() {
    std::vector<std::string> indexes;
    for (const Candidate& c : people_) {
      if (!c.resident_id_index.empty()) indexes.push_back(c.resident_id_index);
    }
    if (indexes.empty()) return;
    std::map<std::string, std::string> known;
    for (auto& found : database::with_resident_ids(tx_, frame_.file.study, indexes)) {
      known[found.index] = std::move(found.study_code);
    }
    for (std::size_t i = 0; i < people_.size(); ++i) {
      const auto found = known.find(people_[i].resident_id_index);
      if (found == known.end()) continue;
      std::map<std::string, std::string> values = {{"field", "resident_id"}};
      if (!found->second.empty()) values["code"] = found->second;
      refuse(i, ErrorCode::participant_double, std::move(values));
    }
  }

  void make_codes() {
    const auto without = [](const Candidate& c) { return c.row.study_code.empty(); };
    const auto count = static_cast<std::size_t>(std::ranges::count_if(people_, without));
    if (count == 0) return;
    auto fresh = fresh_codes(tx_, house_.random, prefix_, kParticipantDigits, count);
    for (Candidate& c : people_) {
      if (!without(c)) continue;
      c.row.study_code = std::move(fresh.back());
      fresh.pop_back();
    }
  }

  WriteTransaction& tx_;
  House& house_;
  const Asked& asked_;
  const ImportFrame& frame_;
  std::vector<StagedRow>* rows_ = nullptr;
  std::string prefix_;
  std::vector<Candidate> people_;
};

}  // namespace

std::unique_ptr<ImportSlice> make_people_slice(WriteTransaction& tx, House& house, const Asked& asked,
                                               const ImportFrame& frame) {
  return std::make_unique<PeopleSlice>(tx, house, asked, frame);
}

std::unique_ptr<ImportSlice> make_slice(WriteTransaction& tx, House& house, const Asked& asked,
                                        const ImportFrame& frame) {
  const bool people = frame.file.kind == domain::ImportKind::participants;
  return people ? make_people_slice(tx, house, asked, frame) : make_tube_slice(tx, house, asked, frame);
}

}  // namespace frostkeep::services
