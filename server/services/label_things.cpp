#include "services/label_things.hpp"

#include <algorithm>
#include <set>

#include "base/invariant.hpp"
#include "database/collection_records.hpp"
#include "database/people_records.hpp"
#include "database/print_records.hpp"
#include "database/protocol_records.hpp"
#include "database/sample_family_records.hpp"
#include "domain/code_text.hpp"
#include "services/label_values.hpp"
#include "services/participant_access.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::Refused;
using domain::StreamKind;
using domain::Violation;

/// What a template is made for, by its purpose; a template for none of our things is for cards without one.
StreamKind kind_for(const labels::LabelTemplate& label_template) {
  const std::string& purpose = label_template.purpose;
  if (purpose == "cryovial" || purpose == "tube" || purpose == "cap") return StreamKind::sample;
  if (purpose == "box") return StreamKind::container;
  if (purpose == "participant_card") return StreamKind::participant;
  if (purpose == "badge") return StreamKind::user;
  return StreamKind::house;
}

std::vector<Violation> wrong_things(ErrorCode code) {
  return {{code, {{"field", "things"}, {"pointer", "/things"}, {"limit", std::to_string(domain::kMaxLabels)}}}};
}

/// Collects subjects and what is wrong, so that one answer names all of it.
class Reading {
 public:
  Reading(const ReadTransaction& tx, House& house, const domain::Scope& scope,
          const labels::LabelTemplate& label_template, domain::Language language)
      : tx_(tx), house_(house), scope_(scope), template_(label_template), language_(language),
        kind_(kind_for(label_template)) {}

  void add_codes(const std::vector<std::string>& codes) {
    for (const std::string& scanned : codes) {
      const auto code = domain::normalise_scanned_code(scanned);
      if (code) {
        add_code(*code);
      } else {
        violations_.insert(violations_.end(), code.violations.begin(), code.violations.end());
      }
    }
  }

  void add_samples(const std::vector<domain::SampleId>& ids) {
    for (const domain::SampleId id : ids) add_sample(id, {});
  }

  void add_containers(const std::vector<domain::ContainerId>& ids) {
    for (const domain::ContainerId id : ids) add_container(id);
  }

  void add_participants(const std::vector<domain::ParticipantId>& ids) {
    for (const domain::ParticipantId id : ids) add_participant(id, {});
  }

  void add_users(const std::vector<domain::UserId>& ids) {
    for (const domain::UserId id : ids) {
      const auto user = database::find_user(tx_, id);
      if (!user || !scope_.contains_site(user->home_site)) {
        refuse(ErrorCode::not_found);
      } else if (user->badge_code.empty()) {
        refuse(ErrorCode::label_does_not_fit, {{"code", user->display_name}, {"field", "code"}});
      } else if (expect(StreamKind::user, user->badge_code)) {
        add(badge_subject(tx_, *user, language_));
      }
    }
  }

  /// Tubes that were found rather than named: those that are gone are passed over.
  void add_found(const std::vector<domain::SampleId>& ids) {
    for (const domain::SampleId id : ids) add_sample(id, {}, true);
  }

  bool may_see_visit(domain::EventId event) {
    const auto found = database::find_collection_event(tx_, event);
    const auto enrolment = found ? database::find_enrolment(tx_, found->enrolment) : std::nullopt;
    const bool visible = enrolment && scope_.contains(found->site, enrolment->study);
    if (!visible) refuse(ErrorCode::not_found);
    return visible;
  }

  /// Throws what was found wrong.
  std::vector<LabelSubject> finish() {
    read_tubes();
    if (!violations_.empty()) throw Refused(std::move(violations_));
    count_copies();
    return std::move(subjects_);
  }

 private:
  void refuse(ErrorCode code, std::map<std::string, std::string> values = {}) {
    if (code == ErrorCode::label_does_not_fit) values["name"] = name();
    violations_.push_back({code, std::move(values)});
  }

