#include "documents/bad_document.hpp"

#include <fmt/format.h>

namespace frostkeep::documents {
namespace {

std::string place_and_detail(const FilePlace& place, const std::string& detail) {
  std::string out;
  const auto add = [&out](const char* name, std::uint64_t number) {
    if (number != 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, number);
  };
  add("line", place.line);
  add("row", place.row);
  add("column", place.column);
  add("byte", place.byte);
  return out.empty() ? detail : out + ": " + detail;
}

}  // namespace

BadDocument::BadDocument(std::string code, const FilePlace& place, std::string detail)
    : std::runtime_error(place_and_detail(place, detail)),
      code_(std::move(code)),
      place_(place),
      detail_(std::move(detail)) {}

}  // namespace frostkeep::documents
