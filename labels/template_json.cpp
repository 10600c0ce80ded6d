#include "labels/template_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "labels/label_template.hpp"

namespace frostkeep::labels {
namespace {

constexpr std::size_t kMaxBytes = 64 * 1024;
constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxTextBytes = 500;

std::string escaped(std::string_view key) {
  std::string result;
  for (const char c : key) result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return result;
}

}  // namespace

Json parse_json(std::string_view text) {
  if (text.size() > kMaxBytes) throw BadTemplate("", "more than 64 KiB");
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw BadTemplate("", "nested too deeply");
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
      throw BadTemplate("", fmt::format("the key \"{}\" stands twice in one object", parsed.get<std::string>()));
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    throw BadTemplate("", fmt::format("no JSON: {}", error.what()));
  }
}

std::string text_of(const Json& value, const std::string& pointer) {
  if (!value.is_string()) throw BadTemplate(pointer, "a string is wanted");
  auto text = value.get<std::string>();
  if (text.empty() || text.size() > kMaxTextBytes) throw BadTemplate(pointer, "a text of 1 to 500 bytes is wanted");
  return text;
}

ObjectReader::ObjectReader(const Json& value, std::string pointer) : object_(value), pointer_(std::move(pointer)) {
  if (!object_.is_object()) throw BadTemplate(pointer_, "an object is wanted");
}

std::string ObjectReader::pointer_to(std::string_view key) const { return pointer_ + "/" + escaped(key); }

bool ObjectReader::has(std::string_view key) const { return object_.contains(key); }

const Json& ObjectReader::value(std::string_view key) {
  const auto found = object_.find(key);
  if (found == object_.end()) throw BadTemplate(pointer_, fmt::format("\"{}\" is missing", key));
  read_.emplace(key);
  return *found;
}

std::string ObjectReader::text(std::string_view key) { return text_of(value(key), pointer_to(key)); }

bool ObjectReader::boolean(std::string_view key) {
  const Json& found = value(key);
  if (!found.is_boolean()) throw BadTemplate(pointer_to(key), "true or false is wanted");
  return found.get<bool>();
}

int ObjectReader::integer(std::string_view key, int lowest, int highest) {
  const Json& found = value(key);
  const auto number = found.is_number_integer() ? found.get<double>() : NAN;
  if (!(number >= lowest && number <= highest)) {
    throw BadTemplate(pointer_to(key), fmt::format("a whole number from {} to {} is wanted", lowest, highest));
  }
  return found.get<int>();
}

int ObjectReader::micrometres(std::string_view key, double lowest_mm, double highest_mm) {
  const Json& found = value(key);
  const auto number = found.is_number() ? found.get<double>() : NAN;
  if (!(number >= lowest_mm && number <= highest_mm)) {
    throw BadTemplate(pointer_to(key), fmt::format("a number of millimetres from {} to {} is wanted", lowest_mm,
                                                   highest_mm));
  }
  return static_cast<int>(std::lround(number * 1000));
}

const Json& ObjectReader::array(std::string_view key, std::size_t longest) {
  const Json& found = value(key);
  if (!found.is_array() || found.size() > longest) {
    throw BadTemplate(pointer_to(key), fmt::format("an array of at most {} is wanted", longest));
  }
  return found;
}

void ObjectReader::finish() const {
  for (const auto& [key, unused] : object_.items()) {
    if (!read_.contains(key)) throw BadTemplate(pointer_to(key), "this key is unknown");
  }
}

}  // namespace frostkeep::labels
