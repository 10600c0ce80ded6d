#include "services/demo_visit.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "database/collection_records.hpp"
#include "database/participant_tables.hpp"
#include "database/thing_tables.hpp"
#include "domain/aliquot_rules.hpp"
#include "domain/code_text.hpp"
#include "domain/placement_rules.hpp"
#include "domain/reception_rules.hpp"
#include "services/identity_seal.hpp"

namespace frostkeep::services {
namespace {

using database::PastStep;
using database::ThingWithPast;
using domain::Happening;
using domain::SampleActivity;

// When things happen behind the visit's begin, and what share of the tubes has more of a past.
constexpr std::int64_t kToDraw = 10 * base::kMinute;
constexpr std::int64_t kToReception = 75 * base::kMinute;
constexpr std::int64_t kToDivision = 130 * base::kMinute;
constexpr std::int64_t kToFreezer = 170 * base::kMinute;
constexpr std::int64_t kToMove = 4 * base::kMinute;
constexpr std::int64_t kToCheckOut = base::kDay + 3 * base::kHour;
constexpr std::int64_t kToWithdrawal = base::kDay;
constexpr std::uint64_t kMovedOf = 50;
constexpr std::uint64_t kCheckedOutOf = 100;
constexpr std::int32_t kTransportTemperature = 4'000;
constexpr std::string_view kPurposes[] = {"storage", "research", "genetic", "sharing", "recontact"};

void must_hold(const std::vector<domain::Violation>& violations) {
  if (!violations.empty()) throw domain::Refused(violations);
}

/// One person's visit being told.
class Visit {
 public:
  Visit(CohortBatch& batch, database::WriteTransaction& tx, const House& house, const DemoHouse& demo, DemoStore& store,
        const PersonPlan& plan, base::Timestamp at)
      : batch_(batch),
        tx_(tx),
        house_(house),
        demo_(demo),
        store_(store),
        plan_(plan),
        study_(demo.studies[plan.study]),
        staff_(demo.staff[plan.site]),
        site_(demo.sites[plan.site]),
        at_(at) {}

  void tell(std::uint64_t seed, std::uint64_t first_tube) {
    random_ = base::SeededRandom(seed ^ (plan_.number + 1) * 0xD1B54A32D192ED03ULL);
    tell_person(invent_person(seed, plan_.number));
    tell_consent();
    tell_event();
    tell_tubes(first_tube);
  }

 private:
  PastStep step(Happening what, base::Timestamp at, domain::UserId actor,
                std::vector<domain::FieldChange> changes) const {
    return {what, at, std::move(changes), actor, site_, 0, {}};
  }
  ThingWithPast one_step(std::uint64_t id, PastStep only) const { return {id, {std::move(only)}}; }

  void tell_person(const InventedPerson& invented) {
    const auto checked = domain::check_person(invented.entry, base::date_of_days(at_.microseconds / base::kDay));
    must_hold(checked.violations);
    person_.id = domain::ParticipantId{tx_.next_id()};
    person_.sex = checked->sex;
    person_.birth = checked->birth;
    const std::string card = domain::make_code(study_.code, plan_.number + 1);
    batch_.cards.push_back({card, 0, domain::StreamKind::participant, person_.id.value});
    auto changes = database::changes_of(person_);
    changes.push_back(database::code_change(card, 0));
    batch_.participants.push_back(
        one_step(person_.id.value, step(Happening::registered, at_, staff_.coordinator, std::move(changes))));
    batch_.identities.push_back(
        one_step(person_.id.value,
                 step(Happening::registered, at_, staff_.coordinator,
                      database::changes_of(seal_identity(house_, person_.id, checked->identity, checked->birth)))));
    enrolment_ = {domain::EnrolmentId{tx_.next_id()}, 1, person_.id, study_.id, card, site_, at_};
    batch_.enrolments.push_back(one_step(
        enrolment_.id.value, step(Happening::enrolled, at_, staff_.coordinator, database::changes_of(enrolment_))));
    const database::DatedStratum stratum{tx_.next_id(), invented.stratum,
                                         base::date_of_days(at_.microseconds / base::kDay), "demo"};
    batch_.strata.push_back(one_step(
        stratum.id, step(Happening::stratified, at_, staff_.coordinator, database::changes_of(person_.id, stratum))));
  }

