#include "tidy/promise_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace frostkeep::tidy {
namespace {

constexpr std::string_view kCodes = "server/domain/error_code.hpp";
constexpr std::string_view kSentences = "schema/reference/refusals.csv";
constexpr std::string_view kUntested = "tests/tidy/untested_codes.txt";
constexpr std::string_view kChineseCatalogue = "web/src/i18n/zh-CN.json";
constexpr std::string_view kEnglishCatalogue = "web/src/i18n/en.json";

std::vector<std::string> error_codes(const Tree& tree) {
  static const std::regex entry(R"(\bX\((\w+),\s*\w+\))");
  const std::string text(tree.text(kCodes));
  std::vector<std::string> codes;
  for (auto found = std::sregex_iterator(text.begin(), text.end(), entry); found != std::sregex_iterator(); ++found) {
    codes.push_back(found->str(1));
  }
  return codes;
}

/// Cells of one line of RFC 4180, without line ends inside cells.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      const bool doubled = quoted && i + 1 < line.size() && line[i + 1] == '"';
      if (doubled) cells.back().push_back(line[i++]);
      if (!doubled) quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back().push_back(line[i]);
    }
  }
  return cells;
}

/// Dotted path of each text in a catalogue, with its placeholders, sorted.
std::map<std::string, std::set<std::string>> entries_of(std::string_view json) {
  static const std::regex placeholder(R"(\{(\w+))");
  std::map<std::string, std::set<std::string>> entries;
  const auto flat = nlohmann::json::parse(json).flatten();
  for (const auto& [path, value] : flat.items()) {
    const std::string text = value.is_string() ? value.get<std::string>() : "";
    std::set<std::string>& names = entries[path];
    for (auto found = std::sregex_iterator(text.begin(), text.end(), placeholder); found != std::sregex_iterator();
         ++found) {
      names.insert(found->str(1));
    }
    if (base::trim(text).empty()) names.insert("(empty)");
  }
  return entries;
}

/// Source files that the CMakeLists.txt at `path` lists, as paths from the root.
std::set<std::string> listed_sources(const Tree& tree, const std::string& path) {
  static const std::regex source(R"([\w./${}-]+\.cpp\b)");
  const std::string text(tree.text(path));
  std::set<std::string> sources;
  for (auto found = std::sregex_iterator(text.begin(), text.end(), source); found != std::sregex_iterator(); ++found) {
    std::string name = found->str();
    const std::string root = "${CMAKE_SOURCE_DIR}/";
    const bool from_root = name.starts_with(root);
    if (from_root) name.erase(0, root.size());
    const std::filesystem::path folder = from_root ? "" : std::string(folder_of(path));
    sources.insert((folder / name).lexically_normal().generic_string());
  }
  return sources;
}

}  // namespace

Findings sentence_findings(const Tree& tree) {
  static const std::vector<std::string> columns = {"code", "zh_cn", "en", "remedy_zh_cn", "remedy_en"};
  Findings findings;
  if (!tree.has(kSentences)) return findings;
  const auto codes = error_codes(tree);
  std::set<std::string> explained;
  bool has_head = false;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(tree.text(kSentences))) {
    ++number;
    if (line.starts_with('#')) continue;
    const auto cells = cells_of(line);
    if (!std::exchange(has_head, true)) {
      if (cells != columns) findings.push_back(at(kSentences, number, "has other columns than the rule knows"));
      continue;
    }
    const std::string& code = cells.front();
    const auto is_empty = [](const std::string& cell) { return base::trim(cell).empty(); };
    if (cells.size() != columns.size() || std::any_of(cells.begin(), cells.end(), is_empty)) {
      findings.push_back(at(kSentences, number, code + " has an empty or missing cell"));
    }
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      findings.push_back(at(kSentences, number, code + " is no error code"));
    }
    if (!explained.insert(code).second) findings.push_back(at(kSentences, number, code + " stands there twice"));
  }
  for (const std::string& code : codes) {
    if (!explained.contains(code)) findings.push_back(fmt::format("{}: {} has no sentence", kSentences, code));
  }
  return findings;
}

