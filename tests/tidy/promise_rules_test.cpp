// The rules that keep two places in step, on made-up files.

#include "tidy/promise_rules.hpp"

#include <gtest/gtest.h>

#include "tidy/findings_text.hpp"

namespace frostkeep::tidy {
namespace {

Tree with_codes() {
  return Tree().with("server/domain/error_code.hpp",
                     "#define CODES(X) \\\n  X(code_taken, conflict) X(code_unknown, not_found)\n");
}

TEST(Sentences, AreThereForEveryCodeInBothLanguages) {
  const auto findings = [](const std::string& csv) {
    return sentence_findings(with_codes().with("schema/reference/refusals.csv", csv));
  };
  const std::string head = "# version: 1\ncode,zh_cn,en,remedy_zh_cn,remedy_en\n";
  const std::string taken = "code_taken,码已用,\"Taken, already.\",换一个,Use another.\n";
  const std::string unknown = "code_unknown,没有此码,\"Nothing \"\"{code}\"\" here.\",再扫一次,Scan again.\n";
  EXPECT_TRUE(findings(head + taken + unknown).empty()) << text_of(findings(head + taken + unknown));
  EXPECT_TRUE(tells(findings(head + taken), "code_unknown has no sentence"));
  EXPECT_TRUE(
      tells(findings(head + taken + "code_unknown,没有此码,,再扫一次,Scan again.\n"), "csv:4: code_unknown has an"));
  EXPECT_TRUE(tells(findings(head + taken + unknown + taken), "code_taken stands there twice"));
  EXPECT_TRUE(tells(findings(head + taken + unknown + "code_lost,丢,Lost.,找,Look.\n"), "code_lost is no error code"));
  EXPECT_TRUE(tells(findings("code,en\ncode_taken,Taken.\ncode_unknown,No.\n"), "other columns"));
}

TEST(UntestedCodes, AreExcusedByTheListOnlyWhileTheyAre) {
  const Tree tested = with_codes().with("tests/api/a_test.cpp", "expect(\"code_taken\");\n");
  EXPECT_TRUE(tells(untested_code_findings(tested), "code_unknown is named in no test"));
  EXPECT_FALSE(tells(untested_code_findings(tested), "code_taken"));
  const auto excused = [&](const std::string& list) {
    return untested_code_findings(Tree(tested).with("tests/tidy/untested_codes.txt", list));
  };
  EXPECT_TRUE(excused("# reason\ncode_unknown\n").empty());
  EXPECT_TRUE(tells(excused("code_unknown\ncode_taken\n"), "txt:2: code_taken is tested now"));
  EXPECT_TRUE(tells(excused("code_unknown\ncode_lost\n"), "txt:2: code_lost is no error code"));
}

TEST(Targets, HoldEverySource) {
  const Tree tree =
      Tree()
          .with("server/base/a.cpp", "")
          .with("labels/b.cpp", "")
          .with("server/base/CMakeLists.txt", "add_library(x STATIC\n  a.cpp ${CMAKE_SOURCE_DIR}/labels/b.cpp)");
  EXPECT_TRUE(target_findings(tree).empty()) << text_of(target_findings(tree));
  EXPECT_TRUE(tells(target_findings(Tree(tree).with("tests/unit/a.cpp", "")), "tests/unit/a.cpp: stands in no"));
  EXPECT_TRUE(tells(target_findings(Tree(tree).with("labels/CMakeLists.txt", "file(GLOB s *.cpp)")), "by pattern"));
}

TEST(Templates, HaveGoldenFiles) {
  const Tree tree = Tree()
                        .with("labels/templates/cryovial.json", "{}")
                        .with("tests/unit/golden/cryovial.zh-CN.png", "")
                        .with("tests/unit/golden/cryovial.en.png", "");
  EXPECT_TRUE(golden_findings(tree).empty());
  EXPECT_TRUE(tells(golden_findings(Tree(tree).with("labels/templates/box.json", "{}")), "box.json: no golden file"));
}

TEST(Catalogues, SayTheSameThings) {
  const auto findings = [](const std::string& chinese, const std::string& english) {
    return catalogue_findings(Tree().with("web/src/i18n/zh-CN.json", chinese).with("web/src/i18n/en.json", english));
  };
  EXPECT_TRUE(findings(R"({"box":{"full":"满 {count}"}})", R"({"box":{"full":"Full: {count}"}})").empty());
  EXPECT_TRUE(tells(findings(R"({"a":"甲","b":"乙"})", R"({"a":"A"})"), "en.json: /b is missing"));
  EXPECT_TRUE(tells(findings(R"({"a":"甲"})", R"({"a":"A","b":"B"})"), "zh-CN.json: /b is missing"));
  EXPECT_TRUE(tells(findings(R"({"a":"甲 {n}"})", R"({"a":"A {m}"})"), "/a has other placeholders"));
  EXPECT_TRUE(tells(findings(R"({"a":"甲"})", R"({"a":" "})"), "/a has other placeholders, or is empty"));
  EXPECT_TRUE(tells(catalogue_findings(Tree().with("web/src/i18n/en.json", "{}")), "one catalogue is missing"));
}

}  // namespace
}  // namespace frostkeep::tidy
