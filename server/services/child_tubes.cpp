#include "services/child_tubes.hpp"

#include <algorithm>
#include <set>

#include "base/invariant.hpp"
#include "database/people_records.hpp"
#include "domain/accession_rules.hpp"
#include "domain/code_text.hpp"
#include "domain/sprec_of_tube.hpp"
#include "services/fresh_codes.hpp"

namespace frostkeep::services {
namespace {

using database::NewSample;
using domain::ErrorCode;
using domain::Refused;
using domain::Sample;
using domain::Violation;

/// What a child has from its parent. What was done to the parent's tube (place, times in the freezer) isn't its.
Sample child_of(const Sample& parent) {
  Sample child;
  child.version = 1;
  child.study = parent.study;
  child.owner_site = parent.owner_site;
  child.event = parent.event;
  child.state = domain::SampleState::in_process;
  child.thaw_count = parent.thaw_count;
  child.collected_at = parent.collected_at;
  child.received_at = parent.received_at;
  child.mark = parent.mark;
  return child;
}

void add_child(const ChildOrder& order, const Sample& parent, const domain::CheckedTube& cells, ChildTubes& out) {
  const domain::Material* material = domain::find_material(cells.sample.material);
  domain::Portion portion{material, {}};
  if (!order.amount.empty()) portion.amount = *domain::parse_measure(order.amount);
  NewSample made{child_of(parent)};
  made.sample.code = cells.sample.code;
  made.sample.material = material->code;
  made.sample.kind = material->code == parent.material ? domain::SampleKind::aliquot : domain::SampleKind::derivative;
  made.sample.tube = cells.sample.tube;
  made.sample.role = cells.sample.role;
  made.sample.amount_text = cells.sample.amount_text;
  made.sample.amount_unit = cells.sample.amount_unit;
  domain::inherit_sprec(made.sample, parent);
  for (int i = 0; i < order.count; ++i) {
    out.tubes.push_back(made);
    out.portions.push_back(portion);
  }
}

}  // namespace

ChildTubes child_tubes(const std::vector<ChildOrder>& orders, const Sample& parent, base::Timestamp now) {
  ChildTubes out;
  std::vector<Violation> violations;
  std::set<std::string> codes;
  std::size_t total = 0;
  const auto refuse = [&](std::size_t row, Violation violation, const std::string& field) {
    violation.values["field"] = field;
    violation.values["row"] = std::to_string(row + 1);
    violation.values["pointer"] = "/children/" + std::to_string(row) + "/" + field;
    violations.push_back(std::move(violation));
  };
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const ChildOrder& order = orders[i];
    domain::TubeEntry entry;
    entry.code = order.code;
    entry.material = order.material.empty() ? parent.material : order.material;
    entry.amount = order.amount;
    entry.tube = order.tube;
    entry.role = order.role;
    const auto cells = domain::check_tube(entry, now);
    for (const Violation& violation : cells.violations) refuse(i, violation, violation.values.at("field"));
    total += static_cast<std::size_t>(std::max(order.count, 0));
    const bool countable = order.count >= 1 && (order.count == 1 || order.code.empty()) && total <= kMaxChildren;
    if (!countable) {
      const std::string limit = order.code.empty() ? "1–" + std::to_string(kMaxChildren) : "1";
      refuse(i, {ErrorCode::field_out_of_range, {{"limit", limit}}}, "count");
    }
    if (cells && !cells->sample.code.empty() && !codes.insert(cells->sample.code).second) {
      refuse(i, {ErrorCode::duplicate_in_request, {{"code", cells->sample.code}}}, "code");
    }
    if (cells && countable) add_child(order, parent, *cells, out);
  }
  if (orders.empty()) violations.push_back({ErrorCode::field_missing, {{"field", "children"}}});
  if (!violations.empty()) throw Refused(std::move(violations));
  return out;
}

