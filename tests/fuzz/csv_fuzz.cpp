#include <sstream>

#include "documents/bad_document.hpp"
#include "documents/csv.hpp"
#include "fuzz_input.hpp"

namespace frostkeep::documents {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(CsvReader& reader) {
  Rows rows;
  std::uint64_t last = 0;
  for (CsvRow row; reader.next(row);) {
    fuzz::expect(row.row > last && row.line >= row.row, "rows are counted upwards, and a row takes at least a line");
    fuzz::expect(!row.cells.empty(), "a row has a cell");
    last = row.row;
    rows.push_back(std::move(row.cells));
  }
  return rows;
}

void expect_same_when_written(const Rows& rows, CsvKind kind, char separator) {
  std::ostringstream out;
  CsvWriter writer(out, kind, separator);
  for (const auto& row : rows) writer.row(row);
  const std::string bytes = out.str();
  CsvOptions options;
  options.separator = separator;
  options.restore_guarded = kind == CsvKind::for_excel;
  options.limits.row_bytes *= 2;
  std::string_view text(bytes);
  if (kind == CsvKind::for_excel) text.remove_prefix(3);
  CsvReader reader(text, options);
  fuzz::expect(rows_of(reader) == rows, "what is written is read back unchanged");
}

void check(std::string_view bytes) {
  try {
    MemorySource source(bytes);
    CsvOptions options;
    options.restore_guarded = false;
    CsvReader reader(source, options);
    const Rows rows = rows_of(reader);
    for (const CsvKind kind : {CsvKind::for_excel, CsvKind::for_programs}) {
      expect_same_when_written(rows, kind, reader.separator());
    }
  } catch (const BadDocument& bad) {
    fuzz::expect(!bad.code().empty(), "a refusal has a code");
  }
}

}  // namespace
}  // namespace frostkeep::documents

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  frostkeep::documents::check(frostkeep::fuzz::text_of(data, size));
  return 0;
}
