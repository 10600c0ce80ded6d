#include "services/participant_service.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/fresh_codes.hpp"
#include "services/identity_seal.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::Happening;
using domain::Participant;
using domain::ParticipantId;
using domain::Refused;

constexpr std::string_view kZoneIfNone = "Asia/Shanghai";

base::Date today_at(const ReadTransaction& tx, domain::SiteId site, base::Timestamp now) {
  const auto found = database::find_site(tx, site);
  return base::local_date(now, found ? found->zone : std::string(kZoneIfNone));
}

void need_reason(const Asked& asked) {
  if (base::trim(asked.context.reason).empty()) throw Refused(ErrorCode::reason_missing, {{"field", "reason"}});
}

domain::CheckedPerson checked(const domain::PersonEntry& entry, const base::Date& today) {
  auto person = domain::check_person(entry, today);
  if (!person) throw Refused(std::move(person.violations));
  return *person;
}

std::vector<std::string> known_fields(const std::optional<database::SealedIdentity>& sealed) {
  std::vector<std::string> known;
  if (!sealed) return known;
  if (sealed->name) known.emplace_back("name");
  if (sealed->resident_id) known.emplace_back("resident_id");
  if (sealed->phone) known.emplace_back("phone");
  if (sealed->address) known.emplace_back("address");
  return known;
}

void check_since(const base::Date& since, const base::Date& today) {
  if (base::is_valid(since) && since <= today) return;
  throw Refused(ErrorCode::field_out_of_range, {{"field", "valid_from"}, {"limit", "≤ " + base::to_text(today)}});
}

}  // namespace

database::Study ParticipantService::open_study(const ReadTransaction& tx, const domain::Scope& scope,
                                               domain::SiteId site, domain::StudyId study) const {
  const auto found = database::find_study(tx, study);
  if (!found || found->retired || !scope.contains(site, study) || !database::find_site(tx, site)) {
    throw Refused(ErrorCode::not_found, {{"field", "study"}});
  }
  return *found;
}

std::string ParticipantService::code_for(const ReadTransaction& tx, domain::StudyId study) const {
  const auto found = database::find_study(tx, study);
  return fresh_codes(tx, house_.random, prefix_of(found->code, "P"), kParticipantDigits, 1).front();
}

/// Under the guard of both values nobody else can register them meanwhile.
std::vector<domain::Warning> ParticipantService::look_for_doubles(WriteTransaction& tx, const Asked& asked,
                                                                  const database::SealedIdentity& sealed,
                                                                  bool although_double) const {
  database::guard_identity(tx, sealed);
  const auto visible_code = [&](ParticipantId id) {
    for (const auto& e : database::enrolments_of(tx, id)) {
      if (asked.scope.contains({}, e.study)) return e.study_code;
    }
    return std::string();
  };
  std::vector<ParticipantId> same;
  if (sealed.resident_id_index) same = database::with_resident_id(tx, *sealed.resident_id_index);
  std::erase(same, sealed.id);
  if (!same.empty() && !although_double) {
    std::map<std::string, std::string> values = {{"field", "resident_id"}};
    values["code"] = visible_code(same.front());
    if (!values["code"].empty()) values["participant_id"] = same.front().text();
    throw Refused(ErrorCode::participant_double, std::move(values));
  }
  std::vector<ParticipantId> similar = same;
  if (sealed.name_birth_index) {
    for (const ParticipantId id : database::with_name_and_birth(tx, *sealed.name_birth_index)) {
      if (id != sealed.id && std::ranges::find(similar, id) == similar.end()) similar.push_back(id);
    }
  }
  std::vector<domain::Warning> warnings;
  for (const ParticipantId id : similar) warnings.push_back({"participant_similar", {{"code", visible_code(id)}}});
  return warnings;
}

