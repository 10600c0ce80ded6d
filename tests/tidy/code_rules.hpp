#pragma once
/// Rules for what stands in source files.

#include "tidy/tree.hpp"

namespace frostkeep::tidy {

inline constexpr std::size_t kLongestLine = 120;     ///< characters
inline constexpr std::size_t kLongestFunction = 70;  ///< lines, signature included
inline constexpr std::size_t kLongestFile = 400;     ///< lines

/// SQL in string literals of server/ and labels/ outside server/database.
Findings sql_findings(const Tree& tree);
/// `new` and `delete` in C++, tests included.
Findings allocation_findings(const Tree& tree);
/// std::thread, std::jthread and std::async outside jobs, http and app.
Findings thread_findings(const Tree& tree);
/// Lines, functions and files that are too long; generated and lock files excepted.
Findings length_findings(const Tree& tree);
/// Notes of unfinished work.
Findings unfinished_findings(const Tree& tree);
/// Network access of the page outside web/src/api.
Findings fetch_findings(const Tree& tree);

}  // namespace frostkeep::tidy
