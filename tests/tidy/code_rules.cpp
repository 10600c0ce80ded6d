#include "tidy/code_rules.hpp"

#include <fmt/format.h>

#include <regex>
#include <set>
#include <string>

#include "tidy/code.hpp"

namespace frostkeep::tidy {
namespace {

std::vector<std::string> cpp_files(const Tree& tree, std::initializer_list<std::string_view> roots) {
  std::vector<std::string> paths;
  for (const std::string_view root : roots) {
    for (const std::string& path : tree.paths(root, {".cpp", ".hpp"})) paths.push_back(path);
  }
  return paths;
}

/// Adds a finding for each line of code (comments and literals blank) in which `pattern` is found.
void search_code(const Tree& tree, const std::string& path, const std::regex& pattern, std::string_view what,
                 Findings& findings) {
  const Code code = read_code(tree.text(path), true);
  std::size_t number = 0;
  for (const std::string_view line : lines_of(code.text)) {
    ++number;
    if (std::regex_search(line.begin(), line.end(), pattern)) findings.push_back(at(path, number, what));
  }
}

/// A statement begins with its verb in one case throughout, a sentence with one capital.
bool is_sql(std::string_view literal) {
  static const std::regex pattern(
      R"(^\s*(SELECT\s+(\d|@@|[^;]*\sFROM\s)|select\s+(\d|@@|[^;]*\sfrom\s+`?[a-z_]+\b)|)"
      R"(INSERT\s+(IGNORE\s+)?INTO\s|insert\s+(ignore\s+)?into\s+`?[a-z_]+[\s`(]|)"
      R"(UPDATE\s+\S+\s+(SET|JOIN)\s|update\s+`?[a-z_]+`?\s+(set|join)\s|DELETE\s+FROM\s|delete\s+from\s|)"
      R"(REPLACE\s+INTO\s|replace\s+into\s|GRANT\s+.*\sON\s|grant\s+.*\son\s.*\sto\s|)"
      R"((CREATE|ALTER|DROP|TRUNCATE|LOCK)\s+(TABLE|DATABASE|INDEX|USER|SCHEMA|VIEW)|)"
      R"((create|alter|drop|truncate|lock)\s+(table|database|user|schema|view)\s+(if|`)|)"
      R"((START|start)\s+(TRANSACTION|transaction)|(SET|set)\s+(SESSION|GLOBAL|session|global)\s))");
  constexpr std::size_t kEnough = 2000;
  literal = literal.substr(0, kEnough);
  return std::regex_search(literal.begin(), literal.end(), pattern);
}

bool is_generated(std::string_view path) {
  return path.ends_with("schema.d.ts") || path.ends_with("package-lock.json") || path == "docs/openapi.json";
}

std::vector<Function> functions_of(std::string_view path, std::string_view text) {
  if (path.ends_with(".cpp") || path.ends_with(".hpp")) return cpp_functions(read_code(text, true));
  if (path.ends_with(".sh")) return shell_functions(text);
  if (path.ends_with(".ts") || path.ends_with(".svelte") || path.ends_with(".mjs")) {
    return script_functions(read_code(text, false));
  }
  return {};
}

std::size_t characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  return count;
}

}  // namespace

Findings sql_findings(const Tree& tree) {
  Findings findings;
  for (const std::string& path : cpp_files(tree, {"server/", "labels/"})) {
    if (path.starts_with("server/database/")) continue;
    for (const Literal& literal : read_code(tree.text(path), true).literals) {
      if (is_sql(literal.text)) findings.push_back(at(path, literal.line, "SQL outside server/database"));
    }
  }
  return findings;
}

Findings allocation_findings(const Tree& tree) {
  static const std::regex deleted_function(R"(=\s*delete\b)");
  Findings findings;
  for (const std::string& path : cpp_files(tree, {"server/", "labels/", "tests/"})) {
    const std::string code = std::regex_replace(read_code(tree.text(path), true).text, deleted_function, "");
    std::size_t number = 0;
    for (const std::string_view line : lines_of(code)) {
      ++number;
      const bool directive = line.find_first_not_of(' ') == line.find('#');
      if (!directive && (has_word(line, "new") || has_word(line, "delete"))) {
        findings.push_back(at(path, number, "new or delete"));
      }
    }
  }
  return findings;
}

Findings thread_findings(const Tree& tree) {
  static const std::regex pattern(R"(std::(jthread|thread)\b(?!::)|std::async\b|pthread_create)");
  Findings findings;
  for (const std::string& path : cpp_files(tree, {"server/", "labels/"})) {
    const bool allowed =
        path.starts_with("server/jobs/") || path.starts_with("server/http/") || path.starts_with("server/app/");
    if (!allowed) search_code(tree, path, pattern, "a thread outside jobs, http and app", findings);
  }
  return findings;
}

Findings length_findings(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.paths(
           "", {".cpp", ".hpp", ".ts", ".svelte", ".css", ".mjs", ".js", ".sql", ".sh", ".py", "CMakeLists.txt"})) {
    if (is_generated(path)) continue;
    const std::string_view text = tree.text(path);
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t length = characters(lines[i]);
      if (length > kLongestLine) findings.push_back(at(path, i + 1, fmt::format("{} characters", length)));
    }
    if (lines.size() > kLongestFile) findings.push_back(fmt::format("{}: {} lines", path, lines.size()));
    for (const Function& function : functions_of(path, text)) {
      if (function.lines > kLongestFunction) {
        findings.push_back(at(path, function.line, fmt::format("a function of {} lines", function.lines)));
      }
    }
  }
  return findings;
}

Findings unfinished_findings(const Tree& tree) {
  static const std::string notes[] = {std::string("TO") + "DO", std::string("FIX") + "ME"};
  Findings findings;
  for (const std::string& path : tree.paths("")) {
    if (is_generated(path)) continue;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(tree.text(path))) {
      ++number;
      for (const std::string& note : notes) {
        if (has_word(line, note)) findings.push_back(at(path, number, note));
      }
    }
  }
  return findings;
}

Findings fetch_findings(const Tree& tree) {
  static const std::regex pattern(
      R"((^|[^.\w])fetch\s*\(|(window|globalThis|self)\.fetch\b|XMLHttpRequest|sendBeacon|EventSource|WebSocket)");
  Findings findings;
  for (const std::string& path : tree.paths("web/src/", {".ts", ".svelte", ".js"})) {
    if (path.starts_with("web/src/api/")) continue;
    const Code code = read_code(tree.text(path), false);
    std::size_t number = 0;
    for (const std::string_view line : lines_of(code.text)) {
      ++number;
      if (std::regex_search(line.begin(), line.end(), pattern)) {
        findings.push_back(at(path, number, "the network is reached outside web/src/api"));
      }
    }
  }
  return findings;
}

}  // namespace frostkeep::tidy