ParticipantView ParticipantService::add(const Asked& asked, const RegistrationOrder& order) {
  const domain::SiteId site = order.site ? order.site : asked.context.site;
  if (order.although_double) need_reason(asked);
  const auto [today, entry] = house_.database.read([&](const ReadTransaction& tx) {
    open_study(tx, asked.scope, site, order.study);
    return std::pair(today_at(tx, site, asked.context.now), order.person);
  });
  const domain::CheckedPerson person = checked(entry, today);
  const base::Date since = order.stratum_since.value_or(today);
  if (order.stratum) check_since(since, today);
  return house_.database.write(asked.context, [&, today = today](WriteTransaction& tx) {
    Participant fresh;
    fresh.id = ParticipantId{tx.next_id()};
    fresh.sex = person.sex;
    fresh.birth = person.birth;
    const database::SealedIdentity sealed = seal_identity(house_, fresh.id, person.identity, person.birth);
    auto warnings = look_for_doubles(tx, asked, sealed, order.although_double);
    const std::string code = code_for(tx, order.study);
    database::insert_participant(tx, fresh, code);
    database::insert_identity(tx, sealed);
    database::insert_enrolment(tx, {domain::EnrolmentId{tx.next_id()}, 1, fresh.id, order.study, code, site, tx.now()});
    if (order.stratum)
      database::insert_stratum(tx, fresh.id, {tx.next_id(), *order.stratum, since, order.stratum_rule});
    ParticipantView view = describe(tx, asked.scope, fresh.id);
    view.warnings = person.warnings;
    view.warnings.insert(view.warnings.end(), warnings.begin(), warnings.end());
    return view;
  });
}

ParticipantView ParticipantService::enrol(const Asked& asked, ParticipantId id, domain::StudyId study,
                                          domain::SiteId wanted_site) {
  const domain::SiteId site = wanted_site ? wanted_site : asked.context.site;
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    visible_enrolments(tx, asked.scope, id);
    open_study(tx, asked.scope, site, study);
    const auto participant = database::lock_participant(tx, id);
    const std::string code = code_for(tx, study);
    database::insert_enrolment(tx, {domain::EnrolmentId{tx.next_id()}, 1, id, study, code, site, tx.now()});
    database::add_card_code(tx, *participant, code);
    return describe(tx, asked.scope, id);
  });
}

ParticipantView ParticipantService::edit(const Asked& asked, ParticipantId id, std::uint32_t version,
                                         const PersonEdit& edit) {
  if (edit.although_double) need_reason(asked);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    visible_enrolments(tx, asked.scope, id);
    const auto before = database::lock_participant(tx, id);
    if (before->version != version) throw Refused(ErrorCode::version_stale);
    const auto sealed_before = database::find_identity(tx, id);
    const domain::Identity old = sealed_before ? open_identity(house_, *sealed_before) : domain::Identity{};
    domain::PersonEntry entry{old, edit.sex ? edit.sex : before->sex, edit.birth ? edit.birth : before->birth};
    entry.identity.name = edit.name.value_or(old.name);
    entry.identity.resident_id = edit.resident_id.value_or(old.resident_id);
    entry.identity.phone = edit.phone.value_or(old.phone);
    entry.identity.address = edit.address.value_or(old.address);
    const domain::CheckedPerson person = checked(entry, today_at(tx, asked.context.site, tx.now()));
    database::SealedIdentity sealed = seal_identity(house_, id, person.identity, person.birth);
    auto warnings =
        look_for_doubles(tx, asked, sealed, edit.although_double || person.identity.resident_id == old.resident_id);
    if (!sealed_before) {
      database::insert_identity(tx, sealed);
    } else {
      // A field that stays keeps its bytes, so that the entry tells what was changed.
      if (person.identity.name == old.name) sealed.name = sealed_before->name;
      if (person.identity.resident_id == old.resident_id) sealed.resident_id = sealed_before->resident_id;
      if (person.identity.phone == old.phone) sealed.phone = sealed_before->phone;
      if (person.identity.address == old.address) sealed.address = sealed_before->address;
      database::change_identity(tx, *sealed_before, sealed);
    }
    Participant after = *before;
    after.sex = person.sex;
    after.birth = person.birth;
    database::edit_participant(tx, *before, after);
    ParticipantView view = describe(tx, asked.scope, id);
    view.warnings = person.warnings;
    view.warnings.insert(view.warnings.end(), warnings.begin(), warnings.end());
    return view;
  });
}

ParticipantView ParticipantService::stratify(const Asked& asked, ParticipantId id, domain::Stratum stratum,
                                             base::Date since, const std::string& rule) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    visible_enrolments(tx, asked.scope, id);
    check_since(since, today_at(tx, asked.context.site, tx.now()));
    database::insert_stratum(tx, id, {tx.next_id(), stratum, since, rule});
    return describe(tx, asked.scope, id);
  });
}

