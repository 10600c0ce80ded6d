// Participants, consent, protocols, collection and reception. A participant belongs to studies, not to a site; what is
// done with the person is done at the asker's own site.

#include "matrix/world.hpp"

namespace frostkeep::tests {
namespace {

std::string study(World& world, Place place) { return world.study(place).text(); }

using Maker = std::function<Call(World&, Place)>;

/// About a person of the place's study.
Maker of_person(const std::string& act, json body = nullptr, std::uint64_t version = 0) {
  return [=](World& w, Place p) { return Call{"/api/v1/participants/" + w.person(p).id + act, body, version}; };
}

/// The same with the study in the body.
Maker of_person_in_study(const std::string& act, json body) {
  return [=](World& w, Place p) {
    json whole = body;
    whole["study_id"] = study(w, p);
    return Call{"/api/v1/participants/" + w.person(p).id + act, whole};
  };
}

/// A list of one study.
Maker of_study(const std::string& path) {
  return [=](World& w, Place p) { return Call{"/api/v1/" + path + "?study_id=" + study(w, p)}; };
}

/// About a visit under way.
Maker of_visit(const std::string& act, json body = nullptr) {
  return [=](World& w, Place p) { return Call{"/api/v1/collection-events/" + w.visit(p).id + act, body}; };
}

std::vector<MatrixCase> participant_cases() {
  return {
      {"register_participant",
       [](World& w, Place p) {
         return Call{"/api/v1/participants",
                     {{"study_id", study(w, p)}, {"site_id", w.site(p).text()}, {"name", "新人" + w.fresh("")}}};
       },
       Hidden::by_both},
      {"list_participants", of_study("participants"), Hidden::by_study},
      {"read_participant", of_person(""), Hidden::by_study},
      {"read_participant_timeline", of_person("/timeline"), Hidden::by_study},
      {"edit_participant", of_person("", {{"phone", "13900005678"}}, 1), Hidden::by_study},
      // Into a second study: a right for one alone doesn't reach it, and shows that it doesn't exist.
      {"enrol_participant",
       [](World& w, Place p) {
         return Call{"/api/v1/participants/" + w.person(Place::own).id + "/enrolments",
                     {{"study_id", w.other_study.text()}, {"site_id", w.site(p).text()}}};
       },
       Hidden::by_site, Needs::site, 404},
      {"stratify_participant", of_person("/strata", {{"stratum", "healthy"}, {"since", "2020-01-01"}}),
       Hidden::by_study},
      {"merge_participant",
       [](World& w, Place p) {
         return Call{"/api/v1/participants/" + w.person(p).id + "/merge",
                     {{"into", w.person(p).id}, {"reason", "one person"}}};
       },
       Hidden::by_study},
      {"view_identity", of_person("/identity-views", {{"reason", "participant asked"}}), Hidden::by_study},
      {"search_participants",
       [](World&, Place) { return Call{"/api/v1/participant-searches", {{"name", "欧阳测试"}}}; }},
  };
}

std::vector<MatrixCase> consent_cases() {
  return {
      {"add_consent_form",
       [](World& w, Place p) {
         return Call{"/api/v1/consent-forms",
                     {{"study_id", study(w, p)},
                      {"code", w.fresh("F")},
                      {"form_version", "2.0"},
                      {"title_zh", "知情同意书"},
                      {"title_en", "Consent form"},
                      {"purposes", {"storage"}}}};
       },
       Hidden::by_study},
      {"list_consent_forms", of_study("consent-forms"), Hidden::by_study},
      {"read_consent",
       [](World& w, Place p) {
         return Call{"/api/v1/participants/" + w.person(p).id + "/consent?study_id=" + study(w, p)};
       },
       Hidden::by_study},
      {"record_consent",
       [](World& w, Place p) {
         const json answers = {{{"purpose", "storage"}, {"agreed", true}}};
         return Call{"/api/v1/participants/" + w.person(p).id + "/consents",
                     {{"form_id", w.form(p)}, {"answers", answers}}};
       },
       Hidden::by_study},
      {"withdraw_consent", of_person_in_study("/withdrawals", {{"level", "no_new_use"}}), Hidden::by_study},
      {"void_withdrawal",
       [](World& w, Place p) {
         const std::string person = w.person(p).id;
         const json made = w.make(p, "POST", "participants/" + person + "/withdrawals",
                                  {{"study_id", study(w, p)}, {"level", "no_contact"}});
         const std::string id = made["withdrawals"][0]["id"];
         return Call{"/api/v1/participants/" + person + "/withdrawals/" + id + "/void",
                     {{"study_id", study(w, p)}, {"reason", "wrong participant"}}};
       },
       Hidden::by_study},
  };
}

std::vector<MatrixCase> protocol_cases() {
  return {
      {"add_protocol",
       [](World& w, Place p) {
         return Call{"/api/v1/protocols", {{"study_id", study(w, p)}, {"shipped", "ukb-like"}}};
       },
       Hidden::by_study},
      {"list_protocols", of_study("protocols"), Hidden::by_study},
      {"read_protocol", [](World& w, Place p) { return Call{"/api/v1/protocols/" + w.protocol(p)}; },
       Hidden::by_study},
      {"list_shipped_protocols", [](World&, Place) { return Call{"/api/v1/shipped-protocols"}; }},
  };
}

std::vector<MatrixCase> collection_cases() {
  return {
      {"start_collection",
       [](World& w, Place p) {
         w.protocol(p);
         return Call{"/api/v1/collection-events", {{"participant", w.person(p).card}, {"event", "baseline"}}};
       },
       Hidden::by_study},
      {"read_collection", of_visit(""), Hidden::by_study},
      {"list_collections", of_person("/collection-events"), Hidden::by_study},
      {"collect_tube",
       [](World& w, Place p) {
         const World::Visit visit = w.visit(p);
         return Call{"/api/v1/collection-events/" + visit.id + "/tubes", {{"code", visit.planned_code}}};
       },
       Hidden::by_study},
      {"skip_tube",
       [](World& w, Place p) {
         const World::Visit visit = w.visit(p);
         return Call{"/api/v1/collection-events/" + visit.id + "/skips",
                     {{"sample_id", visit.planned_id}, {"reason", "no_material"}}};
       },
       Hidden::by_study},
      {"close_collection", of_visit("/close"), Hidden::by_study},
      // Each tube has its own verdict in the answer; the reception itself is at the asker's site.
      {"receive_tubes",
       [](World& w, Place p) {
         return Call{"/api/v1/receptions", {{"tubes", {{{"code", w.tube(p).code}}}}}};
       }},
  };
}

}  // namespace

std::vector<MatrixCase> people_cases() {
  std::vector<MatrixCase> all;
  for (auto make : {participant_cases, consent_cases, protocol_cases, collection_cases}) {
    for (MatrixCase& one : make()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace frostkeep::tests
