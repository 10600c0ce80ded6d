#include "tidy/floor_rules.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>

namespace frostkeep::tidy {
namespace {

/// An outside library that a floor may use; where `only` isn't empty, only in files whose name begins so.
struct Permit {
  std::string_view library;
  std::vector<std::string_view> only = {};
};

struct Floor {
  std::set<std::string_view> below;
  std::vector<Permit> outside;
};

const std::map<std::string_view, Floor>& floors() {
  static const std::map<std::string_view, Floor> table = {
      {"base",
       {{},
        {{"openssl", {"digest.cpp", "seal.cpp"}},
         {"sodium", {"password.cpp", "random.cpp", "keyed_hash.cpp"}},
         {"icu"}}}},
      {"domain", {{"base"}, {}}},
      {"labels",
       {{"base"},
        {{"json"},
         {"zxing"},
         {"zint"},
         {"png"},
         {"jpeg"},
         {"tiff"},
         {"freetype"},
         {"harfbuzz"},
         {"cups", {"printer_"}},
         {"poco", {"printer_"}},
         {"seccomp"}}}},
      {"documents",
       {{"base"}, {{"cairo"}, {"pango"}, {"harfbuzz"}, {"xlsxwriter"}, {"zip"}, {"expat"}, {"icu"}, {"json"}}}},
      {"database", {{"base", "domain"}, {{"connector"}}}},
      {"services", {{"base", "domain", "database", "labels", "documents"}, {}}},
      {"jobs", {{"base", "domain", "services"}, {{"poco"}, {"modbus"}, {"mosquitto"}}}},
      {"http", {{"base", "domain", "services"}, {{"poco"}, {"json"}, {"ldap"}}}},
      {"app",
       {{"base", "domain", "labels", "documents", "database", "services", "jobs", "http"},
        {{"cli11"},
         {"toml"},
         {"prometheus"},
         {"json", {"backup_folder.cpp", "restore_command.cpp", "verify_report.cpp", "verify_report.hpp"}}}}},
  };
  return table;
}

/// Libraries of which one source file alone may know.
const std::set<std::string_view> kOneFileLibraries = {"png", "jpeg", "tiff", "seccomp"};

struct Prefix {
  std::string_view header;
  std::string_view library;
};

constexpr Prefix kPrefixes[] = {
    {"openssl/", "openssl"},
    {"sodium", "sodium"},
    {"unicode/", "icu"},
    {"nlohmann/", "json"},
    {"ZXing/", "zxing"},
    {"zint.h", "zint"},
    {"png.h", "png"},
    {"jpeglib.h", "jpeg"},
    {"jerror.h", "jpeg"},
    {"tiff", "tiff"},
    {"ft2build.h", "freetype"},
    {"freetype", "freetype"},
    {"hb", "harfbuzz"},
    {"cups/", "cups"},
    {"seccomp.h", "seccomp"},
    {"Poco/", "poco"},
    {"cairo", "cairo"},
    {"pango/", "pango"},
    {"xlsxwriter", "xlsxwriter"},
    {"zip.h", "zip"},
    {"expat.h", "expat"},
    {"mysql_", "connector"},
    {"cppconn/", "connector"},
    {"modbus", "modbus"},
    {"mosquitto", "mosquitto"},
    {"ldap.h", "ldap"},
    {"CLI/", "cli11"},
    {"toml++/", "toml"},
    {"prometheus/", "prometheus"},
};

/// Headers of std, POSIX and fmt, which everybody may use; std's have neither dot nor slash.
bool is_everybodys(std::string_view header) {
  static const std::set<std::string_view> posix = {"dirent.h", "fcntl.h",   "glob.h", "grp.h",   "locale.h", "netdb.h",
                                                   "poll.h",   "pthread.h", "pwd.h",  "sched.h", "signal.h", "spawn.h",
                                                   "syslog.h", "termios.h", "time.h", "unistd.h"};
  for (const std::string_view folder : {"fmt/", "sys/", "netinet/", "arpa/", "linux/", "net/"}) {
    if (header.starts_with(folder)) return true;
  }
  return header.find_first_of("./") == std::string_view::npos || posix.contains(header);
}

/// The library to which a header in angle brackets belongs: "" for everybody's, nothing if unknown.
std::optional<std::string_view> library_of(std::string_view header) {
  if (is_everybodys(header)) return "";
  for (const Prefix& prefix : kPrefixes) {
    if (header.starts_with(prefix.header)) return prefix.library;
  }
  return std::nullopt;
}

std::string floor_of(std::string_view path) {
  if (path.starts_with("labels/")) return "labels";
  path.remove_prefix(std::string_view("server/").size());
  return std::string(path.substr(0, path.find('/')));
}

/// What an include line names, with its opening bracket or quote; empty for any other line.
std::string_view included(std::string_view line) {
  const std::size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos || line[start] != '#') return {};
  const std::size_t word = line.find("include", start);
  const std::size_t open = word == std::string_view::npos ? word : line.find_first_of("<\"", word);
  if (open == std::string_view::npos) return {};
  return line.substr(open, line.find_first_of(">\"", open + 1) - open);
}

std::string wrong_own(const std::string& floor, const Floor& rule, std::string_view header) {
  const std::string_view root = header.substr(0, header.find('/'));
  if (!floors().contains(root)) return fmt::format("\"{}\" doesn't begin with a floor", header);
  if (root == floor || rule.below.contains(root)) return {};
  return fmt::format("{} may not include {} (\"{}\")", floor, root, header);
}

std::string wrong_outside(const std::string& floor, const Floor& rule, std::string_view path, std::string_view header) {
  const auto library = library_of(header);
  if (!library) return fmt::format("<{}> belongs to no library of the table", header);
  if (library->empty()) return {};
  for (const Permit& permit : rule.outside) {
    if (permit.library != *library) continue;
    if (permit.only.empty()) return {};
    for (const std::string_view name : permit.only) {
      if (file_name(path).starts_with(name)) return {};
    }
    return fmt::format("<{}>: in {} only some files may use {}", header, floor, *library);
  }
  return fmt::format("{} may not use {} (<{}>)", floor, *library, header);
}

}  // namespace

Findings include_findings(const Tree& tree) {
  Findings findings;
  std::map<std::string_view, std::set<std::string>> users;
  std::vector<std::string> paths = tree.paths("server/", {".cpp", ".hpp"});
  for (const std::string& path : tree.paths("labels/", {".cpp", ".hpp"})) paths.push_back(path);
  for (const std::string& path : paths) {
    const std::string floor = floor_of(path);
    const auto rule = floors().find(floor);
    if (rule == floors().end()) {
      findings.push_back(path + ": stands in no floor");
      continue;
    }
    std::size_t number = 0;
    for (const std::string_view line : lines_of(tree.text(path))) {
      ++number;
      const std::string_view target = included(line);
      if (target.empty()) continue;
      const std::string_view header = target.substr(1);
      const std::string wrong = target.front() == '"' ? wrong_own(floor, rule->second, header)
                                                      : wrong_outside(floor, rule->second, path, header);
      if (!wrong.empty()) findings.push_back(at(path, number, wrong));
      const auto library = target.front() == '<' ? library_of(header) : std::nullopt;
      if (library && kOneFileLibraries.contains(*library)) users[*library].insert(path);
    }
  }
  for (const auto& [library, files] : users) {
    if (files.size() > 1) findings.push_back(fmt::format("{}: a second file that uses {}", *files.rbegin(), library));
  }
  return findings;
}

}  // namespace frostkeep::tidy
