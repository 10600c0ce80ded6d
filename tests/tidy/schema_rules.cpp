#include "tidy/schema_rules.hpp"

#include <fmt/format.h>

#include <map>
#include <regex>
#include <set>
#include <string>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace frostkeep::tidy {
namespace {

constexpr std::string_view kMigrations = "schema/migrations/";
constexpr std::string_view kChecksums = "schema/migrations/checksums.txt";
constexpr std::string_view kTables = "schema/tables.csv";
constexpr std::string_view kMapping = "server/database/constraint_errors.cpp";

/// One line of a migration in upper and lower case as written, without its comment, and the table it belongs to.
struct SchemaLine {
  std::string path;
  std::size_t number;
  std::string text;
  std::string table;
};

const std::regex& table_head() {
  static const std::regex pattern(R"((create|alter)\s+table\s+(if\s+(not\s+)?exists\s+)?`?(\w+)`?)", std::regex::icase);
  return pattern;
}

std::vector<SchemaLine> schema_lines(const Tree& tree) {
  std::vector<SchemaLine> result;
  for (const std::string& path : tree.paths(kMigrations, {".sql"})) {
    std::string table;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(tree.text(path))) {
      ++number;
      std::string text(line.substr(0, line.find("--")));
      std::smatch head;
      if (std::regex_search(text, head, table_head())) table = head[4];
      result.push_back({path, number, std::move(text), table});
    }
  }
  return result;
}

/// "unique", "foreign", "check" or "index": what a line of a table declares beyond columns; empty for a column.
std::string declared(const std::string& line) {
  static const std::regex primary(R"(primary\s+key)", std::regex::icase);
  static const std::vector<std::pair<std::string, std::regex>> kinds = {
      {"uq_", std::regex(R"(\bunique\b)", std::regex::icase)},
      {"fk_", std::regex(R"(\b(foreign\s+key|references)\b)", std::regex::icase)},
      {"ck_", std::regex(R"(\bcheck\s*\()", std::regex::icase)},
      {"ix_", std::regex(R"(^\s*(,|add)?\s*((fulltext|spatial)\s+)?(key|index)\b|create\s+index)", std::regex::icase)}};
  if (std::regex_search(line, primary)) return {};
  for (const auto& [prefix, pattern] : kinds) {
    if (std::regex_search(line, pattern)) return prefix;
  }
  return {};
}

/// Tables of the migrations, and the one in which the migrator itself keeps its book.
std::set<std::string> created_tables(const Tree& tree) {
  static const std::regex create(R"(create\s+table\s+(if\s+not\s+exists\s+)?`?(\w+)`?)", std::regex::icase);
  std::vector<std::string> paths = tree.paths(kMigrations, {".sql"});
  paths.emplace_back("server/database/migrations.cpp");
  std::set<std::string> tables;
  for (const std::string& path : paths) {
    for (const std::string_view line : lines_of(tree.text(path))) {
      const std::string text(line.substr(0, line.find("--")));
      std::smatch name;
      if (std::regex_search(text, name, create)) tables.insert(name[2]);
    }
  }
  return tables;
}

}  // namespace

Findings migration_findings(const Tree& tree) {
  Findings findings;
  std::map<std::string, std::string> sums;
  for (const std::string_view line : lines_of(tree.text(kChecksums))) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    sums[std::string(base::trim(line.substr(space)))] = std::string(line.substr(0, space));
  }
  int expected = 0;
  for (const std::string& path : tree.paths(kMigrations, {".sql"})) {
    const std::string name(file_name(path));
    if (name.substr(0, 5) != fmt::format("{:04}_", ++expected)) {
      findings.push_back(fmt::format("{}: migration {:04} is missing before it", path, expected));
    }
    const auto sum = sums.find(name);
    if (sum == sums.end()) {
      findings.push_back(path + ": has no line in checksums.txt");
    } else {
      const auto digest = base::sha256(tree.text(path));
      if (sum->second != base::to_hex(base::as_bytes(digest))) findings.push_back(path + ": changed after it landed");
      sums.erase(sum);
    }
  }
  for (const auto& [name, sum] : sums) findings.push_back(fmt::format("{}: {} is gone", kChecksums, name));
  return findings;
}

Findings constraint_findings(const Tree& tree) {
  static const std::regex name_pattern(R"(\b((uq|fk|ck|ix)_\w+))");
  Findings findings;
  const std::string_view mapping = tree.text(kMapping);
  for (const SchemaLine& line : schema_lines(tree)) {
    const std::string prefix = declared(line.text);
    if (prefix.empty()) continue;
    std::smatch name;
    if (!std::regex_search(line.text, name, name_pattern) || !name.str(1).starts_with(prefix + line.table)) {
      findings.push_back(at(line.path, line.number, fmt::format("isn't named {}{}_…", prefix, line.table)));
    } else if ((prefix == "uq_" || prefix == "ck_") && tree.has(kMapping) && !has_word(mapping, name.str(1))) {
      findings.push_back(at(line.path, line.number, fmt::format("{} is mapped to no refusal", name.str(1))));
    }
  }
  return findings;
}

Findings table_findings(const Tree& tree) {
  static const std::set<std::string, std::less<>> classes = {"replayed", "derived", "append-only", "sealed",
                                                             "operational"};
  Findings findings;
  if (!tree.has(kTables)) return findings;
  std::set<std::string> listed;
  const std::set<std::string> created = created_tables(tree);
  const auto lines = lines_of(tree.text(kTables));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto cells = base::split(lines[i], ',');
    if (i == 0) {
      if (cells.size() < 2 || cells[0] != "table" || cells[1] != "class") {
        findings.push_back(at(kTables, 1, "doesn't begin with the columns table,class"));
      }
      continue;
    }
    const std::string table(cells[0]);
    if (cells.size() < 2 || !classes.contains(cells[1])) findings.push_back(at(kTables, i + 1, "has no known class"));
    if (!listed.insert(table).second) findings.push_back(at(kTables, i + 1, table + " stands there twice"));
    if (!created.contains(table)) findings.push_back(at(kTables, i + 1, table + " is made by no migration"));
  }
  for (const std::string& table : created) {
    if (!listed.contains(table)) findings.push_back(fmt::format("{}: {} has no class", kTables, table));
  }
  return findings;
}

}  // namespace frostkeep::tidy
