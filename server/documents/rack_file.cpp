#include "documents/rack_file.hpp"

#include <fmt/format.h>

#include "base/invariant.hpp"
#include "base/log.hpp"
#include "documents/bad_document.hpp"
#include "documents/charset.hpp"
#include "documents/rack_layout.hpp"
#include "documents/rack_readings.hpp"

namespace frostkeep::documents {
namespace {

std::string text_of(std::string_view bytes) {
  if (bytes.size() > kMaximumRackFileBytes) {
    throw UnreadableRackFile("file_too_large", fmt::format("the file has more than {} bytes", kMaximumRackFileBytes));
  }
  try {
    return to_utf8(bytes);
  } catch (const BadDocument& bad) {
    throw UnreadableRackFile(bad.code(), bad.what());
  }
}

const RackProfile* wanted_profile(const std::string& id) {
  if (id.empty()) return nullptr;
  const RackProfile* const profile = find_rack_profile(id);
  if (profile != nullptr) return profile;
  std::string known;
  for (const RackProfile& each : rack_profiles()) known += (known.empty() ? "" : ", ") + each.id;
  throw UnreadableRackFile("profile_unknown",
                           fmt::format("no profile is called \"{}\"; there are {}", shown(id), known));
}

void take_rack_from_name(const std::string& file_name, RackScan& scan) {
  std::string_view name(file_name);
  if (const auto folder = name.find_last_of("/\\"); folder != std::string_view::npos) name.remove_prefix(folder + 1);
  if (const auto dot = name.rfind('.'); dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
  if (is_rack_code(name)) {
    scan.rack = std::string(name);
  } else {
    scan.errors.insert(scan.errors.begin(),
                       {0, "rack_malformed", fmt::format("the file's name \"{}\" is no rack code", shown(name))});
  }
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  base::append_json_string(out, name);
  out += ": ";
  base::append_json_string(out, text);
}

void append_optional(std::string& out, std::string_view name, const std::optional<std::string>& text) {
  if (text) return append_member(out, name, *text);
  base::append_json_string(out, name);
  out += ": null";
}

}  // namespace

std::string_view to_text(WellState state) {
  switch (state) {
    case WellState::code:
      return "code";
    case WellState::empty:
      return "empty";
    case WellState::unread:
      return "unread";
  }
  base::report_broken_invariant("a known state", __FILE__, __LINE__);
}

RackScan parse_rack_file(std::string_view bytes, const RackFileOptions& options) {
  const bool fits = options.rows >= 1 && options.rows <= kMaximumRackRows && options.columns >= 1 &&
                    options.columns <= kMaximumRackColumns;
  if (!fits) {
    throw UnreadableRackFile(
        "rack_size", fmt::format("a rack has 1 to {} rows and 1 to {} columns", kMaximumRackRows, kMaximumRackColumns));
  }
  const RackProfile* const wanted = wanted_profile(options.profile);
  const std::string text = text_of(bytes);
  const std::vector<TextLine> lines = lines_that_say_something(text);
  if (lines.size() > kMaximumRackFileLines) {
    throw UnreadableRackFile("file_too_large", fmt::format("the file has more than {} lines", kMaximumRackFileLines));
  }
  const auto layout = find_rack_layout(lines, wanted);
  if (!layout) {
    throw UnreadableRackFile("no_profile", wanted != nullptr
                                               ? fmt::format("the file doesn't look like profile {}", wanted->id)
                                               : std::string("no profile fits the file"));
  }
  RackReadings readings(*layout, options.rows, options.columns);
  readings.read_lines(lines);
  RackScan scan = readings.finish();
  if (!scan.rack && options.rack_from_name) take_rack_from_name(options.file_name, scan);
  return scan;
}

std::string to_json(const RackScan& scan) {
  std::string out = "{";
  append_optional(out, "rack", scan.rack);
  out += ", ";
  append_member(out, "profile", scan.profile);
  out += ", ";
  append_optional(out, "scanned_at", scan.scanned_at);
  out += ", \"wells\": [";
  for (const RackWell& well : scan.wells) {
    out += &well == scan.wells.data() ? "{" : ", {";
    append_member(out, "position", well.position);
    out += ", ";
    append_member(out, "state", to_text(well.state));
    out += ", ";
    append_optional(out, "code", well.state == WellState::code ? std::optional(well.code) : std::nullopt);
    out += "}";
  }
  out += "], \"errors\": [";
  for (const RackError& error : scan.errors) {
    out += fmt::format("{}{{\"line\": {}, ", &error == scan.errors.data() ? "" : ", ", error.line);
    append_member(out, "code", error.code);
    out += ", ";
    append_member(out, "detail", error.detail);
    out += "}";
  }
  return out + "]}";
}

}  // namespace frostkeep::documents