ParticipantView ParticipantService::merge(const Asked& asked, ParticipantId id, ParticipantId into) {
  need_reason(asked);
  if (id == into) throw Refused(ErrorCode::field_malformed, {{"field", "participant"}});
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    visible_enrolments(tx, asked.scope, id);
    visible_enrolments(tx, asked.scope, into);
    const auto target = database::find_participant(tx, into);
    const ParticipantId root = target->merged_into ? target->merged_into : into;
    std::vector<ParticipantId> ids = database::doubles_of(tx, id);
    const std::vector<ParticipantId> others = database::doubles_of(tx, root);
    ids.insert(ids.end(), others.begin(), others.end());
    ids.insert(ids.end(), {id, root});
    const std::vector<Participant> locked = database::lock_participants(tx, ids);
    std::optional<domain::WithdrawalLevel> furthest;
    for (const Participant& p : locked) {
      const bool settled = (p.id == root || p.id == id) && p.merged_into;
      if (settled)
        throw Refused(ErrorCode::participant_double, {{"code", database::enrolments_of(tx, root).front().study_code}});
      furthest = std::max(furthest, p.withdrawal);
    }
    for (const Participant& p : locked) {
      Participant after = p;
      if (p.id != root) after.merged_into = root;
      after.withdrawal = furthest;
      after.consent_epoch = p.consent_epoch + 1;
      database::change_participant(tx, p, after, {Happening::merged});
    }
    return describe(tx, asked.scope, id);
  });
}

ParticipantView ParticipantService::describe(const ReadTransaction& tx, const domain::Scope& scope,
                                             ParticipantId id) const {
  ParticipantView view;
  for (database::Enrolment& e : visible_enrolments(tx, scope, id)) {
    const auto study = database::find_study(tx, e.study);
    const auto site = database::find_site(tx, e.site);
    view.enrolments.push_back({std::move(e), study, site});
  }
  view.participant = *database::find_participant(tx, id);
  view.strata = database::strata_of(tx, id);
  view.known = known_fields(database::find_identity(tx, id));
  return view;
}

ParticipantView ParticipantService::view(const domain::Scope& scope, ParticipantId id) const {
  return house_.database.read([&](const ReadTransaction& tx) { return describe(tx, scope, id); });
}

ParticipantPage ParticipantService::list(const domain::Scope& scope, domain::StudyId study, const std::string& after,
                                         std::uint32_t limit) const {
  if (!scope.contains({}, study)) throw Refused(ErrorCode::not_found);
  return house_.database.read([&](const ReadTransaction& tx) {
    ParticipantPage page{database::list_enrolled(tx, study, after, limit + 1), false};
    page.more = page.people.size() > limit;
    if (page.more) page.people.pop_back();
    return page;
  });
}

std::vector<ParticipantView> ParticipantService::search(const domain::Scope& scope, const PersonSearch& wanted) const {
  const bool one = (!wanted.resident_id.empty()) + (!wanted.phone.empty()) + (!wanted.name.empty()) == 1;
  if (!one) throw Refused(ErrorCode::field_missing, {{"field", "resident_id"}});
  return house_.database.read([&](const ReadTransaction& tx) {
    std::vector<ParticipantId> ids;
    if (const auto index = resident_id_index(house_, wanted.resident_id)) ids = database::with_resident_id(tx, *index);
    if (const auto index = phone_index(house_, wanted.phone)) ids = database::with_phone(tx, *index);
    if (const auto index = name_index(house_, wanted.name)) ids = database::with_name(tx, *index);
    std::vector<ParticipantView> found;
    for (const ParticipantId id : ids) {
      if (is_visible(tx, scope, id)) found.push_back(describe(tx, scope, id));
    }
    return found;
  });
}

domain::Identity ParticipantService::show_identity(const Asked& asked, domain::SessionId session, ParticipantId id) {
  need_reason(asked);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    visible_enrolments(tx, asked.scope, id);
    const auto sealed = database::find_identity(tx, id);
    database::Changes changes;
    changes.set(database::SessionField::participant, database::value_of(id));
    database::append_to_session(tx, session, Happening::identity_viewed, changes.take());
    return sealed ? open_identity(house_, *sealed) : domain::Identity{};
  });
}

}  // namespace frostkeep::services
