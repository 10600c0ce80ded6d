#include "services/demo_service.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.hpp"
#include "base/password.hpp"
#include "database/people_records.hpp"
#include "database/sample_records.hpp"
#include "domain/code_text.hpp"
#include "domain/reference_table.hpp"
#include "services/container_build.hpp"
#include "services/demo_printers.hpp"

namespace frostkeep::services {
namespace {

using database::WriteTransaction;
using domain::Role;

struct Person {
  std::string_view user_name;
  std::string_view display_name;
  std::string_view initials;
  Role role;
  int site;         ///< 0 or 1
  bool everywhere;  ///< the grant holds at all sites
};

constexpr Person kPeople[] = {
    {"technician", "林薇", "林", Role::technician, 0, false},
    {"technician2", "周敏", "周", Role::technician, 0, false},
    {"technician-ningbo", "方舟", "方", Role::technician, 1, false},
    {"storage", "陈建国", "陈", Role::storage_manager, 0, false},
    {"requester", "沈知远", "沈", Role::requester, 0, true},
    {"coordinator", "徐静", "徐", Role::coordinator, 0, true},
    {"analyst", "高远", "高", Role::analyst, 0, true},
    {"data", "何苗", "何", Role::data_manager, 0, true},
    {"admin", "钱立", "钱", Role::administrator, 0, true},
    {"reviewer", "孙平", "孙", Role::ledger_reviewer, 0, true},
};

/// A study of the demo and the protocol by which it draws.
struct Plan {
  std::string_view study;
  std::string_view name_zh;
  std::string_view name_en;
  std::string_view protocol;
};

constexpr Plan kPlans[] = {
    {"ZJHC", "浙江百万人群队列", "Zhejiang million-person cohort", "ukb-like"},
    {"ZJHK", "浙江健康体检研究", "Zhejiang health-check study", "health-check"},
    {"ZJMB", "浙江慢性病前瞻研究", "Zhejiang prospective study of chronic disease", "ckb-like"},
};
constexpr std::string_view kSiteCodes[] = {"HZ", "NB"};

struct Made {
  domain::SiteId sites[2];
  domain::StudyId study;
  std::map<std::string, domain::ContainerType> types;
};

domain::ContainerType type(std::string code, std::string zh, std::string en, int rank, int rows, int columns,
                           bool samples) {
  domain::ContainerType t;
  t.code = std::move(code);
  t.name_zh = std::move(zh);
  t.name_en = std::move(en);
  t.rank = rank;
  t.layout.rows = rows;
  t.layout.columns = columns;
  t.holds_samples = samples;
  if (rank < domain::rank::kBox) {
    t.layout.row_scheme = domain::AxisScheme::numbers;
    t.layout.column_scheme = domain::AxisScheme::numbers;
  }
  return t;
}

void make_places(WriteTransaction& tx, Made& made) {
  const database::Site sites[] = {{{}, 0, "HZ", "杭州样本库", "Hangzhou biobank", "Asia/Shanghai"},
                                  {{}, 0, "NB", "宁波样本库", "Ningbo biobank", "Asia/Shanghai"}};
  for (int i = 0; i < 2; ++i) {
    database::Site site = sites[i];
    site.id = made.sites[i] = domain::SiteId{tx.next_id()};
    database::insert_site(tx, site);
  }
  domain::ContainerType freezer =
      type("FREEZER-80", "超低温冰箱", "−80 °C freezer", domain::rank::kFreezer, 5, 1, false);
  freezer.temperature_mdeg_c = -80'000;
  domain::ContainerType box = type("BOX-9X9", "冻存盒", "cryobox", domain::rank::kBox, 9, 9, true);
  domain::ContainerType rack96 = type("RACK-8X12", "96 孔管架", "96-tube rack", domain::rank::kBox, 8, 12, true);
  domain::ContainerType box100 =
      type("BOX-10X10", "100 格冻存盒", "100-position cryobox", domain::rank::kBox, 10, 10, true);
  for (domain::ContainerType t :
       {type("ROOM", "冷冻室", "freezer room", domain::rank::kRoom, 1, 20, false), freezer,
        type("SHELF", "层", "shelf", domain::rank::kShelf, 1, 4, false),
        type("RACK-5X4", "冻存架", "freezer rack", domain::rank::kRack, 5, 4, false), box, rack96, box100}) {
    t.id = domain::ContainerTypeId{tx.next_id()};
    database::insert_container_type(tx, t);
    made.types[t.code] = t;
  }
}

/// The studies, how each draws, and what its people sign.
void make_studies(WriteTransaction& tx, Made& made, const std::vector<domain::Protocol>& protocols) {
  const domain::ReferenceTable& purposes = domain::reference_table("consent_purposes");
  for (const Plan& plan : kPlans) {
    const domain::StudyId study{tx.next_id()};
    if (!made.study) made.study = study;
    database::insert_study(tx,
                           {study, 0, std::string(plan.study), std::string(plan.name_zh), std::string(plan.name_en)});
    database::ConsentForm form{
        domain::ConsentFormId{tx.next_id()}, 1, study, "ICF", "1.0", "知情同意书", "Informed consent", {}};
    for (std::size_t row = 0; row < purposes.size(); ++row) form.purposes.push_back(purposes.cell(row, "code"));
    database::insert_consent_form(tx, form);
    for (const domain::Protocol& protocol : protocols) {
      if (protocol.code != plan.protocol) continue;
      const auto violations = domain::violations_of(protocol);
      if (!violations.empty()) throw domain::Refused(violations);
      database::insert_protocol(tx, {domain::ProtocolId{tx.next_id()}, 1, study, protocol});
    }
  }
}

/// Makes one container and sits it down in its parent.
domain::Container make_container(WriteTransaction& tx, const domain::ContainerType& type, domain::SiteId site,
                                 std::string code, std::optional<int> temperature, const domain::Container* parent,
                                 int position) {
  domain::Container c;
  c.id = domain::ContainerId{tx.next_id()};
  c.type = type;
  c.site = site;
  c.code = std::move(code);
  c.temperature_mdeg_c = temperature;
  const std::uint64_t entry = tx.next_id();
  std::vector<domain::FieldChange> place;
  if (parent != nullptr) {
    place.push_back(
        database::place_change(domain::kPlaceField, std::nullopt, database::PlaceRef{parent->id, position, entry}));
  }
  database::insert_containers(tx, std::span(&c, 1), std::span(&place, 1), std::span(&entry, 1));
  if (parent != nullptr) {
    const database::Placing placing{domain::OccupantKind::container,
                                    c.id.value,
                                    type.rank,
                                    parent->id,
                                    parent->type.rank,
                                    position,
                                    entry,
                                    tx.now()};
    database::sit_down(tx, std::span(&placing, 1));
  }
  return c;
}

/// Each site's boxes for tubes that belong nowhere else: what a refused placement is offered.
void make_special_boxes(WriteTransaction& tx, House& house, const Made& made, const domain::Container& rack,
                        std::uint64_t number) {
  const struct {
    domain::ContainerPurpose purpose;
    const char* name;
    const char* prefix;
    const char* position;
  } kBoxes[] = {{domain::ContainerPurpose::problem, "问题管 Problem tubes", "PB", "5-3"},
                {domain::ContainerPurpose::quarantine, "隔离 Quarantine", "QB", "5-4"}};
  for (const auto& box : kBoxes) {
    BuildOrder order{rack.site, rack.id, box.position, {}};
    order.tree.type = made.types.at("BOX-9X9").id;
    order.tree.code_prefix = box.prefix;
    order.tree.first_number = number;
    order.tree.name = box.name;
    order.tree.purpose = box.purpose;
    build_containers(tx, house, order);
  }
}

std::vector<domain::Container> make_freezers(WriteTransaction& tx, House& house, Made& made) {
  std::vector<domain::Container> boxes;
  std::uint64_t number = 0;
  const auto code = [&](const char* prefix) { return domain::make_code(prefix, ++number); };
  for (int site = 0; site < 2; ++site) {
    const auto room = make_container(tx, made.types["ROOM"], made.sites[site], code("RM"), {}, nullptr, 0);
    const auto freezer = make_container(tx, made.types["FREEZER-80"], made.sites[site], code("FZ"), -80'000, &room, 1);
    const auto shelf = make_container(tx, made.types["SHELF"], made.sites[site], code("SH"), -80'000, &freezer, 1);
    const auto rack = make_container(tx, made.types["RACK-5X4"], made.sites[site], code("RK"), -80'000, &shelf, 1);
    for (int i = 1; i <= 8; ++i) {
      boxes.push_back(make_container(tx, made.types["BOX-9X9"], made.sites[site], code("BX"), -80'000, &rack, i));
    }
    make_special_boxes(tx, house, made, rack, static_cast<std::uint64_t>(site) + 1);
    make_container(tx, made.types["RACK-8X12"], made.sites[site], code("RB"), {}, nullptr, 0);
  }
  return boxes;
}

void make_tubes(WriteTransaction& tx, const Made& made, const std::vector<domain::Container>& boxes,
                const DemoOrder& order) {
  constexpr std::string_view kMaterials[] = {"SER", "PL1", "BUF", "URN"};
  std::vector<database::NewSample> tubes;
  std::vector<database::Placing> placings;
  const int total = order.tubes_in_boxes + order.loose_tubes;
  for (int i = 0; i < total; ++i) {
    database::NewSample tube;
    domain::Sample& s = tube.sample;
    s.id = domain::SampleId{tx.next_id()};
    s.study = made.study;
    s.kind = domain::SampleKind::aliquot;
    s.material = kMaterials[i % 4];
    s.code = domain::make_code("ZJ", static_cast<std::uint64_t>(i + 1));
    s.amount.volume_nl = 500'000;
    s.amount_text = "500";
    s.amount_unit = "uL";
    tube.entry_id = tx.next_id();
    if (i < order.tubes_in_boxes) {
      const domain::Container& box = boxes[static_cast<std::size_t>(i / 60) % boxes.size()];
      const int position = i % 60 + 1;
      s.owner_site = box.site;
      s.state = domain::SampleState::stored;
      s.frozen_at = tx.now();
      tube.place = database::PlaceRef{box.id, position, tube.entry_id};
      placings.push_back({domain::OccupantKind::sample, s.id.value, domain::rank::kSample, box.id, box.type.rank,
                          position, tube.entry_id, tx.now()});
    } else {
      s.owner_site = made.sites[0];
      s.state = domain::SampleState::in_process;
    }
    tubes.push_back(std::move(tube));
  }
  database::insert_samples(tx, tubes, {domain::Happening::registered});
  database::sit_down(tx, placings);
}

DemoStudy describe_study(const database::ReadTransaction& tx, const Plan& plan,
                         const std::vector<domain::Protocol>& shipped) {
  DemoStudy study;
  study.code = plan.study;
  for (const database::Study& s : database::read_studies(tx)) {
    if (s.code == plan.study) study.id = s.id;
  }
  for (const database::StoredProtocol& p : database::read_protocols(tx, study.id)) {
    if (p.protocol.code == plan.protocol && p.protocol.version == 1) study.protocol = p.id;
  }
  for (const domain::Protocol& protocol : shipped) {
    if (protocol.code != plan.protocol) continue;
    study.event_code = protocol.events.front().code;
    study.tubes = domain::expected_tubes(protocol.events.front());
  }
  const auto forms = database::read_consent_forms(tx, study.id);
  if (!study.protocol || forms.empty()) throw domain::Refused(domain::ErrorCode::not_found, {{"field", "protocol"}});
  study.form = forms.back();
  return study;
}

}  // namespace

std::vector<DemoAccount> DemoService::fill(const DemoOrder& order) {
  std::vector<DemoAccount> accounts;
  std::vector<database::Credential> credentials;
  int number = 0;
  for (const Person& person : kPeople) {
    DemoAccount account{std::string(person.user_name),
                        base::to_hex(house_.random.bytes(6)),
                        {},
                        domain::make_code("BG", static_cast<std::uint64_t>(++number)),
                        std::string(person.display_name),
                        std::string(domain::name_of(person.role)),
                        person.site == 0 ? "HZ" : "NB"};
    const std::string bytes = house_.random.bytes(6);
    for (const char c : bytes) account.pin += static_cast<char>('0' + static_cast<unsigned char>(c) % 10);
    credentials.push_back({{},
                           base::hash_password(account.password, house_.pepper),
                           base::hash_password(account.pin, house_.pepper),
                           false,
                           0,
                           {},
                           1});
    accounts.push_back(std::move(account));
  }
  house_.database.write({.actor = {}, .now = house_.now()}, [&](WriteTransaction& tx) {
    if (!database::read_users(tx).empty()) throw domain::Refused(domain::ErrorCode::name_taken, {{"name", "demo"}});
    Made made;
    make_places(tx, made);
    make_demo_printers(tx, made.sites);
    make_studies(tx, made, order.protocols);
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      const Person& person = kPeople[i];
      credentials[i].user = domain::UserId{tx.next_id()};
      database::User user{credentials[i].user,
                          0,
                          accounts[i].user_name,
                          accounts[i].display_name,
                          std::string(person.initials),
                          made.sites[person.site],
                          false,
                          accounts[i].badge,
                          database::digest_of(credentials[i])};
      database::insert_user(tx, user);
      database::insert_credential(tx, credentials[i]);
      const domain::SiteId site = person.everywhere ? domain::SiteId{} : made.sites[person.site];
      database::insert_grant(tx, {domain::GrantId{tx.next_id()}, 0, user.id, {person.role, site, {}}});
    }
    const auto boxes = make_freezers(tx, house_, made);
    make_tubes(tx, made, boxes, order);
    return 0;
  });
  return accounts;
}

bool DemoService::is_empty() const {
  return house_.database.read([](const database::ReadTransaction& tx) { return database::read_users(tx).empty(); });
}

DemoHouse DemoService::describe(const DemoOrder& order) const {
  return house_.database.read([&](const database::ReadTransaction& tx) {
    const auto site_of = [&](const database::Site& site) {
      return std::find(std::begin(kSiteCodes), std::end(kSiteCodes), site.code) - std::begin(kSiteCodes);
    };
    DemoHouse demo;
    for (const database::Site& site : database::read_sites(tx)) {
      if (site_of(site) < 2) demo.sites[static_cast<std::size_t>(site_of(site))] = site.id;
    }
    std::map<std::string, domain::UserId> users;
    for (const database::User& user : database::read_users(tx)) users[user.user_name] = user.id;
    demo.staff = {DemoStaff{users["coordinator"], users["technician"], users["storage"]},
                  DemoStaff{users["coordinator"], users["technician-ningbo"], users["storage"]}};
    std::map<std::string, domain::ContainerType> types;
    for (domain::ContainerType& t : database::read_container_types(tx)) types[t.code] = std::move(t);
    demo.types = {types["ROOM"], types["FREEZER-80"], types["SHELF"], types["RACK-5X4"], types["BOX-10X10"]};
    for (const Plan& plan : kPlans) demo.studies.push_back(describe_study(tx, plan, order.protocols));
    const bool whole = demo.sites[0] && demo.sites[1] && demo.staff[0].coordinator && demo.staff[0].technician &&
                       demo.staff[0].keeper && demo.staff[1].technician && demo.types.room.id && demo.types.box.id;
    if (!whole) throw domain::Refused(domain::ErrorCode::not_found, {{"field", "site"}});
    return demo;
  });
}

}  // namespace frostkeep::services
