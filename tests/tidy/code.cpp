#include "tidy/code.hpp"

#include <algorithm>
#include <cctype>

namespace frostkeep::tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Walks over the source once, copying code and blanking the rest.
class Reader {
 public:
  Reader(std::string_view source, bool is_cpp) : source_(source), is_cpp_(is_cpp) { code_.text.reserve(source.size()); }

  Code read() {
    while (at_ < source_.size()) step();
    return std::move(code_);
  }

 private:
  void step() {
    const char c = source_[at_];
    if (starts("//")) {
      blank_until(source_.find('\n', at_));
    } else if (starts("/*")) {
      const std::size_t end = source_.find("*/", at_ + 2);
      blank_until(end == std::string_view::npos ? end : end + 2);
    } else if (c == '"' && is_raw()) {
      raw_literal();
    } else if (c == '"' || (c == '`' && !is_cpp_) || (c == '\'' && !is_digit_separator())) {
      literal(c);
    } else {
      if (std::isspace(static_cast<unsigned char>(c)) == 0) adjacent_ = false;
      copy(c);
    }
  }

  bool starts(std::string_view what) const { return source_.substr(at_).starts_with(what); }
  bool is_raw() const { return is_cpp_ && at_ > 0 && source_[at_ - 1] == 'R'; }
  bool is_digit_separator() const {
    return is_cpp_ && at_ > 0 && std::isxdigit(static_cast<unsigned char>(source_[at_ - 1])) != 0 &&
           at_ + 1 < source_.size() && std::isxdigit(static_cast<unsigned char>(source_[at_ + 1])) != 0;
  }

  void raw_literal() {
    const std::size_t open = source_.find('(', at_);
    const std::string close = ")" + std::string(source_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t end = source_.find(close, open);
    keep_literal(source_.substr(open + 1, end - open - 1));
    blank_until(end == std::string_view::npos ? end : end + close.size());
  }

  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != quote) {
      if (source_[end] == '\n' && quote != '`') break;  // an apostrophe of plain text, not a literal
      end += source_[end] == '\\' ? 2 : 1;
    }
    if (quote != '\'' || !is_cpp_) keep_literal(source_.substr(at_ + 1, end - at_ - 1));
    copy(quote);
    blank_until(std::min(end, source_.size()));
    if (at_ < source_.size() && source_[at_] == quote) copy(quote);
  }

  void keep_literal(std::string_view text) {
    if (adjacent_) {
      code_.literals.back().text.append(text);
    } else {
      code_.literals.push_back({line_, std::string(text)});
    }
    adjacent_ = true;
  }

  void copy(char c) {
    line_ += c == '\n' ? 1 : 0;
    code_.text.push_back(c);
    ++at_;
  }

  void blank_until(std::size_t end) {
    for (end = std::min(end, source_.size()); at_ < end;) {
      const bool line_end = source_[at_] == '\n';
      line_ += line_end ? 1 : 0;
      code_.text.push_back(line_end ? '\n' : ' ');
      ++at_;
    }
  }

  std::string_view source_;
  bool is_cpp_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool adjacent_ = false;
  Code code_;
};

/// Preprocessor lines hold braces of macros, which don't pair; they become blanks.
std::string without_preprocessor(std::string_view text) {
  std::string result;
  bool in_directive = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    const std::size_t first = line.find_first_not_of(" \t");
    in_directive = in_directive || (first != std::string_view::npos && line[first] == '#');
    result += in_directive ? std::string(line.size(), ' ') : std::string(line);
    result += '\n';
    in_directive = in_directive && line.ends_with('\\');
    start = end + 1;
  }
  return result;
}

/// Index of the bracket that closes the one at `open`; the end of the text where none does.
std::size_t closing(std::string_view text, std::size_t open, char opens, char closes) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == opens) ++depth;
    if (text[i] == closes && --depth == 0) return i;
  }
  return text.size();
}

std::size_t line_at(std::string_view text, std::size_t index) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(index, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(0, end);
}

enum class Block { scope, function, initialiser };

/// What a brace opens at namespace or class level, by the words before it.
Block kind_of_block(std::string_view head) {
  head = trimmed(head);
  while (first_word(head) == "template") {
    const std::size_t open = head.find('<');
    if (open == std::string_view::npos) break;
    head = trimmed(head.substr(std::min(closing(head, open, '<', '>') + 1, head.size())));
  }
  if (first_word(head) == "inline") head = trimmed(head.substr(6));
  const std::string_view word = first_word(head);
  const bool calls = head.find(')') != std::string_view::npos;
  for (const std::string_view scope : {"namespace", "class", "struct", "union", "enum", "extern"}) {
    if (word == scope && !calls) return Block::scope;
  }
  if (head.ends_with('=') || (!calls && !head.empty())) return Block::initialiser;
  return Block::function;
}

}  // namespace

Code read_code(std::string_view source, bool is_cpp) { return Reader(source, is_cpp).read(); }

std::vector<Function> cpp_functions(const Code& code) {
  const std::string text = without_preprocessor(code.text);
  std::vector<Function> functions;
  std::size_t head = 0;
  std::size_t parentheses = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(') ++parentheses;
    if (c == ')' && parentheses > 0) --parentheses;
    if (parentheses > 0) continue;
    if (c == ';' || c == '}') head = i + 1;
    if (c != '{') continue;
    const Block kind = kind_of_block(std::string_view(text).substr(head, i - head));
    if (kind != Block::scope) {
      const std::size_t end = closing(text, i, '{', '}');
      if (kind == Block::function) {
        while (head < i && std::isspace(static_cast<unsigned char>(text[head])) != 0) ++head;
        const std::size_t line = line_at(text, head);
        functions.push_back({line, line_at(text, end) - line + 1});
      }
      i = end;
    }
    head = i + 1;
  }
  return functions;
}

std::vector<Function> script_functions(const Code& code) {
  const std::string& text = code.text;
  std::vector<Function> functions;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t line_end = std::min(text.find('\n', start), text.size());
    std::string_view line = trimmed(std::string_view(text).substr(start, line_end - start));
    for (const std::string_view word : {"export", "default", "private", "public", "static", "async"}) {
      if (first_word(line) == word) line = trimmed(line.substr(word.size()));
    }
    const std::string_view word = first_word(line);
    const bool arrow = (word == "const" || word == "let") && line.ends_with("=> {");
    const bool control = word == "if" || word == "for" || word == "while" || word == "switch" || word == "catch";
    const bool method = !word.empty() && !control && line.substr(word.size()).starts_with("(") && line.ends_with("{") &&
                        line.find("=>") == std::string_view::npos;
    if (word == "function" || arrow || method) {
      const std::size_t parameters = text.find('(', start);
      const std::size_t open = text.find('{', closing(text, parameters, '(', ')'));
      const std::size_t end = closing(text, open, '{', '}');
      functions.push_back({line_at(text, start), line_at(text, end) - line_at(text, start) + 1});
    }
    start = line_end + 1;
  }
  return functions;
}

std::vector<Function> shell_functions(std::string_view source) {
  std::vector<Function> functions;
  std::size_t line = 0;
  std::size_t opened = 0;
  for (std::size_t start = 0; start < source.size();) {
    const std::size_t end = std::min(source.find('\n', start), source.size());
    const std::string_view text = source.substr(start, end - start);
    ++line;
    if (text.ends_with("() {") && is_word(text.front())) opened = line;
    if (text == "}" && opened > 0) {
      functions.push_back({opened, line - opened + 1});
      opened = 0;
    }
    start = end + 1;
  }
  return functions;
}

}  // namespace frostkeep::tidy
