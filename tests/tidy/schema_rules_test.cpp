// The rules for the schema, on made-up migrations.

#include "tidy/schema_rules.hpp"

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "tidy/findings_text.hpp"

namespace frostkeep::tidy {
namespace {

constexpr char kFirst[] = "schema/migrations/0001_first.sql";
constexpr char kSums[] = "schema/migrations/checksums.txt";
constexpr char kMapping[] = "server/database/constraint_errors.cpp";

std::string sum_line(std::string_view text, const std::string& name) {
  return base::to_hex(base::as_bytes(base::sha256(text))) + "  " + name + "\n";
}

TEST(Migrations, MayBeAddedButNotChanged) {
  const std::string text = "create table site (id bigint primary key);\n";
  const Tree sound = Tree().with(kFirst, text).with(kSums, sum_line(text, "0001_first.sql"));
  EXPECT_TRUE(migration_findings(sound).empty());
  EXPECT_TRUE(tells(migration_findings(Tree(sound).with(kFirst, text + " ")), "changed after it landed"));
  EXPECT_TRUE(tells(migration_findings(Tree(sound).with(kSums, "")), "has no line in checksums.txt"));
  const Tree emptied = Tree().with(kSums, sum_line(text, "0001_first.sql"));
  EXPECT_TRUE(tells(migration_findings(emptied), "0001_first.sql is gone"));
  EXPECT_TRUE(tells(migration_findings(Tree(sound).with("schema/migrations/0003_third.sql", text)),
                    "migration 0002 is missing"));
}

Findings in_table(const std::string& line) {
  return constraint_findings(Tree()
                                 .with(kFirst, "create table site (\n  id bigint not null,\n  " + line + "\n);\n")
                                 .with(kMapping, "{\"uq_site_code\", code_taken}, {\"ck_site_rank\", …}"));
}

TEST(Constraints, BearTheNameOfTheirKindAndTable) {
  for (const char* good : {"constraint uq_site_code unique (code)", "unique key uq_site_code (code)",
                           "key ix_site_name (name)", "constraint ck_site_rank check (rank >= 0)",
                           "constraint fk_site_study foreign key (study) references study (id)", "primary key (id)",
                           "checked_at bigint", "key_id int not null", "unique_code int -- unique by luck"}) {
    EXPECT_TRUE(in_table(good).empty()) << text_of(in_table(good));
  }
  EXPECT_TRUE(tells(in_table("unique (code)"), "0001_first.sql:3: isn't named uq_site_"));
  EXPECT_TRUE(tells(in_table("code varchar(8) unique"), "isn't named uq_site_"));
  EXPECT_TRUE(tells(in_table("constraint uq_other_code unique (code)"), "isn't named uq_site_"));
  EXPECT_TRUE(tells(in_table("rank int check (rank >= 0)"), "isn't named ck_site_"));
  EXPECT_TRUE(tells(in_table("study bigint references study (id)"), "isn't named fk_site_"));
  EXPECT_TRUE(tells(in_table("KEY name_index (name)"), "isn't named ix_site_"));
}

TEST(Constraints, AreMappedToRefusals) {
  EXPECT_TRUE(tells(in_table("constraint uq_site_name unique (name)"), "uq_site_name is mapped to no refusal"));
  EXPECT_TRUE(tells(in_table("constraint ck_site_ranks check (rank > 0)"), "ck_site_ranks is mapped to no refusal"));
}

TEST(Tables, StandInOneClassEach) {
  const auto with_classes = [](const std::string& rows) {
    return table_findings(Tree()
                              .with(kFirst, "create table if not exists `site` (\n);\ncreate table job (\n);\n")
                              .with("schema/tables.csv", "table,class\n" + rows));
  };
  EXPECT_TRUE(with_classes("site,replayed\njob,operational\n").empty());
  EXPECT_TRUE(tells(with_classes("site,replayed\n"), "job has no class"));
  EXPECT_TRUE(tells(with_classes("site,replayed\nsite,derived\njob,operational\n"), "tables.csv:3: site stands there"));
  EXPECT_TRUE(tells(with_classes("site,precious\njob,operational\n"), "tables.csv:2: has no known class"));
  EXPECT_TRUE(tells(with_classes("site,replayed\njob,operational\nbox,replayed\n"), "box is made by no migration"));
}

}  // namespace
}  // namespace frostkeep::tidy
