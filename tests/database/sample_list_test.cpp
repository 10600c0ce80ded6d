// Lists show what the scope covers, page by page, and a file holds all of it.

#include "database/scope_sql.hpp"
#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class SampleListTest : public tests::BenchTest {
 protected:
  std::vector<std::string> codes(const SampleQuery& query, std::optional<domain::Scope> scope = {}) {
    std::vector<std::string> found;
    SampleQuery page = query;
    do {
      const SamplePage got = house.services.samples.list(scope.value_or(house.everywhere()), page);
      for (const auto& item : got.items) found.push_back(item.line.sample.code);
      page.after = got.next;
    } while (!page.after.empty());
    return found;
  }
};

TEST_F(SampleListTest, EveryTubeStandsOnExactlyOnePage) {
  const auto tubes = house.small.tubes(23);
  SampleQuery query;
  query.limit = 5;
  std::vector<std::string> expected;
  for (const auto& t : tubes) expected.push_back(t.code);
  EXPECT_EQ(codes(query), expected);
}

TEST_F(SampleListTest, IsCutByEachFilter) {
  const auto person = somebody();
  const auto serum = tube({.code = "S-1", .material = "SER", .participant = person.study_code});
  const auto plasma = tube({.code = "S-2", .more_codes = {"MAKER-77"}, .material = "PL1"});
  const auto box = house.small.a_box();
  house.services.placements.place(asked(), {box.id, "B3", "S-2"});
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes({.filter = {.participant = person.participant}}), Codes{"S-1"});
  EXPECT_EQ(codes({.filter = {}, .material = "血清"}), Codes{"S-1"});
  EXPECT_EQ(codes({.filter = {}, .state = "stored"}), Codes{"S-2"});
  EXPECT_EQ(codes({.filter = {.container = box.id}}), Codes{"S-2"});
  EXPECT_EQ(codes({.filter = {.code = "MAKER"}}), Codes{"S-2"});
  EXPECT_EQ(codes({.filter = {.code = "S-"}}), (Codes{"S-1", "S-2"}));
  EXPECT_EQ(codes({.filter = {.study = domain::StudyId{1}}}), Codes{});
  const auto page = house.services.samples.list(house.everywhere(), {.filter = {.container = box.id}});
  EXPECT_EQ(page.items.front().position, "B3");
  EXPECT_EQ(page.items.front().line.container_code, box.code);
  const auto line = house.services.samples.list(house.everywhere(), {.filter = {.code = "S-1"}}).items.front().line;
  EXPECT_EQ(line.participant_code, person.study_code);
  EXPECT_EQ(refused([&] { codes({.filter = {}, .state = "asleep"}); }), ErrorCode::field_malformed);
  EXPECT_EQ(refused([&] { codes({.filter = {}, .after = "x"}); }), ErrorCode::field_malformed);
}

TEST_F(SampleListTest, ATubeWithTwoCodesThatFitStandsThereOnce) {
  tube({.code = "TWO-1", .more_codes = {"TWO-2", "TWO-3"}, .material = "SER"});
  tube({.code = "TWO-25", .material = "SER"});
  EXPECT_EQ(codes({.filter = {.code = "TWO"}, .limit = 1}), (std::vector<std::string>{"TWO-1", "TWO-25"}));
}

TEST_F(SampleListTest, TheScopeOfAListIsTheScopeOfASingleRead) {
  const auto tubes = house.small.tubes(3);
  const domain::SiteId other_site{99};
  const domain::StudyId other_study{98};
  const std::vector<domain::Scope> scopes = {domain::Scope(std::vector<domain::Scope::Pair>{}),
                                             domain::Scope({{house.small.site, {}}}),
                                             domain::Scope({{{}, house.small.study}}),
                                             domain::Scope({{house.small.site, other_study}}),
                                             domain::Scope({{other_site, house.small.study}}),
                                             domain::Scope({{other_site, {}}, {house.small.site, house.small.study}})};
  for (const domain::Scope& scope : scopes) {
    const bool single = scope.contains(house.small.site, house.small.study) && !scope.is_empty();
    EXPECT_EQ(codes({}, scope).size(), single ? 3u : 0u) << database::scope_sql(scope, "site", "study");
  }
}

TEST(ScopeSql, EqualScopesGiveOneStatement) {
  const domain::SiteId a{7};
  const domain::SiteId b{3};
  const domain::StudyId study{5};
  const domain::Scope one({{a, {}}, {b, study}, {a, {}}});
  const domain::Scope other({{b, study}, {a, {}}});
  EXPECT_EQ(database::scope_sql(one, "x", "y"), database::scope_sql(other, "x", "y"));
  EXPECT_EQ(database::scope_sql(other, "x", "y"), "((x = 3 and y = 5) or (x = 7))");
  EXPECT_EQ(database::scope_sql(domain::Scope(std::vector<domain::Scope::Pair>{}), "x", "y"), "(1 = 0)");
}

TEST_F(SampleListTest, TheFileHoldsTheWholeListAndGuardsFormulas) {
  tube({.code = "=1+1", .material = "SER", .amount = "1.5 mL"});
  const std::string zh = house.services.samples.list_csv(house.everywhere(), {}, domain::Language::zh_cn);
  EXPECT_EQ(zh.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_NE(zh.find("\"'=1+1\""), std::string::npos) << zh;
  EXPECT_NE(zh.find("\"1.5 mL\""), std::string::npos);
  EXPECT_NE(zh.find("已接收"), std::string::npos) << zh;
  house.small.tubes(1'100);
  const std::string en = house.services.samples.list_csv(house.everywhere(), {}, domain::Language::en);
  EXPECT_EQ(std::count(en.begin(), en.end(), '\n'), 1'102);
  EXPECT_EQ(refused([&] { house.services.samples.list_csv(house.everywhere(), {}, domain::Language::en, 1'100); }),
            ErrorCode::list_too_long);
}

}  // namespace
}  // namespace frostkeep::services
