#pragma once
/// Just enough reading of C++ and TypeScript to tell code from comments and text, and to measure functions.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace frostkeep::tidy {

/// One string literal; literals with nothing but space between them are one, as for the compiler.
struct Literal {
  std::size_t line;  ///< 1-based
  std::string text;  ///< as written, escapes not resolved
};

/// A source file taken apart. `text` has the length and line ends of the source; comments and the insides of literals
/// are blanks.
struct Code {
  std::string text;
  std::vector<Literal> literals;
};

/// Reads C++ (raw strings, digit separators) and TypeScript (single and back quotes) alike.
Code read_code(std::string_view source, bool is_cpp);

/// A function body and what stands before it, in lines.
struct Function {
  std::size_t line;  ///< 1-based, where the signature begins
  std::size_t lines;
};

/// Functions at namespace and class level. A lambda counts with the function around it.
std::vector<Function> cpp_functions(const Code& code);
/// Named functions, arrow functions bound to a name and methods of TypeScript.
std::vector<Function> script_functions(const Code& code);
/// Functions of a shell script, written `name() {` … `}` at the left margin.
std::vector<Function> shell_functions(std::string_view source);

}  // namespace frostkeep::tidy
