#include "services/import_content.hpp"

#include "base/bytes.hpp"
#include "base/seal.hpp"

namespace frostkeep::services {
namespace {

using database::ImportRowState;

/// Pieces that go to the database in one statement.
constexpr std::size_t kPiecesAtOnce = 8;

std::string column_of(std::uint32_t number) { return "content/" + std::to_string(number); }

std::string opened(const House& house, std::string_view table, domain::ImportId id, std::uint32_t number,
                   std::string_view sealed) {
  auto plain = base::open_sealed(house.sealing, {table, column_of(number), id.value}, sealed);
  if (!plain) throw base::BadBytes("row " + std::to_string(number) + " of import " + id.text() + " doesn't open");
  return std::move(*plain);
}

std::string sealed(const House& house, std::string_view table, domain::ImportId id, std::uint32_t number,
                   std::string_view plain) {
  return base::seal(house.sealing, {table, column_of(number), id.value}, plain);
}

}  // namespace

void seal_row(const House& house, domain::ImportId id, StagedRow& row) {
  base::ByteWriter out;
  out.varint(row.line);
  out.varint(row.cells.size());
  for (const std::string& cell : row.cells) out.prefixed(cell);
  out.varint(row.violations.size());
  for (const domain::Violation& violation : row.violations) {
    out.prefixed(name_of(violation.code));
    out.varint(violation.values.size());
    for (const auto& [name, value] : violation.values) {
      out.prefixed(name);
      out.prefixed(value);
    }
  }
  if (!row.violations.empty()) row.row.state = ImportRowState::bad;
  row.row.content = sealed(house, "import_row", id, row.row.number, out.bytes());
}

StagedRow open_row(const House& house, domain::ImportId id, database::ImportRow stored) {
  const std::string plain = opened(house, "import_row", id, stored.number, stored.content);
  base::ByteReader in(plain);
  StagedRow row;
  row.line = in.varint();
  row.cells.resize(static_cast<std::size_t>(in.varint()));
  for (std::string& cell : row.cells) cell = in.prefixed();
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    const std::string code(in.prefixed());
    domain::Violation violation{domain::error_code_of(code).value_or(domain::ErrorCode::internal_error), {}};
    for (std::uint64_t values = in.varint(); values > 0; --values) {
      const std::string name(in.prefixed());
      violation.values[name] = in.prefixed();
    }
    row.violations.push_back(std::move(violation));
  }
  row.row = std::move(stored);
  return row;
}

std::vector<StagedRow> open_rows(const House& house, domain::ImportId id, std::vector<database::ImportRow> rows) {
  std::vector<StagedRow> opened_rows;
  opened_rows.reserve(rows.size());
  for (database::ImportRow& row : rows) opened_rows.push_back(open_row(house, id, std::move(row)));
  return opened_rows;
}

std::string import_hash(const House& house, domain::ImportId id, const std::string& value) {
  return base::blind_index(house.blind_index_key, "import_key", id.text() + "|" + value);
}

void store_bytes(database::WriteTransaction& tx, const House& house, domain::ImportId id, std::string_view bytes) {
  std::uint32_t number = 0;
  while (!bytes.empty()) {
    const std::uint32_t first = number;
    std::vector<std::string> pieces;
    for (; !bytes.empty() && pieces.size() < kPiecesAtOnce; ++number) {
      const std::string_view piece = bytes.substr(0, documents::kPieceBytes);
      pieces.push_back(sealed(house, "import_chunk", id, number, piece));
      bytes.remove_prefix(piece.size());
    }
    database::insert_chunks(tx, id, first, pieces);
  }
}

std::string_view StoredBytes::next() {
  const auto found = house_.database.read(
      [&](const database::ReadTransaction& tx) { return database::read_chunk(tx, id_, number_); });
  if (!found) return {};
  piece_ = opened(house_, "import_chunk", id_, number_++, *found);
  return piece_;
}

}  // namespace frostkeep::services
