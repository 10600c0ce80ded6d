#include "database/import_row_records.hpp"

#include <algorithm>
#include <iterator>

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

using domain::ImportId;

constexpr std::string_view kInsertChunks = "insert into import_chunk (import_id, number, content) values ";
constexpr std::string_view kChunk = "select content from import_chunk where import_id = ? and number = ?";

#define ROW_COLUMNS "number, generation, parent_hash, parent_row, state, content"
constexpr std::string_view kInsertRows = "insert into import_row (import_id, " ROW_COLUMNS ") values ";
constexpr std::string_view kLinkParents =
    "update import_row r join import_key k on k.import_id = r.import_id and k.hash = r.parent_hash "
    "set r.parent_row = k.first_row where r.import_id = ?";
constexpr std::string_view kDeepen =
    "update import_row r join import_row p on p.import_id = r.import_id and p.number = r.parent_row "
    "set r.generation = p.generation + 1 where r.import_id = ? and r.generation <= p.generation and p.generation < ?";
constexpr std::string_view kInOrder =
    "select " ROW_COLUMNS " from import_row where import_id = ? and state = ? and (generation > ? or (generation = ? "
    "and number > ?)) order by generation, number limit ?";
constexpr std::string_view kByNumber =
    "select " ROW_COLUMNS " from import_row where import_id = ? and state = ? and number >= ? order by number limit ?";
constexpr std::string_view kListed = "select " ROW_COLUMNS " from import_row where import_id = ? and number in ";
constexpr std::string_view kListedKeys = "select hash, first_row from import_key where import_id = ? and hash in ";
constexpr std::string_view kDeleteHead = "delete r from import_row r join (";
constexpr std::string_view kDeleteRow = "select ? as import_id, ? as number";
constexpr std::string_view kDeleteTail = ") d on d.import_id = r.import_id and d.number = r.number";
constexpr std::string_view kUpdateTail =
    " on duplicate key update state = values(state), content = values(content)";
constexpr std::string_view kCount = "select count(*) from import_row where import_id = ? and state = ? and number > 0";
// The first row of a value stays: which one that is depends on the file alone.
constexpr std::string_view kInsertKeys = "insert into import_key (import_id, hash, first_row) values ";
constexpr std::string_view kKeepFirst = " on duplicate key update first_row = least(first_row, values(first_row))";
constexpr std::string_view kDeleteChunks = "delete from import_chunk where import_id = ? limit 200";
constexpr std::string_view kDeleteRows = "delete from import_row where import_id = ? limit 10000";
constexpr std::string_view kDeleteGoodRows =
    "delete from import_row where import_id = ? and state <> 2 and number > 0 limit 10000";
constexpr std::string_view kDeleteKeys = "delete from import_key where import_id = ? limit 10000";

ImportRow row_from(const Row& r) {
  return {static_cast<std::uint32_t>(r.integer(0)),
          static_cast<std::uint32_t>(r.integer(1)),
          r.is_null(2) ? std::string() : r.text(2),
          r.is_null(3) ? 0 : static_cast<std::uint32_t>(r.integer(3)),
          static_cast<ImportRowState>(r.integer(4)),
          r.text(5)};
}

std::vector<ImportRow> rows_from(const Rows& rows) {
  std::vector<ImportRow> all;
  all.reserve(rows.size());
  for (const Row& row : rows) all.push_back(row_from(row));
  return all;
}

/// Rows `where import_id = ? and <column> in (?, …)`, the list in fixed widths, filled up by repeating the last value.
Rows query_listed(Connection& connection, std::string_view head, ImportId id, std::span<const Bind> values) {
  Rows all;
  for (std::size_t done = 0; done < values.size();) {
    const std::size_t left = values.size() - done;
    const std::size_t width = left > 96 ? 1000 : left > 8 ? 96 : left > 1 ? 8 : 1;
    const std::size_t taken = std::min(left, width);
    std::vector<Bind> binds = {id};
    binds.insert(binds.end(), values.begin() + static_cast<std::ptrdiff_t>(done),
                 values.begin() + static_cast<std::ptrdiff_t>(done + taken));
    binds.resize(width + 1, binds.back());
    std::string sql(head);
    for (std::size_t i = 0; i < width; ++i) sql += i == 0 ? "(?" : ", ?";
    Rows rows = connection.query(sql + ")", std::span<const Bind>(binds));
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
    done += taken;
  }
  return all;
}

Bind or_null(const std::string& text) { return text.empty() ? Bind(std::nullopt) : Bind(text); }
Bind or_null(std::uint32_t number) { return number == 0 ? Bind(std::nullopt) : Bind(number); }

