// compose: a template in millimetres becomes dots.

#include <algorithm>
#include <cctype>
#include <string>

#include "base/text.hpp"
#include "labels/label.hpp"
#include "labels/symbol_reader.hpp"
#include "labels/symbol_writer.hpp"

namespace frostkeep::labels {
namespace {

/// Of a Chinese text in the middle of the line, of a Latin one on it.
std::string_view ellipsis_after(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.back()) >= 0x80 ? "…" : "...";
}

/// ZXing finds a symbol of this many dots a module at every place and size that we print.
constexpr int kReadingModuleDots = 5;

int dots_per_mm_of(int dpi) {
  switch (dpi) {
    case 203: return 8;
    case 300: return 12;
    case 600: return 24;
    default: throw LabelRefused(LabelFault::unknown_resolution, std::to_string(dpi));
  }
}

/// Line ends and tabs become spaces; runs of spaces, as a missing optional value leaves them, become one.
std::string in_one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return std::string(base::trim(result));
}

void check_value(const Field& field, std::string_view value) {
  if (field.kind == FieldKind::code) {
    const auto longest = static_cast<std::size_t>(field.max_characters);
    if (!is_symbol_text(value) || value.size() > longest) throw LabelRefused(LabelFault::bad_code, field.name);
    return;
  }
  if (!base::is_utf8(value) || base::has_forbidden_character(value) ||
      base::length_in_characters(value) > static_cast<std::size_t>(field.max_characters)) {
    throw LabelRefused(LabelFault::bad_text, field.name);
  }
}

/// A copy cut before the last character; whole characters only.
std::string without_last_character(std::string text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0U) == 0x80U) text.pop_back();
  if (!text.empty()) text.pop_back();
  return text;
}

class Layout {
 public:
  Layout(const LabelTemplate& label_template, const LabelData& data, int dpi)
      : template_(label_template), data_(data), dots_per_mm_(dots_per_mm_of(dpi)), label_(empty_label()) {}

  Label compose() {
    for (const auto& field : template_.fields) check_field(field);
    for (std::size_t i = 0; i < template_.elements.size(); ++i) {
      where_ = "/elements/" + std::to_string(i);
      std::visit([this](const auto& element) { place(element); }, template_.elements[i]);
    }
    // Last, because any later element may have spoilt a symbol.
    for (const auto& symbol : label_.symbols) {
      if (!reads_back(label_.picture, symbol)) throw LabelRefused(LabelFault::symbol_unreadable, symbol.text);
    }
    return std::move(label_);
  }

 private:
  Label empty_label() const {
    return {template_.id, template_.version, data_.copy, dots_per_mm_,
            Picture(to_dots(template_.width_um), to_dots(template_.height_um)), {}, {}};
  }

  int to_dots(int um) const { return (um * dots_per_mm_ + 500) / 1000; }

  Rectangle to_dots(const Area& area) const {
    const int left = to_dots(area.x_um), top = to_dots(area.y_um);
    return {left, top, to_dots(area.x_um + area.width_um) - left, to_dots(area.y_um + area.height_um) - top};
  }

  void check_field(const Field& field) const {
    const auto found = data_.values.find(field.name);
    if (found == data_.values.end() || base::trim(found->second).empty()) {
      if (field.required) throw LabelRefused(LabelFault::missing_field, field.name);
      return;
    }
    check_value(field, found->second);
  }

  /// Nothing if the text has values and all of them are blank: no "Participant" without one.
  std::string filled(std::string_view text) const {
    std::string result;
    bool has_token = false, has_value = false;
    const auto literal = [&](std::string_view part) { result += part; };
    const auto token = [&](std::string_view name) {
      const auto found = data_.values.find(name);
      const auto value = name == kCopyToken ? std::to_string(data_.copy)
                         : found == data_.values.end() ? std::string() : found->second;
      has_token = true;
      has_value = has_value || !base::trim(value).empty();
      result += value;
    };
    visit_tokens(text, literal, token);
    return has_token && !has_value ? std::string() : result;
  }

  void place(const LineElement& element) {
    auto line = to_dots(element.area);
    line.width = std::max(line.width, 1);
    line.height = std::max(line.height, 1);
    label_.picture.blacken(line);
  }