  void tell_consent() {
    domain::Consent consent;
    for (const std::string_view purpose : kPurposes) {
      const bool core = purpose == "storage" || purpose == "research";
      const database::GivenConsent answer{
          domain::ConsentId{tx_.next_id()},
          person_.id,
          study_.id,
          study_.form.id,
          {std::string(purpose), core || random_.below(10) > 0, at_, {}, study_.form.form_version}};
      consent.answers.push_back(answer.answer);
      batch_.answers.push_back(
          one_step(answer.id.value, step(Happening::consented, at_, staff_.coordinator, database::changes_of(answer))));
    }
    must_hold(domain::judge_consent(consent, domain::ConsentStep::collect, at_ + kToDraw).violations);
    begin_epoch(Happening::consented, at_, {});
    if (!plan_.withdrawal) return;
    const database::StoredWithdrawal withdrawal{
        tx_.next_id(), 0, {}, person_.id, {*plan_.withdrawal, at_ + kToWithdrawal}, false};
    batch_.withdrawals.push_back(one_step(withdrawal.id, step(Happening::consent_withdrawn, withdrawal.withdrawal.at,
                                                              staff_.coordinator, database::changes_of(withdrawal))));
    begin_epoch(Happening::consent_withdrawn, withdrawal.withdrawal.at, plan_.withdrawal);
  }

  void begin_epoch(Happening what, base::Timestamp at, std::optional<domain::WithdrawalLevel> level) {
    domain::Participant after = person_;
    ++after.consent_epoch;
    after.withdrawal = level;
    batch_.participants.back().steps.push_back(
        step(what, at, staff_.coordinator, database::changes_between(person_, after)));
    person_ = after;
  }

  void tell_event() {
    event_.id = domain::EventId{tx_.next_id()};
    event_.enrolment = enrolment_.id;
    event_.protocol = study_.protocol;
    event_.event_code = study_.event_code;
    event_.site = site_;
    event_.started_at = at_;
    ThingWithPast event =
        one_step(event_.id.value, step(Happening::registered, at_, staff_.technician, database::changes_of(event_)));
    event.steps.push_back(step(Happening::collected, at_ + 2 * kToDraw, staff_.technician,
                               database::closing_changes(event_, at_ + 2 * kToDraw)));
    batch_.events.push_back(std::move(event));
    reception_ = {domain::ReceptionId{tx_.next_id()}, site_, {}, {}, at_ + kToReception, kTransportTemperature, {}};
    batch_.receptions.push_back(one_step(
        reception_.id.value,
        step(Happening::received, reception_.received_at, staff_.technician, database::changes_of(reception_))));
  }

  /// Tubes of one parent are made at once, since their amounts come out of it together.
  void tell_tubes(std::uint64_t first_tube) {
    const auto& plan = study_.tubes;
    std::vector<std::vector<std::size_t>> children(plan.size());
    std::vector<domain::Sample> made(plan.size());
    for (std::size_t i = 0; i < plan.size(); ++i) {
      if (plan[i].parent) children[*plan[i].parent].push_back(i);
    }
    for (std::size_t i = 0; i < plan.size(); ++i) {
      domain::Sample& sample = made[i];
      const domain::Sample* parent = plan[i].parent ? &made[*plan[i].parent] : nullptr;
      const domain::Amount portion = sample.amount;
      sample = parent == nullptr ? drawn_sample(plan[i]) : child_sample(plan[i], *parent);
      if (parent != nullptr) sample.amount = portion;
      sample.code = domain::make_code("ZJ", first_tube + i);
      begin_tube(sample, parent);
      if (parent == nullptr) tell_draw(sample);
      if (children[i].empty()) {
        tell_storage(sample);
      } else {
        divide(sample, children[i], made);
      }
    }
  }

  domain::Sample drawn_sample(const domain::ExpectedTube& planned) {
    domain::Sample s;
    s.id = domain::SampleId{tx_.next_id()};
    s.study = study_.id;
    s.owner_site = site_;
    s.event = event_.id;
    s.kind = domain::SampleKind::primary;
    s.material = planned.material;
    s.tube = planned.container;
    s.role = planned.role;
    s.state = domain::SampleState::expected;
    amount_ = planned.amount;
    return s;
  }

  domain::Sample child_sample(const domain::ExpectedTube& planned, const domain::Sample& parent) {
    domain::Sample s = drawn_sample(planned);
    s.kind = planned.material == parent.material ? domain::SampleKind::aliquot : domain::SampleKind::derivative;
    s.state = domain::SampleState::in_process;
    s.collected_at = parent.collected_at;
    s.received_at = parent.received_at;
    if (planned.amount) {
      s.amount_text = planned.amount->text;
      s.amount_unit = planned.amount->unit;
    }
    return s;
  }

