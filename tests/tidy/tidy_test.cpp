// The house rules, on the repository itself. Each rule is tried on a bad example in the file named after it.

#include <gtest/gtest.h>

#include "tidy/code_rules.hpp"
#include "tidy/findings_text.hpp"
#include "tidy/floor_rules.hpp"
#include "tidy/promise_rules.hpp"
#include "tidy/schema_rules.hpp"

namespace frostkeep::tidy {
namespace {

const Tree& house() {
  static const Tree tree = Tree::read(FROSTKEEP_SOURCE_DIR);
  return tree;
}

void expect_none(const Findings& findings) { EXPECT_TRUE(findings.empty()) << text_of(findings); }

TEST(House, IsFoundAtAll) {
  EXPECT_TRUE(house().has("CMakeLists.txt"));
  EXPECT_TRUE(house().has("server/base/clock.hpp"));
  EXPECT_FALSE(house().paths("tests/tidy/", {".cpp"}).empty());
  EXPECT_TRUE(house().paths("build/").empty());
}

TEST(House, IncludesOnlyDownwards) { expect_none(include_findings(house())); }
TEST(House, KeepsSqlInTheDatabaseFloor) { expect_none(sql_findings(house())); }
TEST(House, NeitherAllocatesNorFreesByHand) { expect_none(allocation_findings(house())); }
TEST(House, StartsThreadsOnlyAtItsDoors) { expect_none(thread_findings(house())); }
TEST(House, KeepsLinesFunctionsAndFilesShort) { expect_none(length_findings(house())); }
TEST(House, LeavesNothingUnfinished) { expect_none(unfinished_findings(house())); }
TEST(House, ReachesTheNetworkFromOneFolderOfThePage) { expect_none(fetch_findings(house())); }
TEST(House, NeverChangesAMigration) { expect_none(migration_findings(house())); }
TEST(House, NamesAndMapsEveryConstraint) { expect_none(constraint_findings(house())); }
TEST(House, GivesEveryTableOneClass) { expect_none(table_findings(house())); }
TEST(House, ExplainsEveryRefusalInBothLanguages) { expect_none(sentence_findings(house())); }
TEST(House, TestsEveryRefusal) { expect_none(untested_code_findings(house())); }
TEST(House, BuildsEverySource) { expect_none(target_findings(house())); }
TEST(House, HasAGoldenFileForEveryTemplateAndLanguage) { expect_none(golden_findings(house())); }
TEST(House, SaysEverythingInBothLanguages) { expect_none(catalogue_findings(house())); }

}  // namespace
}  // namespace frostkeep::tidy
