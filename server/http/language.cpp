#include "http/language.hpp"

#include <charconv>

#include "base/text.hpp"

namespace frostkeep::http {
namespace {

/// Weight in thousandths of a range's `;q=0.8`; 1000 without one, 0 for anything unreadable.
int weight_of(std::string_view parameters) {
  if (parameters.empty()) return 1000;
  if (!parameters.starts_with("q=") || parameters.size() < 3 || parameters.size() > 7) return 0;
  if (parameters[2] == '1') return 1000;
  if (!parameters.starts_with("q=0.")) return 0;
  std::string digits(parameters.substr(4));
  digits.resize(3, '0');
  int weight = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + 3, weight);
  return error == std::errc{} && end == digits.data() + 3 ? weight : 0;
}

}  // namespace

std::string_view tag_of(Language language) {
  return language == Language::en ? "en" : "zh-CN";
}

Language language_of(std::string_view accept_language) {
  Language best = Language::zh_cn;
  int best_weight = 0;
  for (const auto range : base::split(accept_language.substr(0, 200), ',')) {
    const auto semicolon = range.find(';');
    const std::string tag = base::to_lower(base::trim(range.substr(0, semicolon)));
    const auto parameters = semicolon == std::string_view::npos ? "" : base::trim(range.substr(semicolon + 1));
    const bool english = tag == "en" || tag.starts_with("en-");
    if (!english && tag != "zh" && !tag.starts_with("zh-")) continue;
    if (const int weight = weight_of(parameters); weight > best_weight) {
      best_weight = weight;
      best = english ? Language::en : Language::zh_cn;
    }
  }
  return best;
}

}  // namespace frostkeep::http