  void begin_tube(const domain::Sample& sample, const domain::Sample* parent) {
    database::NewSample fresh{sample, {}, {}, {person_.id}, {}, 0};
    if (parent != nullptr) fresh.parents = {parent->id};
    const Happening what = parent == nullptr ? Happening::registered : made_by(sample);
    batch_.samples.push_back(one_step(sample.id.value, step(what, parent == nullptr ? at_ : at_ + kToDivision,
                                                            staff_.technician, database::first_changes(fresh))));
    batch_.tubes.push_back(std::move(fresh));
  }

  static Happening made_by(const domain::Sample& child) {
    return child.kind == domain::SampleKind::derivative ? Happening::derived : Happening::aliquoted;
  }

  /// One more entry of the tube that was begun last.
  void change(domain::Sample& sample, const domain::Sample& after, Happening what, base::Timestamp at,
              domain::UserId actor, std::vector<domain::FieldChange> more = {}, std::uint64_t entry = 0) {
    auto changes = database::changes_between(sample, after);
    changes.insert(changes.end(), more.begin(), more.end());
    PastStep told = step(what, at, actor, std::move(changes));
    told.entry_id = entry;
    batch_.samples.back().steps.push_back(std::move(told));
    sample = after;
  }

  static domain::SampleState after_activity(const domain::Sample& sample, SampleActivity activity) {
    const auto state = domain::state_after(sample.state, activity);
    if (!state) throw domain::Refused(domain::ErrorCode::state_forbids, {{"code", sample.code}});
    return *state;
  }

  void tell_draw(domain::Sample& sample) {
    domain::Sample after = sample;
    after.state = after_activity(sample, SampleActivity::collect);
    after.collected_at = at_ + kToDraw;
    if (amount_) {
      after.amount = domain::amount_of(*amount_);
      after.amount_text = amount_->text;
      after.amount_unit = amount_->unit;
    }
    change(sample, after, Happening::collected, *after.collected_at, staff_.technician);
    must_hold(domain::judge_reception(sample, {}, reception_.received_at, reception_.temperature_mdeg_c).violations);
    after.state = after_activity(sample, SampleActivity::receive);
    after.received_at = reception_.received_at;
    change(sample, after, Happening::received, reception_.received_at, staff_.technician,
           {{database::SampleField::reception, {}, database::value_of(reception_.id)}});
  }

  void divide(domain::Sample& parent, const std::vector<std::size_t>& children, std::vector<domain::Sample>& made) {
    std::vector<domain::Portion> portions;
    bool derived = true;
    for (const std::size_t child : children) {
      const domain::ExpectedTube& planned = study_.tubes[child];
      portions.push_back({domain::find_material(planned.material), planned.amount});
      derived = derived && planned.material != parent.material;
    }
    const auto division = domain::divide(parent.amount, *domain::find_material(parent.material), portions, {});
    must_hold(division.violations);
    for (std::size_t i = 0; i < children.size(); ++i) made[children[i]].amount = division->parts[i];
    after_activity(parent, SampleActivity::aliquot);
    domain::Sample after = parent;
    after.state = domain::SampleState::depleted;
    if (after.amount.volume_nl) after.amount.volume_nl = 0;
    if (after.amount.mass_pg) after.amount.mass_pg = 0;
    if (after.amount.cells) after.amount.cells = 0;
    change(parent, after, derived ? Happening::derived : Happening::aliquoted, at_ + kToDivision, staff_.technician);
  }

  void tell_storage(domain::Sample& sample) {
    ++batch_.aliquots;
    const base::Timestamp at = at_ + kToFreezer + static_cast<std::int64_t>(batch_.aliquots % 60) * base::kSecond;
    const DemoStore::Cell cell =
        store_.next(tx_, plan_.site, sample.material, at_ + -base::kHour, staff_.keeper, batch_.containers);
    domain::PlacementFacts facts{*cell.box, std::to_string(cell.position)};
    facts.consent_withdrawn = false;
    must_hold(domain::judge_placement(sample, facts).violations);
    database::Placing placing{domain::OccupantKind::sample, sample.id.value, domain::rank::kSample, cell.box->id,
                              cell.box->type.rank,          cell.position,   tx_.next_id(),         at};
    const bool moved = random_.below(kMovedOf) == 0 && cell.position < cell.box->type.layout.cells();
    if (moved) ++placing.position;
    domain::Sample after = sample;
    after.state = after_activity(sample, SampleActivity::store);
    after.frozen_at = at;
    auto place = ref(placing);
    change(sample, after, Happening::placed, at, staff_.technician,
           {database::place_change(domain::kPlaceField, std::nullopt, place)}, placing.stay);
    if (moved) {
      const std::uint64_t entry = tx_.next_id();
      batch_.ended.push_back({placing, entry, at + kToMove});
      --placing.position;
      placing.stay = entry;
      placing.from = at + kToMove;
      change(sample, after, Happening::moved, placing.from, staff_.technician,
             {database::place_change(domain::kPlaceField, place, ref(placing))}, entry);
      place = ref(placing);
    }
    if (random_.below(kCheckedOutOf) > 0) {
      batch_.placings.push_back(placing);
      return;
    }
    const std::uint64_t entry = tx_.next_id();
    after.state = after_activity(sample, SampleActivity::check_out);
    change(sample, after, Happening::checked_out, at_ + kToCheckOut, staff_.keeper,
           {database::place_change(domain::kPlaceField, place, std::nullopt),
            database::place_change(domain::kKeptPlaceField, std::nullopt, place)},
           entry);
    batch_.ended.push_back({placing, entry, at_ + kToCheckOut});
    batch_.kept.push_back(placing);
  }

