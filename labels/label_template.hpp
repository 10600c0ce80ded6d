#pragma once
/// A label template: JSON in millimetres, read strictly. What the reader doesn't know (a key, a kind of element, a
/// token) is refused with the place where it stands, so a template can't bring in a printer command or another file.
/// labels/templates/README.md describes the language.

#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "labels/label_data.hpp"
#include "labels/symbol.hpp"
#include "labels/typeface.hpp"

namespace frostkeep::labels {

/// The built-in token for the copy number.
constexpr std::string_view kCopyToken = "copy";

/// In micrometres, from the stock's upper left corner.
struct Area {
  int x_um = 0;
  int y_um = 0;
  int width_um = 0;
  int height_um = 0;
};

/// The same text in both languages.
struct BilingualText {
  std::string zh_cn;
  std::string en;
  const std::string& in(Language language) const { return language == Language::zh_cn ? zh_cn : en; }
};

enum class FieldKind {
  code,  ///< printable ASCII; may stand in bar codes
  text   ///< any text without control characters
};

/// A value that the template takes; `{{name}}` stands for it.
struct Field {
  std::string name;
  FieldKind kind = FieldKind::text;
  int max_characters = 0;
  bool required = false;
};

enum class Alignment { left, centre, right };
/// What happens to text that is too wide at its smallest size.
enum class Overflow { ellipsis, refuse };

/// One line of text, in the middle of the area's height.
struct TextElement {
  Area area;
  BilingualText text;
  Face face = Face::regular;
  int size_um = 0;
  int min_size_um = 0;
  Alignment alignment = Alignment::left;
  Overflow overflow = Overflow::ellipsis;
  bool only_on_reprints = false;
};

/// A bar code with its quiet zone, in the middle of the area; code 128 is as high as the area. The module is the
/// largest whole number of dots up to `module_um` with which it fits.
struct SymbolElement {
  Area area;
  Symbology symbology = Symbology::data_matrix;
  std::string text;
  int module_um = 0;
  int min_module_um = 0;
  int quiet_modules = 0;
  bool may_be_left_out = false;  ///< if it doesn't fit; for a second symbol of the same code
};

/// A black bar.
struct LineElement {
  Area area;
};

using Element = std::variant<TextElement, SymbolElement, LineElement>;

/// Data to look at a template with: for each field that has one, its value in both languages.
using Example = std::vector<std::pair<std::string, BilingualText>>;

struct LabelTemplate {
  std::string id;       ///< `cryovial_32x13mm`
  int version = 0;      ///< from 1; a template that was used is never changed, its successor has the next number
  std::string purpose;  ///< what it is for, as one word: `cryovial`, `box`, `badge`
  BilingualText title;
  int width_um = 0;   ///< across the roll
  int height_um = 0;  ///< along the roll
  std::vector<Field> fields;
  std::vector<Element> elements;
  std::vector<Example> examples;

  const Field* find_field(std::string_view name) const;
  /// The data of an example. `index` must be less than `examples.size()`.
  LabelData example(std::size_t index, Language language) const;
};

/// Thrown for JSON that is no template. `what()` is a sentence for the template's author, in English.
class BadTemplate : public std::runtime_error {
 public:
  BadTemplate(std::string pointer, const std::string& sentence);
  /// RFC 6901: `/elements/3/text/en`; empty for the whole.
  const std::string& pointer() const { return pointer_; }

 private:
  std::string pointer_;
};

/// Reads a template of at most 64 KiB. Throws BadTemplate at the first thing that is wrong.
LabelTemplate read_template(std::string_view json);

/// Calls `literal(text)` and `token(name)` for the parts of a template's text, in order. False if braces don't match.
template <typename OnLiteral, typename OnToken>
bool visit_tokens(std::string_view text, OnLiteral literal, OnToken token) {
  for (;;) {
    const auto open = text.find("{{");
    if (text.substr(0, open).find("}}") != std::string_view::npos) return false;
    literal(text.substr(0, open));
    if (open == std::string_view::npos) return true;
    const auto close = text.find("}}", open);
    if (close == std::string_view::npos) return false;
    token(text.substr(open + 2, close - open - 2));
    text.remove_prefix(close + 2);
  }
}

}  // namespace frostkeep::labels
