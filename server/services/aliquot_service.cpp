#include "services/aliquot_service.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "database/thing_tables.hpp"
#include "domain/accession_rules.hpp"
#include "domain/aliquot_rules.hpp"
#include "services/child_tubes.hpp"
#include "services/sample_use.hpp"

namespace frostkeep::services {
namespace {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::SampleActivity;

std::optional<domain::Measure> measure_of(const std::string& text, const std::string& field) {
  if (text.empty()) return std::nullopt;
  auto measure = domain::parse_measure(text, field);
  if (!measure) throw Refused(std::move(measure.violations));
  return *measure;
}

/// Nothing is in it any more.
domain::Amount emptied(domain::Amount amount) {
  if (amount.volume_nl) amount.volume_nl = 0;
  if (amount.mass_pg) amount.mass_pg = 0;
  if (amount.cells) amount.cells = 0;
  return amount;
}

/// Whether the tube has to be thawed before anything can be taken from it.
bool is_frozen(const domain::Sample& sample) {
  return sample.state == domain::SampleState::stored && sample.frozen_at.has_value();
}

void count_thaw(domain::Sample& sample, std::vector<domain::Warning>& warnings) {
  const domain::Material* material = domain::find_material(sample.material);
  FROSTKEEP_INVARIANT(material != nullptr);
  const domain::ThawJudgement judgement = judge_thaw(*material, sample.thaw_count);
  if (!judgement.violations.empty()) throw Refused(named(judgement.violations, sample.code));
  ++sample.thaw_count;
  // What is said from here on is about the next time.
  for (domain::Warning& w : judge_thaw(*material, sample.thaw_count).warnings) {
    w.values.emplace("code", sample.code);
    warnings.push_back(std::move(w));
  }
}

/// Writes what became of a tube; a depleted one leaves its cell. Returns the entry's id.
std::uint64_t write_change(WriteTransaction& tx, const LockedSample& tube, domain::Sample& after,
                           domain::Happening what, base::Timestamp when) {
  const std::uint64_t entry = tx.next_id();
  std::vector<domain::FieldChange> changes = database::changes_between(tube.sample, after);
  if (after.state == domain::SampleState::depleted) {
    for (domain::FieldChange& change : leave_place(tx, tube, entry, when)) changes.push_back(std::move(change));
  }
  database::change_thing(tx, database::kSamples, {tube.head(), std::move(changes), entry}, {what, when});
  ++after.version;
  return entry;
}

void use_up(domain::Sample& sample) {
  sample.amount = emptied(sample.amount);
  sample.state = domain::SampleState::depleted;
}

}  // namespace

AliquotView AliquotService::aliquot(const Asked& asked, const AliquotOrder& order) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const base::Timestamp when = time_of(tx, order.happened_at);
    const TubesInUse in_use = lock_tubes(tx, asked.scope, {order.parent}, SampleActivity::aliquot);
    const LockedSample& tube = in_use.tubes.front();
    AliquotView view;
    view.parent = tube.sample;
    view.warnings = in_use.warnings;
    if (order.thawed.value_or(is_frozen(tube.sample))) count_thaw(view.parent, view.warnings);
    ChildTubes children = child_tubes(order.children, view.parent, tx.now());
    const domain::Material& material = *domain::find_material(tube.sample.material);
    const auto division =
        domain::divide(tube.sample.amount, material, children.portions, measure_of(order.taken, "taken"));
    if (!division) throw Refused(named(division.violations, tube.sample.code));
    view.parent.amount = division->left;
    if (order.used_up) use_up(view.parent);
    for (std::size_t i = 0; i < children.tubes.size(); ++i) {
      database::NewSample& child = children.tubes[i];
      child.sample.amount = division->parts[i];
      child.parents = {tube.sample.id};
      child.donors = in_use.donors.at(tube.sample.id);
    }
    number_children(tx, house_, children);
    const bool derived = std::ranges::all_of(
        children.tubes, [](const auto& c) { return c.sample.kind == domain::SampleKind::derivative; });
    const domain::Happening what = derived ? domain::Happening::derived : domain::Happening::aliquoted;
    view.entry_id = write_change(tx, tube, view.parent, what, when);
    database::insert_samples(tx, children.tubes, {what, when});
    for (const database::NewSample& child : children.tubes) view.children.push_back(child.sample);
    return view;
  });
}

TubeView AliquotService::draw(const Asked& asked, const DrawOrder& order) {
  const auto wanted = measure_of(order.amount, "amount");
  if (!wanted && !order.used_up) throw Refused(ErrorCode::field_missing, {{"field", "amount"}});
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const base::Timestamp when = time_of(tx, order.happened_at);
    const TubesInUse in_use = lock_tubes(tx, asked.scope, {order.sample}, SampleActivity::draw);
    const LockedSample& tube = in_use.tubes.front();
    TubeView view;
    view.sample = tube.sample;
    view.warnings = in_use.warnings;
    view.taken = tube.sample.amount;
    if (wanted) {
      const auto draw = domain::draw(tube.sample.amount, *wanted);
      if (!draw) throw Refused(named(draw.violations, tube.sample.code));
      view.sample.amount = draw->left;
      view.taken = draw->taken;
    }
    if (order.used_up) use_up(view.sample);
    view.entry_id = write_change(tx, tube, view.sample, domain::Happening::drawn, when);
    return view;
  });
}

TubeView AliquotService::thaw(const Asked& asked, domain::SampleId id, std::optional<base::Timestamp> happened_at) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const base::Timestamp when = time_of(tx, happened_at);
    const TubesInUse in_use = lock_tubes(tx, asked.scope, {id}, SampleActivity::thaw);
    TubeView view;
    view.sample = in_use.tubes.front().sample;
    count_thaw(view.sample, view.warnings);
    view.entry_id = write_change(tx, in_use.tubes.front(), view.sample, domain::Happening::thawed, when);
    return view;
  });
}

AliquotView AliquotService::pool(const Asked& asked, const PoolOrder& order) {
  if (order.parts.size() < 2) throw Refused(ErrorCode::field_missing, {{"field", "parts"}});
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const base::Timestamp when = time_of(tx, order.happened_at);
    const PoolParts parts = find_parts(tx, asked.scope, order.parts);
    const TubesInUse in_use = lock_tubes(tx, asked.scope, parts.ids, SampleActivity::pool);
    AliquotView view;
    view.warnings = in_use.warnings;
    ChildTubes pool = pool_tube(order, in_use, tx.now());
    database::NewSample& made = pool.tubes.front();
    for (std::size_t i = 0; i < parts.ids.size(); ++i) {
      const LockedSample& tube = in_use.tube(parts.ids[i]);
      domain::Sample after = tube.sample;
      domain::Amount taken = tube.sample.amount;
      if (parts.amounts[i]) {
        const auto draw = domain::draw(tube.sample.amount, *parts.amounts[i]);
        if (!draw) throw Refused(named(draw.violations, tube.sample.code));
        after.amount = draw->left;
        taken = draw->taken;
      } else {
        use_up(after);
      }
      pour_into(made.sample.amount, taken, i == 0);
      write_change(tx, tube, after, domain::Happening::pooled, when);
    }
    number_children(tx, house_, pool);
    database::insert_samples(tx, pool.tubes, {domain::Happening::pooled, when});
    view.children.push_back(made.sample);
    view.entry_id = made.entry_id;
    view.parent = in_use.tube(parts.ids.front()).sample;
    return view;
  });
}

}  // namespace frostkeep::services
