#include "matrix/world.hpp"

#include "jobs/worker.hpp"

namespace frostkeep::tests {

World::World() : here(server.house.small.site), own_study(server.house.small.study) {
  server.house.house.printers.subnets = labels::PrinterSubnets({"127.0.0.0/8"});
  server.house.database->write(server.house.database.context(), [&](database::WriteTransaction& tx) {
    const database::Site site{domain::SiteId{tx.next_id()}, 0, "NB", "宁波样本库", "Ningbo biobank", "Asia/Shanghai"};
    database::insert_site(tx, site);
    there = site.id;
    const database::Study study{domain::StudyId{tx.next_id()}, 0, "DRY", "干眼研究", "Dry eye study"};
    database::insert_study(tx, study);
    other_study = study.id;
    return 0;
  });
  for (const domain::SiteId site : {here, there}) makers_[site] = std::make_unique<ApiClient>(everything(site));
}

ApiClient World::everything(domain::SiteId site) {
  const std::string name = "maker-" + site.text();
  const domain::UserId id = server.a_person(name, domain::Role::technician);
  server.house.database->write(server.house.database.context(), [&](database::WriteTransaction& tx) {
    for (const domain::Role role : domain::all_roles()) {
      if (role == domain::Role::technician) continue;
      database::insert_grant(tx, {domain::GrantId{tx.next_id()}, 0, id, {role, {}, {}}});
    }
    return 0;
  });
  ApiClient client = server.signed_in_as(name);
  EXPECT_EQ(client.send("PUT", "/api/v1/session/site", json{{"site_id", site.text()}}.dump()).status, 200);
  return client;
}

json World::make(Place place, const std::string& method, const std::string& path, const json& body) {
  const ApiAnswer answer = makers_.at(site(place))->send(method, "/api/v1/" + path, body.is_null() ? "" : body.dump(),
                                                         method == "GET" ? "" : fresh("fixture-key-"));
  EXPECT_TRUE(answer.status >= 200 && answer.status < 300) << method << " " << path << ": " << answer.text;
  return answer.status < 300 ? answer.json() : json::object();
}

domain::Container World::box(Place place, int rows, int columns) {
  server.house.small.site = site(place);
  return server.house.small.a_box(rows, columns);
}

domain::Sample World::tube(Place place) {
  server.house.small.site = site(place);
  server.house.small.study = study(place);
  return server.house.small.a_tube();
}

World::Placed World::placed(Place place) {
  Placed made{box(place), tube(place), {}};
  const std::string path = "containers/" + made.box.id.text() + "/positions/A1";
  made.entry = make(place, "PUT", path, {{"code", made.tube.code}}).value("entry_id", "");
  return made;
}

World::Person World::person(Place place) {
  const json body = {{"study_id", study(place).text()}, {"name", "测试" + fresh("")}};
  const json made = make(place, "POST", "participants", body);
  return {made["id"], made["enrolments"][0]["study_code"]};
}

std::string World::form(Place place) {
  std::string& id = forms_[study(place)];
  if (id.empty()) {
    const json body = {{"study_id", study(place).text()},
                       {"code", "ICF"},
                       {"form_version", "1.0"},
                       {"title_zh", "知情同意书"},
                       {"title_en", "Consent form"},
                       {"purposes", {"storage", "research"}}};
    id = make(place, "POST", "consent-forms", body)["id"];
  }
  return id;
}

std::string World::protocol(Place place) {
  std::string& id = protocols_[study(place)];
  if (id.empty()) {
    id = make(place, "POST", "protocols", {{"study_id", study(place).text()}, {"shipped", "ukb-like"}})["id"];
  }
  return id;
}

World::Visit World::visit(Place place) {
  Visit visit{{}, protocol(place), person(place), {}, {}};
  make(place, "POST", "participants/" + visit.person.id + "/consents",
       {{"form_id", form(place)}, {"answers", {{{"purpose", "storage"}, {"agreed", true}}}}});
  const json made =
      make(place, "POST", "collection-events", {{"participant", visit.person.card}, {"event", "baseline"}});
  visit.id = made["id"];
  visit.planned_code = made["lines"][0]["tube"]["code"];
  visit.planned_id = made["lines"][0]["tube"]["id"];
  return visit;
}

std::string World::user(Place place) {
  const std::string name = fresh("person-");
  return make(place, "POST", "users",
              {{"user_name", name}, {"display_name", name}, {"home_site_id", site(place).text()}})["user"]["id"];
}

std::string World::printer(Place place) {
  std::string& id = printers_[site(place)];
  if (id.empty()) {
    const json body = {{"site_id", site(place).text()},
                       {"name", fresh("printer-")},
                       {"address", "tcp://127.0.0.9:9100"},
                       {"dpi", 300},
                       {"stock", "cryovial_32x13mm"}};
    id = make(place, "POST", "printers", body)["id"];
  }
  return id;
}

World::Import World::import(Place place, bool checked) {
  const std::string path = "/api/v1/imports?kind=samples&study=" + study(place).text() +
                           "&site=" + site(place).text() + "&name=list.csv";
  const ApiAnswer made = makers_.at(site(place))->send("POST", path, "code,material\n" + fresh("IM-") + ",SER\n",
                                                       fresh("fixture-key-"), {{"Content-Type", "text/csv"}});
  EXPECT_EQ(made.status, 202) << made.text;
  const Import import{made.json()["id"], made.json()["job"]["id"]};
  const auto job = domain::JobId::parse(import.job);
  if (checked && job) jobs::Worker(server.house.services, jobs::all_handlers()).run_one(*job);
  return import;
}

World::Granted World::granted(Place place) {
  Granted made{user(place), {}};
  made.grant = make(place, "POST", "users/" + made.user + "/grants",
                    {{"role", "technician"}, {"site_id", site(place).text()}, {"study_id", study(place).text()}})["id"];
  return made;
}

}  // namespace frostkeep::tests
