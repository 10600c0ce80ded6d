#include "labels/label.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "labels/shipped_templates.hpp"

namespace frostkeep::labels {

std::string_view to_text(LabelFault fault) {
  switch (fault) {
    case LabelFault::unknown_template: return "unknown_template";
    case LabelFault::unknown_resolution: return "unknown_resolution";
    case LabelFault::missing_field: return "missing_field";
    case LabelFault::bad_code: return "bad_code";
    case LabelFault::bad_text: return "bad_text";
    case LabelFault::text_too_wide: return "text_too_wide";
    case LabelFault::symbol_too_large: return "symbol_too_large";
    case LabelFault::symbol_unreadable: return "symbol_unreadable";
  }
  return "";
}

LabelRefused::LabelRefused(LabelFault fault, std::string where)
    : std::runtime_error(fmt::format("{} at {}", to_text(fault), where)), fault_(fault), where_(std::move(where)) {}

const std::vector<LabelTemplate>& list_templates() {
  static const auto templates = [] {
    std::vector<LabelTemplate> result;
    for (const auto json : shipped_templates()) result.push_back(read_template(json));
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return result;
  }();
  return templates;
}

const LabelTemplate* find_template(std::string_view id) {
  const auto& all = list_templates();
  const auto found = std::find_if(all.begin(), all.end(), [&](const LabelTemplate& t) { return t.id == id; });
  return found == all.end() ? nullptr : &*found;
}

Label compose(std::string_view template_id, const LabelData& data, int dpi) {
  const auto* label_template = find_template(template_id);
  if (label_template == nullptr) throw LabelRefused(LabelFault::unknown_template, std::string(template_id));
  return compose(*label_template, data, dpi);
}

LabelTemplate check_template(std::string_view json) {
  auto label_template = read_template(json);
  if (label_template.examples.empty()) throw BadTemplate("/examples", "at least one example is wanted");
  for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
    for (const auto language : {Language::zh_cn, Language::en}) {
      for (const int dpi : {203, 300, 600}) compose(label_template, label_template.example(i, language), dpi);
    }
  }
  return label_template;
}

}  // namespace frostkeep::labels
