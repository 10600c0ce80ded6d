#include "domain/container_tree.hpp"

#include <gtest/gtest.h>

#include <set>

namespace frostkeep::domain {
namespace {

class ContainerTreeTest : public ::testing::Test {
 protected:
  TypesById types;

  ContainerTypeId type(const std::string& code, int rank, int rows, int columns, bool samples = false) {
    ContainerType t;
    t.id = ContainerTypeId{types.size() + 1};
    t.code = code;
    t.rank = rank;
    t.layout.rows = rows;
    t.layout.columns = columns;
    if (!samples) t.layout.row_scheme = AxisScheme::numbers;
    t.holds_samples = samples;
    types[t.id] = t;
    return t.id;
  }

  ContainerTypeId freezer = type("FREEZER", rank::kFreezer, 5, 1);
  ContainerTypeId shelf = type("SHELF", rank::kShelf, 1, 6);
  ContainerTypeId rack = type("RACK", rank::kRack, 5, 4);
  ContainerTypeId box = type("BOX", rank::kBox, 9, 9, true);
  ContainerTypeId bag = type("BAG", rank::kShelf, 0, 0);

  TreeNode node(ContainerTypeId id, int count, std::vector<TreeNode> contents = {}) {
    TreeNode n;
    n.type = id;
    n.count = count;
    n.contents = std::move(contents);
    return n;
  }
  TreeNode whole_freezer() { return node(freezer, 1, {node(shelf, 5, {node(rack, 4, {node(box, 20)})})}); }

  /// "code pointer" of each violation.
  std::set<std::string> wrong(const TreeNode& tree, const std::optional<TreeParent>& parent = std::nullopt) {
    std::set<std::string> out;
    for (const Violation& v : plan_tree(tree, types, parent).violations) {
      out.insert(std::string(name_of(v.code)) + " " + v.values.at("pointer"));
    }
    return out;
  }
};

TEST_F(ContainerTreeTest, AFreezerIsPlannedParentsFirstInFillOrder) {
  const TreeNode tree = whole_freezer();
  const auto plan = plan_tree(tree, types, std::nullopt);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->size(), 1u + 5 + 20 + 400);
  EXPECT_FALSE(plan->front().parent);
  EXPECT_EQ(plan->front().position, 0);
  std::set<std::pair<std::size_t, int>> cells;
  for (std::size_t i = 1; i < plan->size(); ++i) {
    const PlannedContainer& p = (*plan)[i];
    ASSERT_TRUE(p.parent);
    EXPECT_LT(*p.parent, i);
    EXPECT_GT(p.type->rank, (*plan)[*p.parent].type->rank);
    EXPECT_TRUE(cells.insert({*p.parent, p.position}).second) << "two in one cell";
  }
}

TEST_F(ContainerTreeTest, NamesAndTemperatureComeFromAbove) {
  TreeNode tree = whole_freezer();
  tree.name = "F1";
  tree.temperature_mdeg_c = -80'000;
  tree.contents[0].name = "{parent} shelf {n}";
  tree.contents[0].contents[0].name = "{parent} {position}";
  const auto plan = plan_tree(tree, types, std::nullopt);
  ASSERT_TRUE(plan);
  EXPECT_EQ((*plan)[1].name, "F1 shelf 1");
  EXPECT_EQ((*plan)[2].name, "F1 shelf 1 1") << "a rack on a shelf of one row is named by its column";
  for (const PlannedContainer& p : *plan) EXPECT_EQ(p.temperature_mdeg_c, -80'000);
}

TEST_F(ContainerTreeTest, EachNodeThatIsWrongIsNamed) {
  TreeNode tree = whole_freezer();
  tree.contents[0].count = 3;
  tree.contents[0].contents[0].count = 7;
  tree.contents[0].contents[0].contents[0].code = "ONE-CODE";
  tree.contents.push_back(node(ContainerTypeId{99}, 1));
  tree.contents.push_back(node(freezer, 0));
  tree.contents[0].materials = {"SER", "JAM"};
  tree.contents[0].code_prefix = "1";
  types[shelf].retired = true;
  const std::set<std::string> expected = {"container_type_retired /tree/contents/0/type_id",
                                          "field_malformed /tree/contents/0/materials",
                                          "field_malformed /tree/contents/0/code_prefix",
                                          "field_out_of_range /tree/contents/0/contents/0/count",
                                          "code_malformed /tree/contents/0/contents/0/contents/0/code",
                                          "field_malformed /tree/contents/1/type_id",
                                          "rank_not_allowed /tree/contents/2/type_id",
                                          "field_out_of_range /tree/contents/2/count"};
  EXPECT_EQ(wrong(tree), expected);
}

TEST_F(ContainerTreeTest, NothingStandsInABoxOrInSomethingSmaller) {
  EXPECT_EQ(wrong(node(box, 1, {node(box, 1)})), std::set<std::string>{"rank_not_allowed /tree/contents/0/type_id"});
  EXPECT_EQ(wrong(node(rack, 1, {node(shelf, 1)})), std::set<std::string>{"rank_not_allowed /tree/contents/0/type_id"});
}

TEST_F(ContainerTreeTest, ATransactionsLimitHoldsHoweverTheNumbersMultiply) {
  const std::set<std::string> too_many = {"field_out_of_range /tree/count"};
  EXPECT_EQ(wrong(node(bag, 3'900)), std::set<std::string>{});
  EXPECT_EQ(wrong(node(bag, 3'000, {node(rack, 3'000, {node(box, 20)})})), too_many);
  EXPECT_EQ(wrong(node(freezer, 10, {node(shelf, 5, {node(rack, 4, {node(box, 20)})})})), too_many);
}

TEST_F(ContainerTreeTest, ATreeTakesTheFreeCellsOfWhatItStandsIn) {
  const TreeParent parent{&types.at(rack), "R", -20'000, {3, 7, 8}, 0};
  const TreeNode three = node(box, 3);
  const auto plan = plan_tree(three, types, parent);
  ASSERT_TRUE(plan);
  EXPECT_EQ((*plan)[1].position, 7);
  EXPECT_EQ((*plan)[1].temperature_mdeg_c, -20'000);
  EXPECT_EQ(wrong(node(box, 4), parent), std::set<std::string>{"field_out_of_range /tree/count"});
  const TreeParent no_grid{&types.at(bag), "B", {}, {}, 41};
  EXPECT_EQ((*plan_tree(three, types, no_grid))[0].position, 42);
}

TEST(ContainerTypeRules, EachFieldOfATypeIsJudged) {
  ContainerType type;
  type.layout.rows = 9;
  type.rank = 100;
  type.materials = {"JAM"};
  type.temperature_mdeg_c = 200'000;
  std::set<std::string> fields;
  for (const Violation& v : violations_of(type)) fields.insert(v.values.at("field"));
  EXPECT_EQ(fields, (std::set<std::string>{"code", "name_zh", "name_en", "columns", "rank", "materials",
                                           "temperature_mdeg_c"}));
}

}  // namespace
}  // namespace frostkeep::domain
