// What the demo fills in is what the services would have made: sound, whole, the same for the same seed.

#include <gtest/gtest.h>

#include <set>

#include "domain/national_id.hpp"
#include "services/demo_people.hpp"
#include "support/demo_house.hpp"

namespace frostkeep::tests {
namespace {

/// Every tube with its place, in order of code: what the seed decides.
std::vector<std::string> places(DemoTestHouse& demo) {
  std::vector<std::string> all;
  for (const database::Row& row : demo.database.root().query(
           "select concat_ws(' ', s.code, s.material, c.code, o.position, e.study_code) from sample s "
           "left join occupancy o on o.occupant_id = s.id left join container c on c.id = o.container_id "
           "left join sample_donor d on d.sample_id = s.id left join enrolment e on e.participant_id = "
           "d.participant_id "
           "order by s.code")) {
    all.push_back(row.text(0));
  }
  return all;
}

TEST(DemoTest, ACohortIsSoundAndWhole) {
  DemoTestHouse demo(70);
  const auto report = demo.verify();
  for (const database::Finding& f : report.findings) ADD_FAILURE() << f.table << " " << f.problem << " " << f.detail;
  EXPECT_EQ(demo.number("select count(*) from participant"), 70);
  const std::int64_t aliquots =
      demo.number("select count(*) from sample where kind in (2, 3) and event_id is not null");
  EXPECT_NEAR(static_cast<double>(aliquots) / 70, 28, 3);
  EXPECT_EQ(demo.number("select count(*) from occupancy o join sample s on s.id = o.occupant_id where s.kind in (2, 3) "
                        "and s.event_id is not null"),
            aliquots);
  EXPECT_GT(demo.number("select count(*) from occupancy where kind = 3"), 0) << "some are checked out";
  EXPECT_GT(demo.number("select count(*) from stay where to_time is not null"), 0) << "some were moved";
  EXPECT_EQ(demo.number("select count(*) from study"), 3);

  const auto people = demo.database.root().query("select id from participant");
  const auto visits =
      demo.services.collections.visits_of(demo.everywhere(), people.at(0).id_as<domain::ParticipantId>(0));
  ASSERT_EQ(visits.size(), 1u);
  EXPECT_EQ(visits[0].expected, 0);
  EXPECT_TRUE(visits[0].unplanned.empty());
  for (const auto& line : visits[0].lines) EXPECT_TRUE(line.sample.has_value()) << line.tube.role;

  EXPECT_FALSE(services::DemoService(demo.house).is_empty());
  EXPECT_THROW(services::DemoService(demo.house).fill(demo.order), domain::Refused) << "it isn't filled again";
}

TEST(DemoTest, TheSameSeedGivesTheSameHouseAlsoInTwoRuns) {
  DemoTestHouse once(130);
  DemoTestHouse twice(100);
  const services::CohortReport rest = twice.add_people(130);
  EXPECT_EQ(rest.people_before, 100u);
  EXPECT_EQ(rest.people, 30u);
  EXPECT_EQ(places(once), places(twice));
  EXPECT_EQ(twice.add_people(130).people, 0u);
  EXPECT_TRUE(twice.verify().findings.empty());
}

TEST(DemoTest, InventedPeopleHaveNumbersOfTheirOwnThatPassTheCheck) {
  std::set<std::string> numbers;
  for (std::uint64_t i = 0; i < 25'000; ++i) {
    const auto person = services::invent_person(7, i);
    const auto id = domain::parse_resident_id(person.entry.identity.resident_id);
    ASSERT_TRUE(id) << person.entry.identity.resident_id;
    EXPECT_TRUE(id->warnings.empty());
    EXPECT_EQ(id->sex, person.entry.sex);
    EXPECT_TRUE(numbers.insert(id->number).second) << i;
  }
}

}  // namespace
}  // namespace frostkeep::tests