  std::string name() const {
    return language_ == domain::Language::zh_cn ? template_.title.zh_cn : template_.title.en;
  }

  bool expect(StreamKind kind, const std::string& code) {
    if (kind == kind_) return true;
    refuse(ErrorCode::label_does_not_fit, {{"code", code}});
    return false;
  }

  void add(LabelSubject subject) {
    if (subject.thing != 0 && !taken_.insert({subject.thing, subject.code}).second) return;
    fit_values(template_, subject.values);
    subjects_.push_back(std::move(subject));
  }

  void add_code(const std::string& code) {
    if (code.starts_with("FK:")) {
      auto card = command_subject(template_, code, language_);
      if (card && kind_ == StreamKind::house) {
        add(std::move(*card));
      } else {
        refuse(kind_ == StreamKind::house ? ErrorCode::code_unknown : ErrorCode::label_does_not_fit, {{"code", code}});
      }
      return;
    }
    auto things = database::find_by_code(tx_, code);
    std::erase_if(things, [&](const database::ScannedThing& t) { return !scope_.contains(t.site, t.study); });
    if (things.empty()) return refuse(ErrorCode::code_unknown, {{"code", code}});
    std::erase_if(things, [&](const database::ScannedThing& t) { return t.kind != kind_; });
    if (things.empty()) return refuse(ErrorCode::label_does_not_fit, {{"code", code}});
    const std::uint64_t id = things.front().id;
    if (std::ranges::any_of(things, [&](const auto& t) { return t.id != id; })) {
      return refuse(ErrorCode::code_ambiguous, {{"code", code}});
    }
    if (kind_ == StreamKind::sample) add_sample(domain::SampleId{id}, code);
    if (kind_ == StreamKind::container) add_container(domain::ContainerId{id});
    if (kind_ == StreamKind::participant) add_participant(domain::ParticipantId{id}, code);
    // A badge is half of a key: it is printed for chosen people by who may change their accounts, never by its code.
    if (kind_ == StreamKind::user) refuse(ErrorCode::label_does_not_fit, {{"code", code}});
  }

  /// Tubes are read together at the end, in the place that is kept for them here.
  void add_sample(domain::SampleId id, const std::string& code, bool may_be_gone = false) {
    if (!expect(StreamKind::sample, code) || !tubes_.insert({id, subjects_.size()}).second) return;
    if (may_be_gone) found_.insert(id.value);
    LabelSubject place;
    place.kind = StreamKind::sample;
    place.thing = id.value;
    subjects_.push_back(std::move(place));
  }

  void add_container(domain::ContainerId id) {
    const auto container = database::find_container(tx_, id);
    if (!container || !scope_.contains_site(container->site)) return refuse(ErrorCode::not_found);
    if (expect(StreamKind::container, container->code)) {
      add(container_subject(tx_, house_, *container, language_));
    }
  }

  /// The card of the enrolment whose code was scanned, else of the first that the asker may see.
  void add_participant(domain::ParticipantId id, const std::string& code) {
    auto enrolments = database::enrolments_of(tx_, id);
    std::erase_if(enrolments, [&](const auto& e) { return !scope_.contains({}, e.study); });
    if (enrolments.empty()) return refuse(ErrorCode::not_found);
    const auto scanned = std::ranges::find(enrolments, code, &database::Enrolment::study_code);
    const database::Enrolment& chosen = scanned == enrolments.end() ? enrolments.front() : *scanned;
    if (expect(StreamKind::participant, chosen.study_code)) add(participant_subject(tx_, chosen, language_));
  }

