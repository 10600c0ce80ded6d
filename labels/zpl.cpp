#include "labels/zpl.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::labels {
namespace {

constexpr char kDigits[] = "0123456789ABCDEF";
constexpr std::size_t kMaxRun = 419;  // z (400) and Y (19)

/// Repeats the digit that follows: G–Y are 1 to 19, g–z are 20, 40 … 400.
void append_run(std::string& out, char digit, std::size_t count) {
  while (count > 0) {
    const auto run = std::min(count, kMaxRun);
    if (run >= 20) out += static_cast<char>('g' + run / 20 - 1);
    if (run % 20 != 0 && run > 1) out += static_cast<char>('G' + run % 20 - 1);
    out += digit;
    count -= run;
  }
}

std::string hexadecimal(std::span<const std::uint8_t> row) {
  std::string result;
  for (const auto byte : row) {
    result += kDigits[byte >> 4];
    result += kDigits[byte & 15];
  }
  return result;
}

/// One row: runs as letters, the zeros at its end as a comma. The exclamation mark (ones to the end) stays unused,
/// because not every printer fills with F.
std::string compressed(const std::string& row) {
  std::string result;
  const auto inked = row.find_last_not_of('0') + 1;
  for (std::size_t i = 0; i < inked;) {
    const auto next = std::min(row.find_first_not_of(row[i], i), inked);
    append_run(result, row[i], next - i);
    i = next;
  }
  if (inked < row.size()) result += ',';
  return result;
}

std::string graphic(const Picture& picture) {
  std::string data, last;
  for (int y = 0; y < picture.height(); ++y) {
    auto row = hexadecimal(picture.row(y));
    data += y > 0 && row == last ? ":" : compressed(row);
    last = std::move(row);
  }
  const auto total = picture.bytes_per_row() * static_cast<std::size_t>(picture.height());
  return fmt::format("^GFA,{0},{0},{1},{2}", total, picture.bytes_per_row(), data);
}

}  // namespace

std::string to_zpl(const Label& label, int copies) {
  FROSTKEEP_INVARIANT(copies >= 1 && copies <= kMaxCopies);
  // Printers keep settings from one format to the next: home, turn, mirror and reversal are set
  // back; the shifts by which a technician has lined up the roll are not ours to touch.
  auto job = fmt::format("^XA\n^PW{}\n^LL{}\n^LH0,0\n^PON\n^PMN\n^LRN\n", label.picture.width(),
                         label.picture.height());
  const auto inked = label.picture.inked();
  if (inked.width > 0) {
    job += fmt::format("^FO{},{}\n{}^FS\n", inked.x, inked.y, graphic(label.picture.cut(inked)));
  }
  return job + fmt::format("^PQ{},0,0,N\n^XZ\n", copies);
}

}  // namespace frostkeep::labels
