// The rules for source text, on made-up files.

#include "tidy/code_rules.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tidy/code.hpp"
#include "tidy/findings_text.hpp"

namespace frostkeep::tidy {
namespace {

Tree file(std::string path, std::string text) { return Tree().with(std::move(path), std::move(text)); }

std::string body_of(std::size_t lines, std::string_view line = "  run();\n") {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) text += line;
  return text;
}

TEST(Code, IsToldFromCommentsAndText) {
  const Code code =
      read_code("int a = 1'000; // new\nauto s = \"delete\" /* x */\n  \" it\"; f(R\"(raw \"x\")\");", true);
  EXPECT_EQ(code.text.find("new"), std::string::npos);
  EXPECT_NE(code.text.find("int a = 1'000;"), std::string::npos);
  ASSERT_EQ(code.literals.size(), 2u);
  EXPECT_EQ(code.literals[0].text, "delete it");
  EXPECT_EQ(code.literals[0].line, 2u);
  EXPECT_EQ(code.literals[1].text, "raw \"x\"");
}

TEST(Code, IsMeasuredInFunctions) {
  const Code code = read_code(
      "#define M(x) \\\n  { x\nnamespace a {\nconst int kTable[] = {\n1,\n2};\nclass B : public C {\n"
      " void f() const {\nif (x) {\n}\n}\n};\ntemplate <class T>\nT g(T t) {\n return t;\n}\n}\n",
      true);
  const auto functions = cpp_functions(code);
  ASSERT_EQ(functions.size(), 2u);
  EXPECT_EQ(functions[0].line, 8u);
  EXPECT_EQ(functions[0].lines, 4u);
  EXPECT_EQ(functions[1].line, 13u);
  EXPECT_EQ(functions[1].lines, 4u);
}

TEST(Sql, IsFoundOutsideItsFloorInEitherCase) {
  const std::string_view statements[] = {"SELECT id, \"\n  \"code FROM sample", "select id from sample where id = ?",
                                         "insert into sample (id) values (?)",  "UPDATE sample SET state = 1",
                                         "delete from job where id = ?",        "START TRANSACTION"};
  for (const std::string_view sql : statements) {
    const std::string text = fmt::format("void f() {{ run(\"{}\"); }}\n", sql);
    EXPECT_TRUE(tells(sql_findings(file("server/services/a.cpp", text)), "a.cpp:1: SQL")) << sql;
    EXPECT_TRUE(sql_findings(file("server/database/a_records.cpp", text)).empty()) << sql;
  }
}

TEST(Sql, IsNotSeenInSentencesAndComments) {
  for (const std::string_view harmless :
       {"say(\"Select a box from the list\");", "// select id from sample\n", "say(\"update\");"}) {
    EXPECT_TRUE(sql_findings(file("server/app/a.cpp", std::string(harmless))).empty()) << harmless;
  }
}

TEST(Allocation, IsFoundByHandOnly) {
  EXPECT_TRUE(tells(allocation_findings(file("labels/a.cpp", "\nauto* p = new Thing(1);\n")), "labels/a.cpp:2"));
  EXPECT_TRUE(tells(allocation_findings(file("tests/unit/a.cpp", "void f() { delete p; }\n")), "new or delete"));
  EXPECT_TRUE(
      allocation_findings(file("server/base/a.hpp", "#include <new>\nA(const A&) = delete;\n// a new one\n")).empty());
}

TEST(Threads, BeginAtTheDoorsOnly) {
  const std::string text = "std::thread worker(run);\n";
  EXPECT_TRUE(tells(thread_findings(file("server/services/a.cpp", text)), "a thread outside"));
  EXPECT_TRUE(tells(thread_findings(file("labels/a.cpp", "auto f = std::async(run);\n")), "a thread outside"));
  EXPECT_TRUE(thread_findings(file("server/jobs/worker.cpp", text)).empty());
  EXPECT_TRUE(
      thread_findings(file("server/database/a.cpp", "std::thread::id owner;\nstd::this_thread::yield();\n")).empty());
}

TEST(Lengths, AreCountedInCharacters) {
  EXPECT_TRUE(tells(length_findings(file("web/src/a.ts", body_of(121, "x") + "\n")), "web/src/a.ts:1: 121 characters"));
  EXPECT_TRUE(length_findings(file("web/src/a.ts", body_of(120, "霜") + "\n")).empty());
}

TEST(Lengths, AreKeptByFunctionsAndFiles) {
  const std::string longest = "void f() {\n" + body_of(68) + "}\n";
  EXPECT_TRUE(length_findings(file("server/base/a.cpp", longest)).empty());
  EXPECT_TRUE(tells(length_findings(file("server/base/a.cpp", "void f() {\n" + body_of(69) + "}\n")),
                    "a.cpp:1: a function of 71 lines"));
  EXPECT_TRUE(tells(length_findings(file("web/src/a.ts", "export function f(a: number) {\n" + body_of(69) + "}\n")),
                    "a function of 71 lines"));
  EXPECT_TRUE(tells(length_findings(file("deploy/a.sh", "f() {\n" + body_of(69) + "}\n")), "a function of 71 lines"));
  EXPECT_TRUE(tells(length_findings(file("schema/migrations/0001_a.sql", body_of(401))), "0001_a.sql: 401 lines"));
  EXPECT_TRUE(length_findings(file("web/src/api/schema.d.ts", body_of(401))).empty());
}

TEST(Unfinished, WorkIsFoundInEveryKindOfFile) {
  EXPECT_TRUE(tells(unfinished_findings(file("docs/a.md", std::string("one\nTO") + "DO: two\n")), "docs/a.md:2"));
  EXPECT_TRUE(unfinished_findings(file("docs/a.md", "TODOS\n")).empty());
}

TEST(Fetch, IsLeftToOneFolder) {
  const std::string text = "const answer = await fetch('/api/v1/sites');\n";
  EXPECT_TRUE(tells(fetch_findings(file("web/src/pages/a.svelte", text)), "a.svelte:1: the network"));
  EXPECT_TRUE(tells(fetch_findings(file("web/src/pages/a.ts", "new WebSocket(url);\n")), "the network"));
  EXPECT_TRUE(fetch_findings(file("web/src/api/client.ts", text)).empty());
  EXPECT_TRUE(fetch_findings(file("web/src/pages/a.ts", "// fetch(x)\nprefetch(x);\n")).empty());
}

}  // namespace
}  // namespace frostkeep::tidy
