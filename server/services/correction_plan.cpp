#include "services/correction_plan.hpp"

#include <algorithm>
#include <map>

#include "database/accession_records.hpp"
#include "database/ledger_records.hpp"
#include "database/participant_records.hpp"
#include "database/processing_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/accession_rules.hpp"
#include "domain/code_text.hpp"
#include "domain/material.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::services {

using database::LockedSample;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::ParticipantId;
using domain::Refused;
using domain::Sample;
using domain::SampleId;

namespace {

// More entries than any tube has.
constexpr std::uint32_t kWholeStream = 10'000;

/// The entry that a correction strikes.
std::uint64_t struck_entry(const WriteTransaction& tx, const Correction& correction,
                           const std::vector<domain::FieldChange>& changes, bool swap) {
  // Of a swap it is the code that was told wrongly; place and state were right for the physical tube.
  std::set<std::uint16_t> touched;
  if (swap) touched.insert(database::SampleField::code);
  for (const domain::FieldChange& change : changes) {
    if (!swap) touched.insert(change.field);
  }
  const auto stream = database::read_stream(tx, domain::StreamKind::sample, correction.after.id.value, 0, kWholeStream);
  for (auto stored = stream.rbegin(); stored != stream.rend(); ++stored) {
    for (const domain::FieldChange& change : domain::decode_changes(stored->entry.payload)) {
      if (touched.count(change.field)) return stored->entry.entry_id;
    }
  }
  return 0;
}

std::uint64_t told_entry(const WriteTransaction& tx, domain::EntryId id, SampleId sample) {
  const auto stored = database::read_entry(tx, id);
  const bool of_it =
      stored && stored->entry.stream_kind == domain::StreamKind::sample && stored->entry.stream_id == sample.value;
  if (!of_it) throw Refused(ErrorCode::undo_not_possible);
  return id.value;
}

void read_time(const WriteTransaction& tx, const std::optional<std::optional<base::Timestamp>>& told,
               const std::string& field, std::optional<base::Timestamp>& to) {
  if (!told) return;
  if (*told) {
    if (auto future = domain::judge_event_time(**told, tx.now(), field)) {
      throw Refused(std::vector<domain::Violation>{std::move(*future)});
    }
  }
  to = *told;
}

[[noreturn]] void malformed(const std::string& field, const std::string& value) {
  throw Refused(ErrorCode::field_malformed, {{"field", field}, {"value", value}});
}

/// The tube as the order says it is.
Sample corrected(const WriteTransaction& tx, const Sample& before, const CorrectionOrder& order) {
  Sample after = before;
  if (order.amount) {
    auto measure = domain::parse_measure(*order.amount);
    if (!measure) throw Refused(std::move(measure.violations));
    after.amount = domain::amount_of(*measure);
    after.amount_text = measure->text;
    after.amount_unit = measure->unit;
  }
  if (order.material) {
    const domain::Material* material = domain::read_material(*order.material);
    if (material == nullptr) malformed("material", *order.material);
    after.material = material->code;
  }
  if (order.mark) {
    if (!order.mark->empty() && !domain::reference_table("conditions").find(*order.mark))
      malformed("mark", *order.mark);
    after.mark = *order.mark;
  }
  read_time(tx, order.collected_at, "collected_at", after.collected_at);
  read_time(tx, order.received_at, "received_at", after.received_at);
  read_time(tx, order.frozen_at, "frozen_at", after.frozen_at);
  for (const auto& [field, when] : {std::pair{"received_at", after.received_at}, {"frozen_at", after.frozen_at}}) {
    if (after.collected_at && when && *when < *after.collected_at) {
      throw Refused(ErrorCode::field_out_of_range,
                    {{"field", field}, {"limit", "≥ " + base::to_text(*after.collected_at)}});
    }
  }
  return after;
}

/// Derives the SPREC of each tube anew from what is now known to be right.
void derive_anew(const WriteTransaction& tx, std::vector<Correction>& corrections) {
  std::vector<SampleId> ids;
  for (const Correction& correction : corrections) ids.push_back(correction.after.id);
  const auto histories = database::histories_of(tx, ids);
  for (Correction& correction : corrections) domain::derive_sprec(correction.after, histories.at(correction.after.id));
}

/// A descendant gets the right value where it has the wrong one from the tube.
Sample inherited(const Sample& child, const Sample& was, const Sample& is) {
  Sample after = child;
  if (child.material == was.material) after.material = is.material;
  if (child.collected_at == was.collected_at) after.collected_at = is.collected_at;
  if (child.received_at == was.received_at) after.received_at = is.received_at;
  if (child.mark == was.mark) after.mark = is.mark;
  return after;
}

/// Every tube of the family must still be able to come out of its parent.
void judge_materials(const WriteTransaction& tx, const Family& family, const std::vector<Correction>& corrections) {
  std::map<SampleId, std::string> materials;
  for (const LockedSample& tube : family.tubes) materials[tube.sample.id] = tube.sample.material;
  for (const Correction& correction : corrections) materials[correction.after.id] = correction.after.material;
  std::vector<database::ParentLink> links = family.links;
  for (const database::Relative& parent : database::parents_of(tx, family.tubes.front().sample.id)) {
    materials.emplace(parent.id, parent.material);
    links.push_back({family.tubes.front().sample.id, parent.id});
  }
  std::vector<domain::Violation> violations;
  for (const database::ParentLink& link : links) {
    const auto child = materials.find(link.sample);
    const auto parent = materials.find(link.parent);
    if (child == materials.end() || parent == materials.end()) continue;
    if (can_be_made_of(*domain::find_material(child->second), *domain::find_material(parent->second))) continue;
    violations.push_back(
        {ErrorCode::material_not_derivable, {{"material", child->second}, {"parent", parent->second}}});
  }
  if (!violations.empty()) throw Refused(std::move(violations));
}

/// Donors of each descendant anew: the union of its parents'. Parents outside the family keep theirs.
database::DonorsOfSamples donors_anew(const WriteTransaction& tx, const Family& family, ParticipantId donor) {
  std::vector<SampleId> below;
  for (std::size_t i = 1; i < family.tubes.size(); ++i) below.push_back(family.tubes[i].sample.id);
  const std::set<SampleId> open_at_first(below.begin(), below.end());
  const auto links = below.empty() ? std::vector<database::ParentLink>{} : database::parent_links(tx, below);
  std::vector<SampleId> outside;
  for (const database::ParentLink& link : links) {
    if (link.parent != family.tubes.front().sample.id && !open_at_first.count(link.parent))
      outside.push_back(link.parent);
  }
  database::DonorsOfSamples donors;
  if (!outside.empty()) donors = database::donors_of(tx, outside);
  donors[family.tubes.front().sample.id] = {donor};
  std::set<SampleId> open = open_at_first;
  while (!open.empty()) {
    for (auto tube = open.begin(); tube != open.end();) {
      std::set<ParticipantId> of_tube;
      bool known = true;
      for (const database::ParentLink& link : links) {
        if (link.sample != *tube) continue;
        known = known && !open.count(link.parent);
        if (known) of_tube.insert(donors[link.parent].begin(), donors[link.parent].end());
      }
      if (known) donors[*tube].assign(of_tube.begin(), of_tube.end());
      tube = known ? open.erase(tube) : std::next(tube);
    }
  }
  return donors;
}

}  // namespace

