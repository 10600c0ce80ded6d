#include "services/accession_service.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "database/accession_records.hpp"
#include "database/people_records.hpp"
#include "database/sample_family_records.hpp"
#include "domain/code_text.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/fresh_codes.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::SampleId;
using domain::Violation;

/// Where our codes begin if the study's own code can't be their prefix.
constexpr const char* kOwnPrefix = "FK";

std::vector<std::string> distinct(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::erase(texts, std::string());
  return texts;
}

/// The violation with where it is: the row and the cell.
Violation placed(const AccessionOrder& order, std::size_t row, Violation violation) {
  const auto field = violation.values.find("field");
  const std::string name = field == violation.values.end() ? std::string() : field->second;
  if (order.single) {
    violation.values["pointer"] = order.pointer + name;
  } else {
    violation.values["row"] = std::to_string(row + 1);
    violation.values["pointer"] = order.pointer + std::to_string(row) + (name.empty() ? "" : "/" + name);
  }
  return violation;
}

/// code_taken for each code of these rows that names something already.
std::vector<Violation> taken_codes(const database::ReadTransaction& tx, const AccessionOrder& order,
                                   const std::vector<database::NewSample>& tubes) {
  std::vector<std::string> codes;
  for (const database::NewSample& tube : tubes) {
    if (!tube.sample.code.empty()) codes.push_back(tube.sample.code);
    codes.insert(codes.end(), tube.more_codes.begin(), tube.more_codes.end());
  }
  const auto in_use = codes.empty() ? std::vector<std::string>{} : database::codes_in_use(tx, codes);
  std::set<std::string> taken(in_use.begin(), in_use.end());
  // After an insert that was stopped half-way some of the codes are these tubes' own.
  for (const database::CodedTube& coded : database::tubes_by_code(tx, in_use)) {
    if (std::ranges::any_of(tubes, [&](const auto& t) { return t.sample.id == coded.id; })) taken.erase(coded.code);
  }
  std::vector<Violation> out;
  const auto judge = [&](std::size_t row, const std::string& code, const char* field) {
    if (!taken.count(code)) return;
    out.push_back(placed(order, row, {ErrorCode::code_taken, {{"code", code}, {"field", field}}}));
  };
  for (std::size_t i = 0; i < tubes.size(); ++i) {
    judge(i, tubes[i].sample.code, "code");
    for (const std::string& code : tubes[i].more_codes) judge(i, code, "codes");
  }
  return out;
}

std::string code_in(const std::string& text) {
  const auto code = domain::normalise_scanned_code(text);
  return code ? *code : std::string();
}

/// The codes of a row whose other cells are wrong: they are looked up all the same.
domain::CheckedTube codes_only(const domain::TubeEntry& entry) {
  domain::CheckedTube tube;
  tube.sample.code = code_in(entry.code);
  for (const std::string& code : entry.more_codes) tube.more_codes.push_back(code_in(code));
  std::erase(tube.more_codes, std::string());
  tube.parent = code_in(entry.parent);
  tube.participant = code_in(entry.participant);
  return tube;
}

/// One grid on its way from cells to rows of the database.
class Preparation {
 public:
  Preparation(WriteTransaction& tx, House& house, const Asked& asked, const AccessionOrder& order,
              const JudgeRow& judge)
      : tx_(tx), house_(house), asked_(asked), order_(order), judge_(judge) {}

  PreparedTubes run() {
    judge_order();
    judge_cells();
    judge_codes();
    find_parents();
    find_people();
    judge_rows();
    if (!violations_.empty()) {
      // Where nothing else is wrong the insert itself finds codes that are taken.
      for (Violation& violation : taken_codes(tx_, order_, out_.tubes)) violations_.push_back(std::move(violation));
      throw Refused(std::move(violations_));
    }
    for (database::NewSample& made : out_.tubes) {
      if (made.sample.sprec.empty()) domain::refresh_sprec(made.sample);
    }
    make_codes();
    return std::move(out_);
  }

 private:
  void refuse(std::size_t row, Violation violation) {
    violations_.push_back(placed(order_, row, std::move(violation)));
  }

  void refuse(std::size_t row, ErrorCode code, std::map<std::string, std::string> values) {
    refuse(row, Violation{code, std::move(values)});
  }

