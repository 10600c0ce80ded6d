#pragma once
/// The files of the repository as the house rules see them: path from the root, and text. A rule is a function from
/// such a tree to findings, so that it can be tried on a small made-up tree as well as on the real one.

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::tidy {

/// What is wrong, one sentence each, beginning with the path; empty means that the rule holds.
using Findings = std::vector<std::string>;

class Tree {
 public:
  /// Everything under `root` but build results, data, fetched packages and Git's own folder. Files over 2 MiB and
  /// pictures are listed with an empty text.
  static Tree read(const std::filesystem::path& root);

  /// Adds a made-up file.
  Tree& with(std::string path, std::string text);

  bool has(std::string_view path) const { return files_.contains(std::string(path)); }
  /// The text of a file; empty where there is none.
  std::string_view text(std::string_view path) const;
  /// Paths that begin with `prefix` and end with one of `endings` (all, where none is given), sorted.
  std::vector<std::string> paths(std::string_view prefix, std::initializer_list<std::string_view> endings = {}) const;

 private:
  std::map<std::string, std::string> files_;
};

/// The lines of a text, without their line ends.
std::vector<std::string_view> lines_of(std::string_view text);
/// The part after the last slash.
std::string_view file_name(std::string_view path);
/// The part before the last slash; empty for a file at the root.
std::string_view folder_of(std::string_view path);
/// Whether `word` stands in `text` with no letter, digit or underscore beside it.
bool has_word(std::string_view text, std::string_view word);
/// "path:line: what".
std::string at(std::string_view path, std::size_t line, std::string_view what);

}  // namespace frostkeep::tidy