Family lock_family(WriteTransaction& tx, const domain::Scope& scope, SampleId id, bool alone) {
  Family family;
  if (!alone) family.links = database::links_below(tx, id);
  std::set<SampleId> ids = {id};
  for (const database::ParentLink& link : family.links) ids.insert(link.sample);
  family.tubes = database::lock_samples(tx, std::vector<SampleId>(ids.begin(), ids.end()));
  std::stable_partition(family.tubes.begin(), family.tubes.end(),
                        [&](const LockedSample& tube) { return tube.sample.id == id; });
  if (family.tubes.empty() || family.tubes.front().sample.id != id) throw Refused(ErrorCode::not_found);
  const Sample& tube = family.tubes.front().sample;
  if (!scope.contains(tube.owner_site, tube.study)) throw Refused(ErrorCode::not_found);
  const bool grew = !alone && database::links_below(tx, id).size() != family.links.size();
  if (grew) throw Refused(ErrorCode::busy_try_again);
  return family;
}

std::vector<Correction> correct_facts(WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order) {
  const Family family = lock_family(tx, asked.scope, order.sample, order.only_this);
  const LockedSample& tube = family.tubes.front();
  std::vector<Correction> corrections = {{tube, corrected(tx, tube.sample, order)}};
  for (std::size_t i = 1; i < family.tubes.size(); ++i) {
    Sample after = inherited(family.tubes[i].sample, tube.sample, corrections.front().after);
    if (database::changes_between(family.tubes[i].sample, after).empty()) continue;
    corrections.push_back({family.tubes[i], std::move(after)});
  }
  judge_materials(tx, family, corrections);
  derive_anew(tx, corrections);
  return corrections;
}