  void judge_order() {
    if (order_.rows.empty()) throw Refused(ErrorCode::field_missing, {{"field", "rows"}});
    if (order_.rows.size() > kMaxGridRows) {
      throw Refused(ErrorCode::field_too_long, {{"field", "rows"}, {"limit", std::to_string(kMaxGridRows)}});
    }
    site_ = order_.site ? order_.site : asked_.context.site;
    const auto study = database::find_study(tx_, order_.study);
    if (!site_) throw Refused(ErrorCode::field_missing, {{"field", "site"}});
    if (!study || study->retired || !asked_.scope.contains(site_, study->id)) throw Refused(ErrorCode::not_found);
    prefix_ = prefix_of(study->code, kOwnPrefix);
    next_id_ = tx_.next_ids(order_.rows.size());
  }

  void judge_cells() {
    for (std::size_t i = 0; i < order_.rows.size(); ++i) {
      auto checked = domain::check_tube(order_.rows[i], tx_.now());
      for (Violation& violation : checked.violations) refuse(i, std::move(violation));
      cells_.push_back(checked ? *checked : codes_only(order_.rows[i]));
      domain::CheckedTube& tube = cells_.back();
      tube.sample.study = order_.study;
      tube.sample.owner_site = site_;
      tube.sample.state = order_.state;
      tube.sample.version = 1;
      tube.sample.id = SampleId{next_id_++};
      for (domain::Warning& warning : tube.warnings) out_.warnings.push_back(std::move(warning));
      out_.tubes.push_back({tube.sample, tube.more_codes});
    }
  }

