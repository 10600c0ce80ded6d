#include "services/reception_service.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "database/people_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/code_text.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/placement_offer.hpp"

namespace frostkeep::services {
namespace {

using database::Changes;
using database::LockedSample;
using database::ReadTransaction;
using database::SampleField;
using database::value_of;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::Refused;
using domain::SampleState;

/// Changes that go in one statement: the same columns, the same kind of entry, the same reason.
struct Group {
  std::vector<std::uint16_t> fields;
  bool rejected = false;
  std::string reason;
  auto operator<=>(const Group&) const = default;
};

class Taking {
 public:
  Taking(WriteTransaction& tx, const Asked& asked, const ReceptionOrder& order, const database::Reception& reception)
      : tx_(tx), asked_(asked), order_(order) {
    view_.reception = reception;
  }

  ReceptionView run() {
    std::vector<ReceivedTube> tubes = order_.tubes;
    add_contents_of_box(tubes);
    read_codes(tubes);
    std::vector<domain::SampleId> ids;
    for (const auto& [code, id] : ids_) ids.push_back(id);
    std::ranges::sort(ids);
    for (LockedSample& locked : database::lock_samples(tx_, ids)) locked_[locked.sample.id] = std::move(locked);
    for (std::size_t i = 0; i < tubes.size(); ++i) judge(i, tubes[i]);
    offer_places();
    if (view_.received + view_.rejected == 0) return std::move(view_);
    database::insert_reception(tx_, view_.reception);
    for (auto& [group, changes] : groups_) {
      database::change_things(
          tx_, database::kSamples, changes,
          {group.rejected ? Happening::rejected : Happening::received, view_.reception.received_at, 0, group.reason});
    }
    return std::move(view_);
  }

 private:
  void add_contents_of_box(std::vector<ReceivedTube>& tubes) {
    if (!view_.reception.container) return;
    std::set<std::string> told;
    for (const ReceivedTube& tube : tubes) told.insert(tube.code);
    for (std::string& code : database::tube_codes_in(tx_, view_.reception.container)) {
      if (!told.contains(code)) tubes.push_back({std::move(code), {}});
    }
  }

  void read_codes(const std::vector<ReceivedTube>& tubes) {
    if (tubes.empty()) throw Refused(ErrorCode::field_missing, {{"field", "code"}});
    if (tubes.size() > kMaxTubesReceived) {
      throw Refused(ErrorCode::body_too_large, {{"limit", std::to_string(kMaxTubesReceived)}});
    }
    for (const ReceivedTube& tube : tubes) codes_.push_back(tube.code);
    ids_ = database::samples_by_code(tx_, codes_);
  }

  void judge(std::size_t index, const ReceivedTube& tube) {
    ReceptionRow row;
    row.code = tube.code;
    const std::map<std::string, std::string> values = {{"code", tube.code}, {"row", std::to_string(index + 1)}};
    const auto id = ids_.find(tube.code);
    const auto locked = id == ids_.end() ? locked_.end() : locked_.find(id->second);
    // In transit both ends see a tube, so its study alone decides who may take it over.
    const bool visible = locked != locked_.end() && asked_.scope.contains({}, locked->second.sample.study);
    if (!visible) {
      row.violations.push_back({ErrorCode::code_unknown, values});
    } else if (ids_.count(tube.code) > 1) {
      row.violations.push_back({ErrorCode::code_ambiguous, values});
    } else if (!seen_.insert(locked->first).second) {
      row.violations.push_back({ErrorCode::duplicate_in_request, values});
    } else {
      judge_tube(locked->second, tube.seen, row);
    }
    if (!row.violations.empty()) {
      row.outcome = "refused";
      ++view_.refused;
    }
    view_.rows.push_back(std::move(row));
  }

  void offer_places() {
    const auto amiss = static_cast<std::size_t>(
        std::ranges::count_if(view_.rows, [](const ReceptionRow& row) { return row.outcome != "received"; }));
    const auto places = offered_places(tx_, view_.reception.site, domain::ContainerPurpose::problem, amiss);
    auto place = places.begin();
    for (ReceptionRow& row : view_.rows) {
      if (row.outcome == "received" || place == places.end()) continue;
      row.offered_container = place->container.code;
      row.offered_position = place->position;
      ++place;
    }
  }

