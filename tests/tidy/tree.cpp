#include "tidy/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <set>

namespace frostkeep::tidy {
namespace {

constexpr std::uintmax_t kLargestText = 2u << 20;

bool is_left_out(std::string_view relative) {
  static const std::set<std::string, std::less<>> names = {"node_modules", ".git", ".svelte-kit", "__pycache__"};
  return relative == "build" || relative == "var" || relative.starts_with("var.") || relative == "web/dist" ||
         relative == "tests/browser/output" || names.contains(file_name(relative));
}

bool is_picture(std::string_view path) {
  for (const std::string_view ending : {".png", ".jpg", ".tif", ".bmp", ".pdf", ".woff2"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

bool is_word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

Tree Tree::read(const std::filesystem::path& root) {
  Tree tree;
  for (auto at = std::filesystem::recursive_directory_iterator(root); at != std::filesystem::end(at); ++at) {
    const std::string relative = at->path().lexically_relative(root).generic_string();
    if (at->is_symlink() || is_left_out(relative)) {
      if (at->is_directory()) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    std::string text;
    if (!is_picture(relative) && at->file_size() <= kLargestText) {
      std::ifstream in(at->path(), std::ios::binary);
      text.assign(std::istreambuf_iterator<char>(in), {});
    }
    tree.with(relative, std::move(text));
  }
  return tree;
}

Tree& Tree::with(std::string path, std::string text) {
  files_.insert_or_assign(std::move(path), std::move(text));
  return *this;
}

std::string_view Tree::text(std::string_view path) const {
  const auto found = files_.find(std::string(path));
  return found == files_.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<std::string> Tree::paths(std::string_view prefix, std::initializer_list<std::string_view> endings) const {
  std::vector<std::string> result;
  for (const auto& [path, text] : files_) {
    const auto ends = [&path = path](std::string_view ending) { return path.ends_with(ending); };
    if (path.starts_with(prefix) && (endings.size() == 0 || std::any_of(endings.begin(), endings.end(), ends))) {
      result.push_back(path);
    }
  }
  return result;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool left = at == 0 || !is_word_character(text[at - 1]);
    if (left && (end == text.size() || !is_word_character(text[end]))) return true;
  }
  return false;
}

std::string at(std::string_view path, std::size_t line, std::string_view what) {
  return fmt::format("{}:{}: {}", path, line, what);
}

}  // namespace frostkeep::tidy
