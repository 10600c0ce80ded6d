#include "labels/label_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/text.hpp"
#include "labels/template_json.hpp"

namespace frostkeep::labels {
namespace {

constexpr int kSchema = 1;
constexpr int kMaxVersion = 100'000;
constexpr int kMaxElements = 64;
constexpr int kMaxCharacters = 200;
/// The widest roll of a 4-inch printer with its margins, and the longest label we ever saw on one.
constexpr double kMaxWidthMm = 110;
constexpr double kMaxHeightMm = 200;
/// Below this a hand scanner needs luck: 5 mil.
constexpr double kFinestModuleMm = 0.125;

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 60 && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string word(ObjectReader& object, const char* key) {
  auto text = object.text(key);
  if (!is_word(text)) throw BadTemplate(object.pointer_to(key), "a word of a–z, 0–9 and _ is wanted");
  return text;
}

/// Text in both languages: an object with both, or one string for both.
BilingualText bilingual(const Json& value, const std::string& pointer) {
  if (value.is_string()) return {text_of(value, pointer), text_of(value, pointer)};
  ObjectReader object(value, pointer);
  BilingualText result{object.text("zh-CN"), object.text("en")};
  object.finish();
  return result;
}

template <typename Value>
Value choice(ObjectReader& object, const char* key, std::initializer_list<std::pair<std::string_view, Value>> choices,
             Value otherwise) {
  if (!object.has(key)) return otherwise;
  const auto text = object.text(key);
  for (const auto& [name, value] : choices) {
    if (text == name) return value;
  }
  throw BadTemplate(object.pointer_to(key), fmt::format("\"{}\" is not among the choices", text));
}

Area area_of(ObjectReader& object, const LabelTemplate& label) {
  const Area area{object.micrometres("x_mm", 0, kMaxWidthMm), object.micrometres("y_mm", 0, kMaxHeightMm),
                  object.micrometres("width_mm", 0.05, kMaxWidthMm),
                  object.micrometres("height_mm", 0.05, kMaxHeightMm)};
  if (area.x_um + area.width_um > label.width_um || area.y_um + area.height_um > label.height_um) {
    throw BadTemplate(object.pointer(), "the element reaches beyond the stock");
  }
  return area;
}

/// Refuses unknown tokens, and printer commands although they could do nothing: whoever writes one means one.
void check_tokens(const std::string& text, const std::string& pointer, const LabelTemplate& label, bool only_codes) {
  const auto literal = [&](std::string_view part) {
    if (part.find_first_of("^~") != std::string_view::npos) {
      throw BadTemplate(pointer, "^ and ~ begin printer commands; a template has none");
    }
    if (base::has_forbidden_character(part) || part.find_first_of("\t\r\n") != std::string_view::npos) {
      throw BadTemplate(pointer, "control characters can't be printed");
    }
  };
  const auto token = [&](std::string_view name) {
    if (name == kCopyToken) return;
    const auto* field = label.find_field(name);
    if (field == nullptr) throw BadTemplate(pointer, fmt::format("the token {{{{{}}}}} is no field", name));
    if (only_codes && field->kind != FieldKind::code) {
      throw BadTemplate(pointer, fmt::format("{{{{{}}}}} is no code; a bar code carries codes only", name));
    }
  };
  if (!visit_tokens(text, literal, token)) throw BadTemplate(pointer, "{{ and }} don't match");
}

TextElement text_element(ObjectReader& object, const LabelTemplate& label) {
  TextElement element;
  element.area = area_of(object, label);
  const auto pointer = object.pointer_to("text");
  element.text = bilingual(object.value("text"), pointer);
  check_tokens(element.text.zh_cn, pointer, label, false);
  check_tokens(element.text.en, pointer, label, false);
  element.face = choice<Face>(object, "face", {{"regular", Face::regular}, {"bold", Face::bold}, {"code", Face::code}},
                              Face::regular);
  element.size_um = object.micrometres("size_mm", 1, 60);
  element.min_size_um = object.has("min_size_mm") ? object.micrometres("min_size_mm", 1, 60) : element.size_um;
  if (element.min_size_um > element.size_um) {
    throw BadTemplate(object.pointer_to("min_size_mm"), "the smallest size is above the size");
  }
  if (element.size_um > element.area.height_um) {
    throw BadTemplate(object.pointer_to("size_mm"), "the text is higher than its area");
  }
  element.alignment = choice<Alignment>(
      object, "align", {{"left", Alignment::left}, {"centre", Alignment::centre}, {"right", Alignment::right}},
      Alignment::left);
  element.overflow = choice<Overflow>(object, "overflow",
                                      {{"ellipsis", Overflow::ellipsis}, {"refuse", Overflow::refuse}},
                                      Overflow::ellipsis);
  element.only_on_reprints = object.has("only_on_reprints") && object.boolean("only_on_reprints");
  return element;
}

SymbolElement symbol_element(ObjectReader& object, const LabelTemplate& label) {
  SymbolElement element;
  element.area = area_of(object, label);
  const auto symbology = parse_symbology(object.text("symbology"));
  if (!symbology) throw BadTemplate(object.pointer_to("symbology"), "data_matrix, qr or code_128 is wanted");
  element.symbology = *symbology;
  element.text = object.text("text");
  check_tokens(element.text, object.pointer_to("text"), label, true);
  element.module_um = object.micrometres("module_mm", kFinestModuleMm, 5);
  element.min_module_um = object.micrometres("min_module_mm", kFinestModuleMm, 5);
  if (element.min_module_um > element.module_um) {
    throw BadTemplate(object.pointer_to("min_module_mm"), "the smallest module is above the module");
  }
  element.quiet_modules = object.integer("quiet_modules", required_quiet_modules(*symbology), 20);
  element.may_be_left_out = object.has("may_be_left_out") && object.boolean("may_be_left_out");
  return element;
}

Element element_of(const Json& value, const std::string& pointer, const LabelTemplate& label) {
  ObjectReader object(value, pointer);
  const auto kind = object.text("kind");
  Element element;
  if (kind == "text") {
    element = text_element(object, label);
  } else if (kind == "symbol") {
    element = symbol_element(object, label);
  } else if (kind == "line") {
    element = LineElement{area_of(object, label)};
  } else {
    throw BadTemplate(object.pointer_to("kind"), "text, symbol or line is wanted");
  }
  object.finish();
  return element;
}

Field field_of(const Json& value, const std::string& pointer, const LabelTemplate& label) {
  ObjectReader object(value, pointer);
  Field field;
  field.name = word(object, "name");
  if (field.name == kCopyToken || label.find_field(field.name) != nullptr) {
    throw BadTemplate(object.pointer_to("name"), "this name is taken");
  }
  field.kind =
      choice<FieldKind>(object, "kind", {{"code", FieldKind::code}, {"text", FieldKind::text}}, FieldKind::text);
  field.max_characters = object.integer("max_characters", 1, kMaxCharacters);
  field.required = object.has("required") && object.boolean("required");
  object.finish();
  return field;
}

Example example_of(const Json& value, const std::string& pointer, const LabelTemplate& label) {
  ObjectReader object(value, pointer);
  Example example;
  for (const auto& field : label.fields) {
    if (!object.has(field.name)) continue;
    example.emplace_back(field.name, bilingual(object.value(field.name), object.pointer_to(field.name)));
  }
  object.finish();
  return example;
}

}  // namespace

BadTemplate::BadTemplate(std::string pointer, const std::string& sentence)
    : std::runtime_error(fmt::format("{}: {}", pointer.empty() ? "the template" : pointer, sentence)),
      pointer_(std::move(pointer)) {}

const Field* LabelTemplate::find_field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

LabelData LabelTemplate::example(std::size_t index, Language language) const {
  LabelData data;
  data.language = language;
  for (const auto& [name, text] : examples.at(index)) data.values[name] = text.in(language);
  return data;
}

LabelTemplate read_template(std::string_view json) {
  const Json root = parse_json(json);
  ObjectReader object(root, "");
  LabelTemplate label;
  object.integer("schema", kSchema, kSchema);
  label.id = word(object, "id");
  label.version = object.integer("version", 1, kMaxVersion);
  label.purpose = word(object, "purpose");
  label.title = bilingual(object.value("title"), object.pointer_to("title"));
  label.width_um = object.micrometres("width_mm", 3, kMaxWidthMm);
  label.height_um = object.micrometres("height_mm", 3, kMaxHeightMm);
  object.each("fields", kMaxElements, [&](const Json& value, const std::string& pointer) {
    label.fields.push_back(field_of(value, pointer, label));
  });
  object.each("elements", kMaxElements, [&](const Json& value, const std::string& pointer) {
    label.elements.push_back(element_of(value, pointer, label));
  });
  object.each("examples", kMaxElements, [&](const Json& value, const std::string& pointer) {
    label.examples.push_back(example_of(value, pointer, label));
  });
  object.finish();
  return label;
}

}  // namespace frostkeep::labels