  void judge_codes() {
    std::set<std::string> seen;
    const auto judge = [&](std::size_t i, const std::string& code, const char* field) {
      if (code.empty() || seen.insert(code).second) return;
      refuse(i, ErrorCode::duplicate_in_request, {{"code", code}, {"field", field}});
    };
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      judge(i, cells_[i].sample.code, "code");
      for (const std::string& code : cells_[i].more_codes) judge(i, code, "codes");
    }
  }

  void judge_rows() {
    if (!judge_) return;
    std::vector<Violation> found;
    for (std::size_t i = 0; i < out_.tubes.size(); ++i) {
      judge_(i, out_.tubes[i], found);
      for (Violation& violation : found) refuse(i, std::move(violation));
      found.clear();
    }
  }

  /// Parents are locked, so that a correction of their donors waits or is waited for.
  void find_parents() {
    std::vector<std::string> codes;
    for (const auto& tube : cells_) codes.push_back(tube.parent);
    codes = distinct(std::move(codes));
    if (codes.empty()) return;
    std::map<std::string, SampleId> named;
    std::vector<SampleId> ids;
    for (const database::CodedTube& tube : database::tubes_by_code(tx_, codes))
      ids.push_back(named[tube.code] = tube.id);
    std::ranges::sort(ids);
    std::map<SampleId, LockedSample> parents;
    for (LockedSample& parent : database::lock_samples(tx_, ids)) {
      const domain::Sample& s = parent.sample;
      if (asked_.scope.contains(s.owner_site, s.study)) parents[s.id] = std::move(parent);
    }
    const auto donors = database::donors_of(tx_, ids);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].parent.empty()) continue;
      const auto found = named.find(cells_[i].parent);
      if (found == named.end() || !parents.count(found->second)) {
        refuse(i, ErrorCode::code_unknown, {{"code", cells_[i].parent}, {"field", "parent"}});
      } else {
        descend(i, parents.at(found->second).sample, donors.at(found->second));
      }
    }
  }

  void descend(std::size_t i, const domain::Sample& parent, const std::vector<domain::ParticipantId>& donors) {
    database::NewSample& made = out_.tubes[i];
    made.parents = {parent.id};
    made.donors = donors;
    made.sample.event = parent.event;
    if (!made.sample.collected_at) made.sample.collected_at = parent.collected_at;
    domain::inherit_sprec(made.sample, parent);
    const domain::Material* from = domain::find_material(parent.material);
    const domain::Material* to = domain::find_material(made.sample.material);
    if (from == nullptr || to == nullptr) return;
    if (!can_be_made_of(*to, *from)) {
      refuse(i, ErrorCode::material_not_derivable,
             {{"material", to->code}, {"parent", from->code}, {"field", "material"}});
    }
    if (order_.rows[i].kind.empty() && to->code != from->code) made.sample.kind = domain::SampleKind::derivative;
  }

  void find_people() {
    std::vector<std::string> codes;
    for (const auto& tube : cells_) codes.push_back(tube.participant);
    codes = distinct(std::move(codes));
    if (codes.empty()) return;
    std::map<std::string, database::EnrolledCode> people;
    std::vector<domain::EnrolmentId> enrolments;
    for (const auto& person : database::find_enrolled(tx_, order_.study, codes)) {
      people[person.study_code] = person;
      enrolments.push_back(person.enrolment);
    }
    const bool any_event = std::ranges::any_of(cells_, [](const auto& tube) { return !tube.event.empty(); });
    const auto events = any_event && !enrolments.empty()
                            ? database::find_events(tx_, enrolments)
                            : std::map<std::pair<domain::EnrolmentId, std::string>, domain::EventId>{};
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const domain::CheckedTube& tube = cells_[i];
      if (tube.participant.empty()) continue;
      const auto person = people.find(tube.participant);
      if (person == people.end()) {
        refuse(i, ErrorCode::code_unknown, {{"code", tube.participant}, {"field", "participant"}});
        continue;
      }
      attach(i, person->second);
      if (tube.event.empty()) continue;
      const auto event = events.find({person->second.enrolment, tube.event});
      if (event == events.end()) {
        refuse(i, ErrorCode::code_unknown, {{"code", tube.event}, {"field", "event"}});
      } else {
        out_.tubes[i].sample.event = event->second;
      }
    }
  }

  void attach(std::size_t i, const database::EnrolledCode& person) {
    auto& donors = out_.tubes[i].donors;
    const bool known = std::ranges::find(donors, person.participant) != donors.end();
    if (!out_.tubes[i].parents.empty() && !known) {
      refuse(i, ErrorCode::field_malformed, {{"field", "participant"}, {"value", person.study_code}});
    } else if (!known) {
      donors.push_back(person.participant);
    }
  }

  void make_codes() {
    const auto without = [](const database::NewSample& made) { return made.sample.code.empty(); };
    const auto count = static_cast<std::size_t>(std::ranges::count_if(out_.tubes, without));
    std::vector<std::string> fresh;
    if (count > 0) fresh = fresh_codes(tx_, house_.random, prefix_, kTubeDigits, count);
    for (database::NewSample& made : out_.tubes) {
      if (!without(made)) continue;
      made.sample.code = std::move(fresh.back());
      fresh.pop_back();
    }
  }

  WriteTransaction& tx_;
  House& house_;
  const Asked& asked_;
  const AccessionOrder& order_;
  const JudgeRow& judge_;
  domain::SiteId site_;
  std::string prefix_;
  std::uint64_t next_id_ = 0;
  std::vector<domain::CheckedTube> cells_;
  PreparedTubes out_;
  std::vector<Violation> violations_;
};

}  // namespace

PreparedTubes prepare_tubes(WriteTransaction& tx, House& house, const Asked& asked, const AccessionOrder& order,
                            const JudgeRow& judge) {
  return Preparation(tx, house, asked, order, judge).run();
}

void insert_prepared(WriteTransaction& tx, const AccessionOrder& order, PreparedTubes& prepared) {
  try {
    database::insert_samples(tx, prepared.tubes, {domain::Happening::registered});
  } catch (const Refused& refused) {
    if (refused.code() != ErrorCode::code_taken) throw;
    auto taken = taken_codes(tx, order, prepared.tubes);
    if (taken.empty()) throw;
    throw Refused(std::move(taken));
  }
}

AccessionView AccessionService::add(const Asked& asked, const AccessionOrder& order) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    PreparedTubes prepared = prepare_tubes(tx, house_, asked, order);
    insert_prepared(tx, order, prepared);
    AccessionView view;
    for (const database::NewSample& made : prepared.tubes) view.tubes.push_back(made.sample);
    view.warnings = std::move(prepared.warnings);
    return view;
  });
}

}  // namespace frostkeep::services
