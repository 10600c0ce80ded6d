// People are registered once, found without being read, and shown only to those who say why.

#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "base/bytes.hpp"
#include "database/identity_records.hpp"
#include "database/ledger_records.hpp"
#include "database/session_records.hpp"
#include "domain/code_text.hpp"
#include "services/identity_seal.hpp"
#include "support/test_house.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::Refused;

// Numbers whose check digits are right and that no division can have issued on those days (standards of the test data).
constexpr const char* kResidentId = "330106198001010013";
constexpr const char* kOtherId = "330102199003070027";
constexpr const char* kName = "欧阳测试";
constexpr const char* kPhone = "13800001234";
constexpr const char* kAddress = "杭州市西湖区虚构路 9 号";

class ParticipantTest : public ::testing::Test {
 protected:
  tests::TestHouse house;

  Asked asked(const std::string& reason = "") {
    Asked a = house.asked();
    a.context.site = house.small.site;
    a.context.reason = reason;
    return a;
  }
  RegistrationOrder somebody(const std::string& resident_id = kResidentId) {
    RegistrationOrder order{house.small.study};
    order.person.identity = {kName, resident_id, kPhone, kAddress};
    return order;
  }
  ParticipantView add(const RegistrationOrder& order) { return house.services.participants.add(asked(), order); }
  template <typename Act>
  ErrorCode refused(Act act) {
    try {
      act();
    } catch (const Refused& r) {
      return r.code();
    }
    ADD_FAILURE() << "it was not refused";
    return ErrorCode::internal_error;
  }
  std::int64_t count(const std::string& sql) { return house.database.root().query(sql).at(0).integer(0); }
};

