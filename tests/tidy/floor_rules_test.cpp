// The rule of floors, on made-up files.

#include "tidy/floor_rules.hpp"

#include <gtest/gtest.h>

#include "tidy/findings_text.hpp"

namespace frostkeep::tidy {
namespace {

Findings of(std::string path, std::string_view include) {
  return include_findings(Tree().with(std::move(path), "#pragma once\n#include " + std::string(include) + "\n"));
}

TEST(Floors, MayIncludeThemselvesAndThoseBelow) {
  EXPECT_TRUE(of("server/domain/sample.hpp", "\"domain/ids.hpp\"").empty());
  EXPECT_TRUE(of("server/services/a_service.cpp", "\"labels/picture.hpp\"").empty());
  EXPECT_TRUE(of("server/app/main.cpp", "\"http/server.hpp\"").empty());
  EXPECT_TRUE(of("labels/zpl.cpp", "\"base/text.hpp\"").empty());
}

TEST(Floors, MayNotIncludeUpwards) {
  EXPECT_TRUE(tells(of("server/domain/sample.hpp", "\"database/statement.hpp\""),
                    "server/domain/sample.hpp:2: domain may not include database"));
  EXPECT_TRUE(tells(of("server/base/text.cpp", "\"domain/ids.hpp\""), "base may not include domain"));
  EXPECT_TRUE(tells(of("server/http/gate.cpp", "\"database/statement.hpp\""), "http may not include database"));
  EXPECT_TRUE(tells(of("server/http/gate.cpp", "\"jobs/worker.hpp\""), "http may not include jobs"));
  EXPECT_TRUE(tells(of("labels/zpl.cpp", "\"domain/sample.hpp\""), "labels may not include domain"));
}

TEST(Floors, AreNamedInEveryIncludeOfTheirs) {
  EXPECT_TRUE(tells(of("server/domain/sample.cpp", "\"sample.hpp\""), "doesn't begin with a floor"));
  EXPECT_TRUE(tells(of("server/extra/thing.cpp", "<string>"), "stands in no floor"));
}

TEST(Floors, UseOnlyTheLibrariesOfTheirRow) {
  EXPECT_TRUE(of("server/database/statement.cpp", "<cppconn/prepared_statement.h>").empty());
  EXPECT_TRUE(tells(of("server/services/a_service.cpp", "<cppconn/connection.h>"), "services may not use connector"));
  EXPECT_TRUE(tells(of("server/domain/rules.cpp", "<Poco/Net/HTTPRequest.h>"), "domain may not use poco"));
  EXPECT_TRUE(tells(of("server/services/a_service.cpp", "<nlohmann/json.hpp>"), "services may not use json"));
  EXPECT_TRUE(tells(of("server/domain/rules.cpp", "<boost/regex.hpp>"), "belongs to no library"));
  EXPECT_TRUE(of("server/domain/rules.cpp", "<fmt/format.h>").empty());
  EXPECT_TRUE(of("server/app/process.cpp", "<sys/wait.h>").empty());
}

TEST(Floors, KeepSomeLibrariesInTheirFiles) {
  EXPECT_TRUE(of("server/base/digest.cpp", "<openssl/evp.h>").empty());
  EXPECT_TRUE(tells(of("server/base/text.cpp", "<openssl/evp.h>"), "only some files may use openssl"));
  EXPECT_TRUE(of("labels/printer_tcp.cpp", "<Poco/Net/StreamSocket.h>").empty());
  EXPECT_TRUE(tells(of("labels/zpl.cpp", "<Poco/Net/StreamSocket.h>"), "only some files may use poco"));
  const auto twice = Tree().with("labels/a.cpp", "#include <png.h>\n").with("labels/b.cpp", "#include <png.h>\n");
  EXPECT_TRUE(tells(include_findings(twice), "labels/b.cpp: a second file that uses png"));
}

}  // namespace
}  // namespace frostkeep::tidy
