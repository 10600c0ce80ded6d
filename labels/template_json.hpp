#pragma once
/// JSON objects read key by key, so that what nobody asked for is found. Used by label_template.cpp only.

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

namespace frostkeep::labels {

using Json = nlohmann::json;

/// Parses at most 64 KiB, at most 8 levels, no key twice in an object. Throws BadTemplate.
Json parse_json(std::string_view text);

/// The string in `value`: well-formed, 1 to 500 bytes. Throws BadTemplate.
std::string text_of(const Json& value, const std::string& pointer);

/// Reads one object. Each function throws BadTemplate, with the pointer, if the key is missing or its value is of
/// another kind or out of range. The JSON must outlive the reader.
class ObjectReader {
 public:
  ObjectReader(const Json& value, std::string pointer);

  const std::string& pointer() const { return pointer_; }
  std::string pointer_to(std::string_view key) const;
  bool has(std::string_view key) const;
  const Json& value(std::string_view key);
  std::string text(std::string_view key);
  bool boolean(std::string_view key);
  int integer(std::string_view key, int lowest, int highest);
  /// A number in millimetres, rounded to whole micrometres.
  int micrometres(std::string_view key, double lowest_mm, double highest_mm);
  /// Calls `read(value, pointer)` for each member of an array.
  template <typename Read>
  void each(std::string_view key, std::size_t longest, Read read) {
    const Json& members = array(key, longest);
    for (std::size_t i = 0; i < members.size(); ++i) read(members[i], pointer_to(key) + "/" + std::to_string(i));
  }
  /// Throws BadTemplate if the object has a key that wasn't read.
  void finish() const;

 private:
  const Json& array(std::string_view key, std::size_t longest);

  const Json& object_;
  std::string pointer_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace frostkeep::labels