TEST_F(ParticipantTest, ARegistrationMakesAPersonACodeAndNoNameAnywhere) {
  const ParticipantView view = add(somebody());
  ASSERT_EQ(view.enrolments.size(), 1u);
  const std::string code = view.enrolments[0].enrolment.study_code;
  EXPECT_TRUE(domain::is_own_code(code)) << code;
  EXPECT_EQ(view.participant.sex, domain::Sex::male) << "told by the resident ID";
  EXPECT_EQ(base::to_text(*view.participant.birth), "1980-01-01");
  EXPECT_EQ(view.known, (std::vector<std::string>{"name", "resident_id", "phone", "address"}));
  const ScanView scanned = house.services.scans.find(house.everywhere(), code);
  EXPECT_EQ(scanned.thing.kind, domain::StreamKind::participant);
  EXPECT_EQ(scanned.thing.id, view.participant.id.value);
  EXPECT_EQ(scanned.thing.title, code);
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(ParticipantTest, NoSealedFieldStandsInClearInAnyRowOrEntry) {
  add(somebody());
  const std::vector<std::string> secrets = {kName, kResidentId, kPhone, kAddress, "欧阳", "19800101001"};
  for (const std::string& secret : secrets) {
    EXPECT_EQ(count("select count(*) from ledger_entry where instr(payload, '" + secret + "') > 0 or instr(reason, '" +
                    secret + "') > 0"),
              0)
        << secret;
    EXPECT_EQ(
        count("select count(*) from participant_identity where instr(concat_ws('', name_sealed, resident_id_sealed, "
              "phone_sealed, address_sealed, name_index, name_birth_index, resident_id_index, phone_index), '" +
              secret + "') > 0"),
        0)
        << secret;
    EXPECT_EQ(count("select count(*) from idempotency where instr(answer, '" + secret + "') > 0"), 0) << secret;
  }
  EXPECT_EQ(
      count(
          "select count(*) from ledger_entry where instr(payload, (select name_sealed from participant_identity)) > 0"),
      1)
      << "the entry holds the sealed bytes, so that the row can be proved";
}

TEST_F(ParticipantTest, ASealedFieldOpensInItsOwnRowAndColumnOnly) {
  const auto one = add(somebody()).participant.id;
  RegistrationOrder other = somebody(kOtherId);
  other.person.identity.name = "另一位";
  const auto two = add(other).participant.id;
  const auto read = [&](domain::ParticipantId id) {
    return house.database->read([&](const database::ReadTransaction& tx) { return *database::find_identity(tx, id); });
  };
  EXPECT_EQ(open_identity(house.house, read(one)).name, kName);
  database::SealedIdentity moved = read(one);
  moved.name = read(two).name;
  EXPECT_THROW(open_identity(house.house, moved), base::BadBytes) << "moved from another row";
  moved = read(one);
  moved.name = moved.address;
  EXPECT_THROW(open_identity(house.house, moved), base::BadBytes) << "moved from another column";
  moved = read(one);
  moved.name->back() = static_cast<char>(moved.name->back() ^ 1);
  EXPECT_THROW(open_identity(house.house, moved), base::BadBytes) << "altered";
}

TEST_F(ParticipantTest, TheSameResidentIdIsRefusedUnlessSomebodyComparedThem) {
  const std::string code = add(somebody()).enrolments[0].enrolment.study_code;
  try {
    add(somebody());
    FAIL() << "a double was registered";
  } catch (const Refused& r) {
    EXPECT_EQ(r.code(), ErrorCode::participant_double);
    EXPECT_EQ(r.violations()[0].values.at("code"), code);
  }
  RegistrationOrder although = somebody();
  although.although_double = true;
  EXPECT_EQ(refused([&] { add(although); }), ErrorCode::reason_missing);
  const auto view = house.services.participants.add(asked("compared: a number typed wrong elsewhere"), although);
  EXPECT_EQ(view.warnings.at(0).code, "participant_similar");
}

TEST_F(ParticipantTest, SomebodyOfTheSameNameAndBirthDateIsRegisteredWithAWarning) {
  RegistrationOrder order{house.small.study};
  order.person.identity.name = "阿不都·热合曼";
  order.person.birth = base::parse_partial_date("1971-05-06");
  const std::string code = add(order).enrolments[0].enrolment.study_code;
  order.person.identity.name = " 阿不都・热合曼　";
  const auto view = add(order);
  ASSERT_EQ(view.warnings.size(), 1u);
  EXPECT_EQ(view.warnings[0].code, "participant_similar");
  EXPECT_EQ(view.warnings[0].values.at("code"), code);
  order.person.birth = base::parse_partial_date("1971");
  EXPECT_TRUE(add(order).warnings.empty()) << "a birth year is no birth date";
}

TEST_F(ParticipantTest, OfTwoWhoRegisterTheSamePersonAtOnceOneIsRefused) {
  constexpr int kRounds = 10;
  const std::vector<std::string> ids = {"11010519491231002X", "370101190102039973", kResidentId, kOtherId,
                                        "330203196505120037", "330483195602291127"};
  for (int round = 0; round < kRounds && round < static_cast<int>(ids.size()); ++round) {
    std::atomic<int> made = 0;
    std::atomic<int> doubles = 0;
    std::barrier start(4);
    std::vector<std::jthread> scanners;
    for (int i = 0; i < 4; ++i) {
      scanners.emplace_back([&] {
        start.arrive_and_wait();
        try {
          add(somebody(ids[static_cast<std::size_t>(round)]));
          ++made;
        } catch (const Refused& r) {
          if (r.code() == ErrorCode::participant_double) ++doubles;
        }
      });
    }
    scanners.clear();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(doubles, 3);
  }
}

TEST_F(ParticipantTest, SearchIsExactAfterNormalisation) {
  const auto id = add(somebody()).participant.id;
  const auto found = [&](const PersonSearch& wanted) {
    const auto list = house.services.participants.search(house.everywhere(), wanted);
    return list.size() == 1 && list[0].participant.id == id;
  };
  EXPECT_TRUE(found({kResidentId, "", ""}));
  EXPECT_TRUE(found({"３３０１０６１９８００１０１００１３", "", ""})) << "full-width digits of an input method";
  EXPECT_TRUE(found({"", "+86 138-0000-1234", ""}));
  EXPECT_TRUE(found({"", "", "欧阳 测试"}));
  EXPECT_FALSE(found({"", "", "欧阳"})) << "no part of a name is found";
  EXPECT_FALSE(found({kOtherId, "", ""}));
  EXPECT_EQ(refused([&] { house.services.participants.search(house.everywhere(), {}); }), ErrorCode::field_missing);
}

TEST_F(ParticipantTest, ShowingAnIdentityNeedsAReasonAndLeavesAnEntryInTheSession) {
  const auto id = add(somebody()).participant.id;
  const domain::SessionId session = house.database->write(asked().context, [&](database::WriteTransaction& tx) {
    database::NewSession fresh;
    fresh.session.id = domain::SessionId{tx.next_id()};
    fresh.session.user = house.database.somebody;
    fresh.session.expires_at = tx.now() + base::kHour;
    fresh.token = base::sha256("token");
    database::insert_session(tx, fresh);
    return fresh.session.id;
  });
  auto& people = house.services.participants;
  EXPECT_EQ(refused([&] { people.show_identity(asked(" "), session, id); }), ErrorCode::reason_missing);
  const std::uint32_t version = people.view(house.everywhere(), id).participant.version;
  EXPECT_EQ(people.show_identity(asked("participant asked"), session, id).resident_id, kResidentId);
  const auto entries = house.database->read([&](const database::ReadTransaction& tx) {
    return database::read_stream(tx, domain::StreamKind::session, session.value, 0, 10);
  });
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].entry.what, domain::Happening::identity_viewed);
  EXPECT_EQ(entries[1].entry.reason, "participant asked");
  EXPECT_EQ(people.view(house.everywhere(), id).participant.version, version) << "looking changes no version";
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(ParticipantTest, OutsideTheScopeThereIsNobody) {
  const auto id = add(somebody()).participant.id;
  const domain::Scope elsewhere({domain::Scope::Pair{{}, domain::StudyId{4711}}});
  auto& people = house.services.participants;
  EXPECT_EQ(refused([&] { people.view(elsewhere, id); }), ErrorCode::not_found);
  EXPECT_EQ(refused([&] { people.list(elsewhere, house.small.study, "", 10); }), ErrorCode::not_found);
  EXPECT_TRUE(people.search(elsewhere, {kResidentId, "", ""}).empty());
}