  void place(const TextElement& element) {
    if (element.only_on_reprints && data_.copy <= 1) return;
    const auto text = in_one_line(filled(element.text.in(data_.language)));
    if (text.empty()) return;
    const auto area = to_dots(element.area);
    const auto line = fitting_line(element, text, area.width);
    const int spare = area.width - line.picture.width();
    const int indent = element.alignment == Alignment::left ? 0
                       : element.alignment == Alignment::right ? spare : spare / 2;
    const int em_height = line.picture.height() - 2 * line.em_top;
    label_.picture.draw(line.picture, area.x + indent, area.y + (area.height - em_height) / 2 - line.em_top);
    if (line.has_unknown_characters) label_.remarks.push_back({LabelRemark::Kind::unknown_characters, text});
  }

  /// The text as large as it fits; then as much of it as fits.
  TextLine fitting_line(const TextElement& element, const std::string& text, int width) {
    const int smallest = std::max(to_dots(element.min_size_um), 1);
    for (int size = to_dots(element.size_um); size >= smallest; --size) {
      auto line = draw_text({element.face, size}, text);
      if (line.picture.width() <= width) return line;
    }
    if (element.overflow == Overflow::refuse) throw LabelRefused(LabelFault::text_too_wide, where_ + " " + text);
    label_.remarks.push_back({LabelRemark::Kind::shortened, text});
    for (auto shorter = without_last_character(text); !shorter.empty(); shorter = without_last_character(shorter)) {
      const std::string start(base::trim(shorter));
      auto line = draw_text({element.face, smallest}, start + std::string(ellipsis_after(start)));
      if (line.picture.width() <= width) return line;
    }
    throw LabelRefused(LabelFault::text_too_wide, where_ + " " + text);
  }

  void place(const SymbolElement& element) {
    const auto text = filled(element.text);
    if (text.empty()) return;
    const auto symbol = write_symbol(element.symbology, text);
    if (!symbol) throw LabelRefused(LabelFault::bad_code, where_);
    const auto area = to_dots(element.area);
    const bool linear = element.symbology == Symbology::code_128;
    const int columns = symbol->width() + 2 * element.quiet_modules;
    const int rows = linear ? 1 : symbol->height() + 2 * element.quiet_modules;
    // Rounded down to whole dots: a module is never wider than asked, and never thinner than the smallest.
    int module = std::min(element.module_um * dots_per_mm_ / 1000, area.width / columns);
    if (!linear) module = std::min(module, area.height / rows);
    if (module >= 1 && module * 1000 >= element.min_module_um * dots_per_mm_) {
      draw_symbol(element, *symbol, area, module, text);
    } else if (element.may_be_left_out) {
      label_.remarks.push_back({LabelRemark::Kind::left_out, text});
    } else {
      throw LabelRefused(LabelFault::symbol_too_large, where_);
    }
  }

  void draw_symbol(const SymbolElement& element, const Picture& symbol, const Rectangle& area, int module,
                   const std::string& text) {
    const int quiet = element.quiet_modules * module;
    const bool linear = element.symbology == Symbology::code_128;
    const int width = symbol.width() * module + 2 * quiet;
    const int height = linear ? area.height : symbol.height() * module + 2 * quiet;
    const Rectangle placed{area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height};
    if (linear) {
      for (int x = 0; x < symbol.width(); ++x) {
        if (symbol.is_black(x, 0)) label_.picture.blacken({placed.x + quiet + x * module, placed.y, module, height});
      }
    } else {
      label_.picture.draw(symbol, placed.x + quiet, placed.y + quiet, module);
    }
    label_.symbols.push_back({element.symbology, text, placed, module, symbol.width(), symbol.height()});
  }

  const LabelTemplate& template_;
  const LabelData& data_;
  int dots_per_mm_;
  Label label_;
  std::string where_;
};

}  // namespace

Label compose(const LabelTemplate& label_template, const LabelData& data, int dpi) {
  return Layout(label_template, data, dpi).compose();
}

bool reads_back(const Picture& picture, const PlacedSymbol& symbol) {
  const bool linear = symbol.symbology == Symbology::code_128;
  const int quiet_x = (symbol.area.width - symbol.columns * symbol.module_dots) / 2;
  const int quiet_y = linear ? 0 : (symbol.area.height - symbol.rows * symbol.module_dots) / 2;
  const Rectangle ink{quiet_x, quiet_y, symbol.area.width - 2 * quiet_x, symbol.area.height - 2 * quiet_y};
  const Picture own = picture.cut(symbol.area);
  const auto inked = own.inked();
  if (!(inked == ink)) return false;
  const int scale = (kReadingModuleDots + symbol.module_dots - 1) / symbol.module_dots;
  return read_symbol(picture.cut(symbol.area, scale), symbol.symbology) == symbol.text;
}

}  // namespace frostkeep::labels
