#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

std::string repeated(std::string_view head, std::string_view row, std::string_view separator, std::string_view tail,
                     std::size_t count) {
  std::string sql(head);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) sql += separator;
    sql += row;
  }
  sql += tail;
  return sql;
}

}  // namespace

std::uint64_t execute_batch(Connection& connection, std::string_view head, std::string_view row,
                            std::string_view separator, std::string_view tail, std::span<const Bind> binds,
                            std::size_t per_row) {
  std::uint64_t affected = 0;
  std::size_t done = 0;
  const std::size_t rows = binds.size() / per_row;
  for (const std::size_t width : kBatchWidths) {
    if (rows - done < width) continue;
    const std::string sql = repeated(head, row, separator, tail, width);
    for (; rows - done >= width; done += width) {
      affected += connection.execute(sql, binds.subspan(done * per_row, width * per_row));
    }
  }
  return affected;
}

Rows query_in(Connection& connection, std::string_view head, std::string_view tail, std::span<const Bind> values) {
  Rows all;
  std::size_t done = 0;
  while (done < values.size()) {
    const std::size_t left = values.size() - done;
    const std::size_t width = left > 96 ? 1000 : left > 8 ? 96 : left > 1 ? 8 : 1;
    const std::size_t taken = std::min(left, width);
    std::vector<Bind> binds(values.begin() + static_cast<std::ptrdiff_t>(done),
                            values.begin() + static_cast<std::ptrdiff_t>(done + taken));
    binds.resize(width, binds.back());
    Rows rows = connection.query(repeated(std::string(head) + "(", "?", ", ", ")" + std::string(tail), width),
                                 std::span<const Bind>(binds));
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
    done += taken;
  }
  return all;
}

}  // namespace frostkeep::database