  void judge_tube(const LockedSample& locked, const domain::TubeSeen& seen, ReceptionRow& row) {
    const domain::Sample& before = locked.sample;
    auto judged =
        domain::judge_reception(before, seen, view_.reception.received_at, view_.reception.temperature_mdeg_c);
    row.sample = before.id;
    row.material = before.material;
    row.state = to_text(before.state);
    row.mark = before.mark;
    row.warnings = std::move(judged.warnings);
    row.violations = std::move(judged.violations);
    if (!row.violations.empty()) return;
    const std::string mark = domain::mark_of(seen);
    row.outcome = seen.rejected ? "rejected" : "received";
    row.state = to_text(SampleState::received);
    // What was marked at the chair stays: the mark of the draw and that of the arrival are both true.
    row.mark = mark.empty() || before.mark.empty() ? before.mark + mark : joined(mark, before.mark);
    ++(seen.rejected ? view_.rejected : view_.received);
    domain::Sample after = before;
    after.state = SampleState::received;
    domain::refresh_sprec(after);
    Changes changes;
    changes.change(SampleField::owner_site, value_of(before.owner_site), value_of(view_.reception.site))
        .change(SampleField::state, value_of(static_cast<int>(before.state)),
                value_of(static_cast<int>(SampleState::received)))
        .change(SampleField::received_at, value_of(before.received_at), value_of(view_.reception.received_at))
        .change(SampleField::mark, value_of(before.mark), value_of(row.mark))
        .change(SampleField::sprec, value_of(before.sprec), value_of(after.sprec))
        .change(SampleField::sprec_version, value_of(before.sprec_version), value_of(after.sprec_version))
        .set(SampleField::reception, value_of(view_.reception.id));
    database::ThingChange change{locked.head(), changes.take()};
    Group group{{}, seen.rejected, seen.reason};
    for (const domain::FieldChange& c : change.changes) group.fields.push_back(c.field);
    groups_[group].push_back(std::move(change));
  }

  static std::string joined(const std::string& mark, const std::string& earlier) {
    std::string all = mark;
    for (const std::string_view condition : base::split(earlier, ',')) {
      const auto parts = base::split(mark, ',');
      const bool new_one = std::ranges::find(parts, condition) == parts.end();
      if (new_one && all.size() + 1 + condition.size() <= domain::kMaxMark) all.append(",").append(condition);
    }
    return all;
  }

  WriteTransaction& tx_;
  const Asked& asked_;
  const ReceptionOrder& order_;
  ReceptionView view_;
  std::vector<std::string> codes_;
  std::multimap<std::string, domain::SampleId> ids_;
  std::map<domain::SampleId, LockedSample> locked_;
  std::set<domain::SampleId> seen_;
  std::map<Group, std::vector<database::ThingChange>> groups_;
};

domain::ContainerId find_box(const ReadTransaction& tx, const Asked& asked, const std::string& code) {
  for (const database::ScannedThing& thing : database::find_by_code(tx, code)) {
    if (thing.kind == domain::StreamKind::container && !asked.scope.is_empty()) return domain::ContainerId{thing.id};
  }
  throw Refused(ErrorCode::code_unknown, {{"code", code}});
}

std::string clean(const std::string& scanned, std::size_t row) {
  auto code = domain::normalise_scanned_code(scanned);
  if (code) return *code;
  for (domain::Violation& violation : code.violations) violation.values["row"] = std::to_string(row);
  throw Refused(std::move(code.violations));
}

}  // namespace

ReceptionView ReceptionService::receive(const Asked& asked, const ReceptionOrder& order) {
  if (!asked.context.site || !asked.scope.contains_site(asked.context.site)) throw Refused(ErrorCode::not_found);
  const base::Timestamp at = order.received_at.value_or(asked.context.now);
  if (at > asked.context.now) {
    throw Refused(ErrorCode::field_out_of_range,
                  {{"field", "received_at"}, {"limit", "≤ " + base::to_text(asked.context.now)}});
  }
  ReceptionOrder tidy = order;
  for (std::size_t i = 0; i < tidy.tubes.size(); ++i) tidy.tubes[i].code = clean(tidy.tubes[i].code, i + 1);
  if (!tidy.box.empty()) tidy.box = clean(tidy.box, 1);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    database::Reception reception{domain::ReceptionId{tx.next_id()}, asked.context.site, order.from_site, {}, at,
                                  order.temperature_mdeg_c,          order.note};
    if (!tidy.box.empty()) reception.container = find_box(tx, asked, tidy.box);
    return Taking(tx, asked, tidy, reception).run();
  });
}

}  // namespace frostkeep::services
