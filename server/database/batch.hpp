#pragma once
/// Multi-row statements in fixed widths, so that each is prepared once per connection and reused.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/statement.hpp"

namespace frostkeep::database {

/// Widest first; the remainder goes by the smaller ones.
constexpr std::array<std::size_t, 4> kBatchWidths = {1000, 96, 8, 1};

/// Runs `head` + `row` × n + `tail` for all rows, n being one of the fixed widths. `separator` stands between rows.
/// `binds` holds the rows' values one after the other, `per_row` each. Returns the sum of affected rows.
std::uint64_t execute_batch(Connection& connection, std::string_view head, std::string_view row,
                            std::string_view separator, std::string_view tail, std::span<const Bind> binds,
                            std::size_t per_row);

/// Reads rows `where … in (?, …)`: `head` ends before the list's opening bracket, `tail` follows its closing one. The
/// list is filled up to a fixed width by repeating the last value.
Rows query_in(Connection& connection, std::string_view head, std::string_view tail, std::span<const Bind> values);

}  // namespace frostkeep::database
