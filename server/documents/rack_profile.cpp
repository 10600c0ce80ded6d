#include "documents/rack_profile.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/invariant.hpp"
#include "documents/rack_text.hpp"

namespace frostkeep::documents {
namespace {

using nlohmann::json;

RackRole role_of(const std::string& word) {
  static const std::map<std::string, RackRole> kRoles = {{"rack", RackRole::rack},
                                                         {"position", RackRole::position},
                                                         {"row", RackRole::row},
                                                         {"column", RackRole::column},
                                                         {"index", RackRole::index},
                                                         {"code", RackRole::code},
                                                         {"scanned_at", RackRole::scanned_at}};
  const auto found = kRoles.find(word);
  FROSTKEEP_INVARIANT(found != kRoles.end());
  return found->second;
}

std::vector<std::string> texts(const json& profile, const char* field) {
  return profile.value(field, std::vector<std::string>{});
}

std::set<std::string> comparable(const std::vector<std::string>& names) {
  std::set<std::string> out;
  for (const std::string& name : names) out.insert(comparable_name(name));
  return out;
}

std::vector<RackRole> roles(const std::vector<std::string>& words) {
  std::vector<RackRole> out;
  std::transform(words.begin(), words.end(), std::back_inserter(out), role_of);
  return out;
}

CellOrder cell_order_of(const std::string& word) {
  FROSTKEEP_INVARIANT(word == "by_row" || word == "by_column");
  return word == "by_row" ? CellOrder::by_row : CellOrder::by_column;
}

void read_shape(const json& source, RackProfile& profile) {
  if (const auto header = source.find("header"); header != source.end()) {
    for (const auto& [role, names] : header->get<std::map<std::string, std::vector<std::string>>>()) {
      profile.header[role_of(role)] = comparable(names);
    }
  }
  for (const RackRole role : roles(texts(source, "required"))) profile.required.insert(role);
  profile.columns = roles(texts(source, "columns"));
  profile.cell_order = cell_order_of(source.value("index_order", "by_row"));
  if (const auto stream = source.find("stream"); stream != source.end()) {
    profile.stream_begin = stream->at("begin").get<std::string>();
    profile.cell_order = cell_order_of(stream->at("order").get<std::string>());
  }
  const int shapes =
      (profile.header.empty() ? 0 : 1) + (profile.columns.empty() ? 0 : 1) + (profile.stream_begin.empty() ? 0 : 1);
  FROSTKEEP_INVARIANT(shapes == 1);
}

RackProfile read_profile(std::string_view text, const json& words) {
  const json source = json::parse(text);
  RackProfile profile;
  profile.id = source.at("id").get<std::string>();
  profile.name = source.at("name").get<std::string>();
  profile.order = source.at("order").get<int>();
  profile.automatic = source.value("automatic", true);
  for (const std::string& separator : source.value("separators", std::vector<std::string>{",", ";", "\t"})) {
    profile.separators.push_back(separator.at(0));
  }
  read_shape(source, profile);
  profile.rack_marks = comparable(texts(source, "rack_marks"));
  profile.time_marks = comparable(texts(source, "time_marks"));
  profile.first_line_is_rack = source.value("first_line_is_rack", false);
  profile.recognised_by = texts(source, "recognised_by");
  profile.ignored_lines = texts(source, "ignored_lines");
  profile.failed_lines = texts(source, "failed_lines");
  profile.time_formats = texts(source, "time_formats");
  for (const char* iso :
       {"%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"}) {
    profile.time_formats.emplace_back(iso);
  }
  profile.empty = comparable(texts(source, "empty"));
  profile.unread = comparable(texts(source, "unread"));
  profile.empty.merge(comparable(texts(words, "empty")));
  profile.unread.merge(comparable(texts(words, "unread")));
  for (const std::string& word : profile.empty) FROSTKEEP_INVARIANT(!profile.unread.contains(word));
  return profile;
}

std::vector<RackProfile> read_profiles() {
  const json words = json::parse(rack_word_files().front().bytes);
  std::vector<RackProfile> profiles;
  for (const auto& file : rack_profile_files()) {
    profiles.push_back(read_profile(file.bytes, words));
    FROSTKEEP_INVARIANT(file.name == profiles.back().id + ".json");
  }
  std::sort(profiles.begin(), profiles.end(),
            [](const RackProfile& a, const RackProfile& b) { return a.order < b.order; });
  return profiles;
}

}  // namespace

std::span<const RackProfile> rack_profiles() {
  static const std::vector<RackProfile> profiles = read_profiles();
  return profiles;
}

const RackProfile* find_rack_profile(std::string_view id) {
  const auto profiles = rack_profiles();
  const auto found = std::find_if(profiles.begin(), profiles.end(), [id](const auto& p) { return p.id == id; });
  return found == profiles.end() ? nullptr : &*found;
}

bool is_fixed_line(std::string_view line, const std::vector<std::string>& patterns) {
  const std::string name = comparable_name(line);
  return std::any_of(patterns.begin(), patterns.end(), [&name](const std::string& pattern) {
    const std::string fixed = comparable_name(pattern);
    return pattern.ends_with('*') ? name.starts_with(fixed) : name == fixed;
  });
}

}  // namespace frostkeep::documents