  static database::PlaceRef ref(const database::Placing& p) { return {p.container, p.position, p.stay}; }

  CohortBatch& batch_;
  database::WriteTransaction& tx_;
  const House& house_;
  const DemoHouse& demo_;
  DemoStore& store_;
  const PersonPlan& plan_;
  const DemoStudy& study_;
  const DemoStaff& staff_;
  const domain::SiteId site_;
  const base::Timestamp at_;
  base::SeededRandom random_{0};
  domain::Participant person_;
  database::Enrolment enrolment_;
  database::CollectionEvent event_;
  database::Reception reception_;
  std::optional<domain::Measure> amount_;
};

void sort_places(std::vector<database::Placing>& placings) {
  std::ranges::sort(placings, {}, [](const auto& p) { return std::pair(p.container, p.position); });
}

}  // namespace

PersonPlan plan_of(std::uint64_t seed, std::uint64_t number) {
  base::SeededRandom random(seed * 0xBF58476D1CE4E5B9ULL ^ number);
  PersonPlan plan{number, random.below(10) < 6 ? 0u : 1u, 0, {}};
  const std::uint64_t study = random.below(100);
  plan.study = study < 90 ? 0 : study < 95 ? 1 : 2;
  const std::uint64_t withdrawal = random.below(300);
  if (withdrawal < 3) plan.withdrawal = static_cast<domain::WithdrawalLevel>(withdrawal + 1);
  return plan;
}

std::vector<bool> kept_tubes(const std::vector<domain::ExpectedTube>& tubes) {
  std::vector<bool> kept(tubes.size(), true);
  for (const domain::ExpectedTube& tube : tubes) {
    if (tube.parent) kept[*tube.parent] = false;
  }
  return kept;
}

void add_person(CohortBatch& batch, database::WriteTransaction& tx, const House& house, const DemoHouse& demo,
                DemoStore& store, std::uint64_t seed, const PersonPlan& plan, std::uint64_t first_tube,
                base::Timestamp visit) {
  Visit(batch, tx, house, demo, store, plan, visit).tell(seed, first_tube);
}

std::uint64_t CohortBatch::write(database::WriteTransaction& tx) {
  std::uint64_t rows = 0;
  const auto write_things = [&](const database::ThingTable& table, std::vector<database::ThingWithPast>& things) {
    database::insert_with_past(tx, table, things);
    rows += things.size();
    for (const database::ThingWithPast& thing : things) rows += thing.steps.size();
  };
  cards.insert(cards.end(), containers.codes.begin(), containers.codes.end());
  placings.insert(placings.end(), containers.placings.begin(), containers.placings.end());
  ended.insert(ended.end(), containers.ended.begin(), containers.ended.end());
  sort_places(placings);
  database::insert_scan_codes(tx, cards);
  write_things(database::kParticipants, participants);
  write_things(database::kIdentities, identities);
  write_things(database::kEnrolments, enrolments);
  write_things(database::kStrata, strata);
  write_things(database::kConsents, answers);
  write_things(database::kWithdrawals, withdrawals);
  write_things(database::kCollectionEvents, events);
  write_things(database::kReceptions, receptions);
  write_things(database::kContainers, containers.things);
  database::insert_codes_of(tx, tubes);
  write_things(database::kSamples, samples);
  database::insert_family_of(tx, tubes);
  database::sit_down(tx, placings);
  database::insert_kept_places(tx, kept);
  database::insert_ended_stays(tx, ended);
  for (const database::NewSample& tube : tubes) rows += 1 + tube.parents.size() + tube.donors.size();
  return rows + cards.size() + 2 * placings.size() + kept.size() + ended.size();
}

}  // namespace frostkeep::services