PoolParts find_parts(const database::ReadTransaction& tx, const domain::Scope& scope,
                     const std::vector<PoolPart>& parts) {
  PoolParts out;
  std::vector<Violation> violations;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::map<std::string, std::string> where = {
        {"code", parts[i].code}, {"row", std::to_string(i + 1)}, {"pointer", "/parts/" + std::to_string(i) + "/code"}};
    const auto code = domain::normalise_scanned_code(parts[i].code);
    std::optional<domain::Measure> amount;
    if (!parts[i].amount.empty()) {
      auto measure = domain::parse_measure(parts[i].amount);
      for (Violation& violation : measure.violations) {
        violation.values["row"] = std::to_string(i + 1);
        violation.values["pointer"] = "/parts/" + std::to_string(i) + "/amount";
        violations.push_back(std::move(violation));
      }
      if (measure) amount = *measure;
    }
    try {
      if (!code) throw Refused(ErrorCode::code_malformed);
      const domain::SampleId id = tube_of_code(tx, scope, *code);
      if (std::ranges::find(out.ids, id) != out.ids.end()) throw Refused(ErrorCode::duplicate_in_request);
      out.ids.push_back(id);
      out.amounts.push_back(std::move(amount));
    } catch (const Refused& refused) {
      violations.push_back({refused.code(), where});
    }
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  return out;
}

ChildTubes pool_tube(const PoolOrder& order, const TubesInUse& in_use, base::Timestamp now) {
  const Sample& first = in_use.tubes.front().sample;
  ChildOrder child{order.code, order.material, {}, order.tube, order.role};
  ChildTubes pool = child_tubes({child}, first, now);
  NewSample& made = pool.tubes.front();
  made.sample.kind = domain::SampleKind::pool;
  std::set<domain::ParticipantId> donors;
  std::vector<Violation> violations;
  std::vector<const Sample*> mixed;
  for (const database::LockedSample& tube : in_use.tubes) {
    const Sample& s = tube.sample;
    mixed.push_back(&s);
    if (s.study != first.study)
      violations.push_back({ErrorCode::field_malformed, {{"field", "study"}, {"value", s.code}}});
    if (s.owner_site != first.owner_site) violations.push_back({ErrorCode::site_not_allowed, {{"code", s.code}}});
    if (!can_be_made_of(*pool.portions.front().material, *domain::find_material(s.material))) {
      violations.push_back(
          {ErrorCode::material_not_derivable, {{"material", made.sample.material}, {"parent", s.material}}});
    }
    made.parents.push_back(s.id);
    const auto& of_tube = in_use.donors.at(s.id);
    donors.insert(of_tube.begin(), of_tube.end());
    made.sample.thaw_count = std::max(made.sample.thaw_count, s.thaw_count);
    if (s.event != first.event) made.sample.event = {};
    if (s.collected_at != first.collected_at) made.sample.collected_at.reset();
    if (s.received_at != first.received_at) made.sample.received_at.reset();
    if (made.sample.mark.empty()) made.sample.mark = s.mark;
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  made.donors.assign(donors.begin(), donors.end());
  domain::mix_sprec(made.sample, mixed);
  return pool;
}

void pour_into(domain::Amount& pool, const domain::Amount& taken, bool first) {
  const auto add = [first](std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& part) {
    if (!part || (!sum && !first)) {
      sum.reset();
    } else {
      sum = sum.value_or(0) + *part;
    }
  };
  add(pool.volume_nl, taken.volume_nl);
  add(pool.mass_pg, taken.mass_pg);
  add(pool.cells, taken.cells);
}

void number_children(database::WriteTransaction& tx, House& house, ChildTubes& children) {
  const auto without = [](const NewSample& made) { return made.sample.code.empty(); };
  const auto count = static_cast<std::size_t>(std::ranges::count_if(children.tubes, without));
  std::vector<std::string> fresh;
  if (count > 0) {
    const auto study = database::find_study(tx, children.tubes.front().sample.study);
    FROSTKEEP_INVARIANT(study.has_value());
    fresh = fresh_codes(tx, house.random, prefix_of(study->code, "FK"), kTubeDigits, count);
  }
  std::uint64_t id = tx.next_ids(children.tubes.size());
  for (NewSample& made : children.tubes) {
    made.sample.id = domain::SampleId{id++};
    if (!without(made)) continue;
    made.sample.code = std::move(fresh.back());
    fresh.pop_back();
  }
}

std::vector<Violation> named(std::vector<Violation> violations, const std::string& code) {
  for (Violation& violation : violations) violation.values.emplace("code", code);
  return violations;
}

}  // namespace frostkeep::services