void write_rows(WriteTransaction& tx, ImportId id, const std::vector<ImportRow>& rows, std::string_view tail) {
  std::vector<Bind> binds;
  for (const ImportRow& row : rows) {
    binds.insert(binds.end(), {id, row.number, row.generation, or_null(row.parent_hash), or_null(row.parent_row),
                               static_cast<int>(row.state), row.content});
  }
  execute_batch(tx.connection(), kInsertRows, "(?, ?, ?, ?, ?, ?, ?)", ", ", tail, binds, 7);
}

}  // namespace

void insert_chunks(WriteTransaction& tx, ImportId id, std::uint32_t first, const std::vector<std::string>& chunks) {
  std::vector<Bind> binds;
  for (const std::string& chunk : chunks) binds.insert(binds.end(), {id, first++, chunk});
  execute_batch(tx.connection(), kInsertChunks, "(?, ?, ?)", ", ", "", binds, 3);
}

std::optional<std::string> read_chunk(const ReadTransaction& tx, ImportId id, std::uint32_t number) {
  const Rows rows = tx.query(kChunk, id, number);
  return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

void insert_import_rows(WriteTransaction& tx, ImportId id, const std::vector<ImportRow>& rows) {
  write_rows(tx, id, rows, "");
}

void link_import_rows(WriteTransaction& tx, ImportId id, std::uint32_t deepest) {
  tx.execute(kLinkParents, id);
  while (tx.execute(kDeepen, id, deepest) > 0) {
  }
}

std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, ImportId id, ImportRowState state,
                                        std::uint32_t generation, std::uint32_t number, std::uint32_t limit) {
  return rows_from(tx.query(kInOrder, id, static_cast<int>(state), generation, generation, number, limit));
}

std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, ImportId id, ImportRowState state,
                                        std::uint32_t number, std::uint32_t limit) {
  return rows_from(tx.query(kByNumber, id, static_cast<int>(state), number, limit));
}

std::vector<ImportRow> read_import_rows(const ReadTransaction& tx, ImportId id,
                                        const std::vector<std::uint32_t>& numbers) {
  const std::vector<Bind> binds(numbers.begin(), numbers.end());
  return rows_from(query_listed(tx.connection(), kListed, id, binds));
}

void update_import_rows(WriteTransaction& tx, ImportId id, const std::vector<ImportRow>& rows) {
  write_rows(tx, id, rows, kUpdateTail);
}

void delete_import_rows(WriteTransaction& tx, ImportId id, const std::vector<ImportRow>& rows) {
  std::vector<Bind> binds;
  for (const ImportRow& row : rows) binds.insert(binds.end(), {id, row.number});
  execute_batch(tx.connection(), kDeleteHead, kDeleteRow, " union all ", kDeleteTail, binds, 2);
}

std::uint32_t count_import_rows(const ReadTransaction& tx, ImportId id, ImportRowState state) {
  return static_cast<std::uint32_t>(tx.query(kCount, id, static_cast<int>(state))[0].integer(0));
}

void insert_import_keys(WriteTransaction& tx, ImportId id, const std::vector<ImportKey>& keys) {
  std::vector<Bind> binds;
  for (const ImportKey& key : keys) binds.insert(binds.end(), {id, key.hash, key.row});
  execute_batch(tx.connection(), kInsertKeys, "(?, ?, ?)", ", ", kKeepFirst, binds, 3);
}

std::vector<ImportKey> read_import_keys(const ReadTransaction& tx, ImportId id,
                                        const std::vector<std::string>& hashes) {
  const std::vector<Bind> binds(hashes.begin(), hashes.end());
  std::vector<ImportKey> keys;
  for (const Row& row : query_listed(tx.connection(), kListedKeys, id, binds)) {
    keys.push_back({row.text(0), static_cast<std::uint32_t>(row.integer(1))});
  }
  return keys;
}

bool delete_some(WriteTransaction& tx, ImportId id, ImportLeftover what) {
  switch (what) {
    case ImportLeftover::chunks:
      return tx.execute(kDeleteChunks, id) > 0;
    case ImportLeftover::rows:
      return tx.execute(kDeleteRows, id) > 0;
    case ImportLeftover::good_rows:
      return tx.execute(kDeleteGoodRows, id) > 0;
    case ImportLeftover::keys:
      return tx.execute(kDeleteKeys, id) > 0;
  }
  return false;
}

}  // namespace frostkeep::database