TEST_F(ParticipantTest, AnEditKeepsWhatItDoesntTellAndIsStaleOnce) {
  const auto made = add(somebody());
  const auto id = made.participant.id;
  PersonEdit edit;
  edit.phone = "13900005678";
  edit.address = "";
  auto& people = house.services.participants;
  const auto changed = people.edit(asked(), id, made.participant.version, edit);
  EXPECT_EQ(changed.known, (std::vector<std::string>{"name", "resident_id", "phone"}));
  EXPECT_EQ(people.search(house.everywhere(), {"", "13900005678", ""}).size(), 1u);
  EXPECT_TRUE(people.search(house.everywhere(), {"", kPhone, ""}).empty());
  EXPECT_EQ(refused([&] { people.edit(asked(), id, made.participant.version, edit); }), ErrorCode::version_stale);
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(ParticipantTest, DoublesAreMergedOnceAndStrataAreDated) {
  const auto one = add(somebody()).participant.id;
  RegistrationOrder second = somebody("");
  second.stratum = domain::Stratum::healthy;
  second.stratum_since = base::parse_date("2020-02-29");
  const auto two = add(second).participant.id;
  auto& people = house.services.participants;
  people.stratify(asked(), two, domain::Stratum::diseased, *base::parse_date("2023-01-05"), "diagnosis on file");
  const auto view = people.view(house.everywhere(), two);
  ASSERT_EQ(view.strata.size(), 2u);
  EXPECT_EQ(view.strata[0].stratum, domain::Stratum::diseased);
  EXPECT_EQ(view.strata[1].since, *base::parse_date("2020-02-29"));
  EXPECT_EQ(people.list(house.everywhere(), house.small.study, "", 1).more, true);
  for (const auto& line : people.list(house.everywhere(), house.small.study, "", 10).people) {
    EXPECT_EQ(line.stratum.has_value(), line.participant.id == two);
  }
  EXPECT_EQ(refused([&] { people.merge(asked(), two, one); }), ErrorCode::reason_missing);
  EXPECT_EQ(people.merge(asked("same person"), two, one).participant.merged_into, one);
  EXPECT_EQ(refused([&] { people.merge(asked("same person"), two, one); }), ErrorCode::participant_double);
  EXPECT_EQ(refused([&] { people.enrol(asked(), one, house.small.study, {}); }), ErrorCode::participant_double);
  EXPECT_TRUE(house.verify().findings.empty());
}

}  // namespace
}  // namespace frostkeep::services