  void read_tubes() {
    std::vector<domain::SampleId> ids;
    for (const auto& [id, at] : tubes_) ids.push_back(id);
    if (ids.empty()) return;
    std::set<std::uint64_t> passed_over;
    for (const database::TubeToLabel& tube : database::read_tubes_to_label(tx_, ids)) {
      const domain::Sample& s = tube.sample;
      const std::size_t at = tubes_.at(s.id);
      if (!scope_.contains(s.owner_site, s.study)) continue;
      subjects_[at] = tube_subject(tube, visit_name(tube), language_);
      fit_values(template_, subjects_[at].values);
      if (!domain::is_gone(s.state)) continue;
      passed_over.insert(s.id.value);
      if (!found_.contains(s.id.value)) refuse(ErrorCode::sample_gone, {{"code", s.code}});
    }
    for (const auto& [id, at] : tubes_) {
      if (subjects_[at].code.empty() && !found_.contains(id.value)) refuse(ErrorCode::not_found);
    }
    std::erase_if(subjects_, [&](const LabelSubject& s) { return s.code.empty() || passed_over.contains(s.thing); });
  }

  std::string visit_name(const database::TubeToLabel& tube) {
    if (!tube.protocol) return {};
    if (!protocols_.contains(tube.protocol)) protocols_[tube.protocol] = database::find_protocol(tx_, tube.protocol);
    const auto& protocol = protocols_[tube.protocol];
    if (!protocol) return {};
    const auto& events = protocol->protocol.events;
    const auto event = std::ranges::find(events, tube.event_code, &domain::PlannedEvent::code);
    if (event == events.end()) return {};
    return language_ == domain::Language::zh_cn ? event->name_zh : event->name_en;
  }

  void count_copies() {
    const std::string part = part_of(template_);
    std::vector<std::uint64_t> things;
    for (const LabelSubject& s : subjects_) {
      if (s.thing != 0) things.push_back(s.thing);
    }
    const auto copies = database::copies_of(tx_, things);
    for (LabelSubject& s : subjects_) {
      const auto given = copies.find({s.thing, s.code, part});
      if (given == copies.end()) continue;
      s.next_copy = given->second.last + 1;
      s.printed = given->second.last_printed > 0;
    }
    std::erase_if(subjects_, [&](const LabelSubject& s) { return s.printed && found_.contains(s.thing); });
  }

  const ReadTransaction& tx_;
  House& house_;
  const domain::Scope& scope_;
  const labels::LabelTemplate& template_;
  domain::Language language_;
  StreamKind kind_;
  std::vector<LabelSubject> subjects_;
  std::vector<Violation> violations_;
  std::set<std::pair<std::uint64_t, std::string>> taken_;
  std::map<domain::SampleId, std::size_t> tubes_;
  std::set<std::uint64_t> found_;
  std::map<domain::ProtocolId, std::optional<database::StoredProtocol>> protocols_;
};

}  // namespace

std::string part_of(const labels::LabelTemplate& label_template) {
  return label_template.purpose == "cap" ? "cap" : "body";
}

std::vector<LabelSubject> read_label_subjects(const ReadTransaction& tx, House& house, const domain::Scope& scope,
                                              const LabelThings& things, const labels::LabelTemplate& label_template,
                                              domain::Language language) {
  Reading reading(tx, house, scope, label_template, language);
  reading.add_codes(things.codes);
  reading.add_samples(things.samples);
  reading.add_containers(things.containers);
  reading.add_participants(things.participants);
  reading.add_users(things.users);
  if (!things.children_of.empty()) reading.add_found(database::children_to_label(tx, things.children_of));
  for (const domain::EventId event : things.planned_tubes_of) {
    if (reading.may_see_visit(event)) reading.add_found(database::planned_to_label(tx, event));
  }
  const bool searched = !things.children_of.empty() || !things.planned_tubes_of.empty();
  auto subjects = reading.finish();
  if (subjects.empty() && !searched) throw Refused(wrong_things(ErrorCode::field_missing));
  if (subjects.size() > domain::kMaxLabels) throw Refused(wrong_things(ErrorCode::field_too_long));
  return subjects;
}

}  // namespace frostkeep::services