Findings untested_code_findings(const Tree& tree) {
  std::set<std::string> untested;
  for (const std::string& code : error_codes(tree)) untested.insert(code);
  const std::set<std::string> codes = untested;
  for (const std::string& path : tree.paths("tests/", {".cpp", ".hpp", ".ts", ".mjs", ".py"})) {
    if (path.starts_with("tests/tidy/")) continue;
    std::erase_if(untested, [&](const std::string& code) { return has_word(tree.text(path), code); });
  }
  Findings findings;
  std::size_t number = 0;
  std::set<std::string> excused;
  for (const std::string_view line : lines_of(tree.text(kUntested))) {
    ++number;
    const std::string code(base::trim(line));
    if (code.empty() || code.starts_with("#")) continue;
    excused.insert(code);
    if (!codes.contains(code)) findings.push_back(at(kUntested, number, code + " is no error code"));
    if (codes.contains(code) && !untested.contains(code)) {
      findings.push_back(at(kUntested, number, code + " is tested now: take the line out"));
    }
  }
  for (const std::string& code : untested) {
    if (!excused.contains(code)) findings.push_back(fmt::format("{}: {} is named in no test", kCodes, code));
  }
  return findings;
}

Findings target_findings(const Tree& tree) {
  static const std::regex gathered(R"(file\(GLOB[^)]*\*\.(cpp|hpp))");
  Findings findings;
  std::set<std::string> listed;
  for (const std::string& path : tree.paths("", {"CMakeLists.txt"})) {
    listed.merge(listed_sources(tree, path));
    const std::string_view text = tree.text(path);
    if (std::regex_search(text.begin(), text.end(), gathered)) {
      findings.push_back(path + ": gathers sources by pattern");
    }
  }
  for (const std::string_view root : {"server/", "labels/", "tests/"}) {
    for (const std::string& path : tree.paths(root, {".cpp"})) {
      if (!listed.contains(path)) findings.push_back(path + ": stands in no CMakeLists.txt");
    }
  }
  return findings;
}

Findings golden_findings(const Tree& tree) {
  Findings findings;
  const auto files = tree.paths("tests/");
  for (const std::string& path : tree.paths("labels/templates/", {".json"})) {
    std::string stock(file_name(path));
    stock.resize(stock.size() - std::string_view(".json").size());
    for (const std::string_view language : {"zh-CN", "en"}) {
      const std::string start = fmt::format("{}.{}.", stock, language);
      const auto is_golden = [&](const std::string& file) { return file_name(file).starts_with(start); };
      if (std::none_of(files.begin(), files.end(), is_golden)) {
        findings.push_back(fmt::format("{}: no golden file for {}", path, language));
      }
    }
  }
  return findings;
}

Findings catalogue_findings(const Tree& tree) {
  Findings findings;
  if (!tree.has(kChineseCatalogue) && !tree.has(kEnglishCatalogue)) return findings;
  if (!tree.has(kChineseCatalogue) || !tree.has(kEnglishCatalogue)) return {"web/src/i18n: one catalogue is missing"};
  const auto chinese = entries_of(tree.text(kChineseCatalogue));
  const auto english = entries_of(tree.text(kEnglishCatalogue));
  for (const auto& [key, names] : chinese) {
    const auto other = english.find(key);
    if (other == english.end()) {
      findings.push_back(fmt::format("{}: {} is missing", kEnglishCatalogue, key));
    } else if (other->second != names) {
      findings.push_back(fmt::format("{}: {} has other placeholders, or is empty", kEnglishCatalogue, key));
    }
  }
  for (const auto& [key, names] : english) {
    if (!chinese.contains(key)) findings.push_back(fmt::format("{}: {} is missing", kChineseCatalogue, key));
  }
  return findings;
}

}  // namespace frostkeep::tidy