std::vector<Correction> correct_donor(WriteTransaction& tx, const Asked& asked, const CorrectionOrder& order) {
  const auto seen = database::find_sample(tx, order.sample);
  if (!seen || !asked.scope.contains(seen->sample.owner_site, seen->sample.study)) throw Refused(ErrorCode::not_found);
  const auto code = domain::normalise_scanned_code(order.participant);
  const std::vector<std::string> wanted = {code ? *code : order.participant};
  const auto people = database::find_enrolled(tx, seen->sample.study, wanted);
  if (people.empty()) throw Refused(ErrorCode::code_unknown, {{"code", order.participant}, {"field", "participant"}});
  domain::EventId event;
  if (!order.event.empty()) {
    const auto events = database::find_events(tx, std::vector{people.front().enrolment});
    const auto found = events.find({people.front().enrolment, order.event});
    if (found == events.end()) throw Refused(ErrorCode::code_unknown, {{"code", order.event}, {"field", "event"}});
    event = found->second;
  }
  std::vector<ParticipantId> locked = database::donors_of(tx, order.sample);
  locked.push_back(people.front().participant);
  database::lock_participants(tx, locked);
  const Family family = lock_family(tx, asked.scope, order.sample, false);
  const LockedSample& tube = family.tubes.front();
  // Whose material a tube of a tube is follows from its parents; it is the first of them that is wrong.
  const auto parents = database::parents_of(tx, order.sample);
  if (!parents.empty()) malformed("participant", parents.front().code);
  std::vector<SampleId> ids;
  for (const LockedSample& member : family.tubes) ids.push_back(member.sample.id);
  const auto before = database::donors_of(tx, ids);
  const auto after = donors_anew(tx, family, people.front().participant);
  std::vector<Correction> corrections;
  for (const LockedSample& member : family.tubes) {
    Correction correction{member, member.sample};
    if (member.sample.event == tube.sample.event) correction.after.event = event;
    correction.more =
        database::change_donors(tx, member.sample.id, before.at(member.sample.id), after.at(member.sample.id));
    corrections.push_back(std::move(correction));
  }
  return corrections;
}

void write_corrections(WriteTransaction& tx, std::vector<Correction>& corrections, const CorrectionOrder& order) {
  const bool swap = !order.swap_with.empty();
  using Group = std::pair<std::uint64_t, std::vector<std::uint16_t>>;
  std::map<Group, std::vector<database::ThingChange>> groups;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    Correction& c = corrections[i];
    if (c.entry == 0) c.entry = tx.next_id();
    std::vector<domain::FieldChange> changes = database::changes_between(c.before.sample, c.after);
    std::vector<std::uint16_t> columns;
    for (const domain::FieldChange& change : changes) columns.push_back(change.field);
    changes.insert(changes.end(), c.more.begin(), c.more.end());
    if (i == 0 && order.corrects) {
      c.corrects = told_entry(tx, order.corrects, c.after.id);
    } else if (i == 0 || swap) {
      c.corrects = struck_entry(tx, c, changes, swap);
    }
    groups[{c.corrects, columns}].push_back({c.before.head(), std::move(changes), c.entry});
  }
  const domain::Happening what = swap ? domain::Happening::swapped : domain::Happening::corrected;
  for (auto& [group, changes] : groups) {
    database::change_things(tx, database::kSamples, changes, {what, {}, group.first});
  }
}

}  // namespace frostkeep::services
