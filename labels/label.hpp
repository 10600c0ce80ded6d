#pragma once
/// Labels: template and data in, a 1-bit picture with proved bar codes out.
///
///     LabelData data;
///     data.values = {{"code", "2026000123"}, {"material", "血浆 EDTA"}};
///     const Label label = compose("cryovial_32x13mm", data, 300);
///     const std::string preview = to_png(label);           // labels/png.hpp
///     const std::string job = to_zpl(label, 1);            // labels/zpl.hpp
///     TcpPrinter(addresses, "10.1.2.3", 9100).send(job);   // labels/printer_tcp.hpp
///
/// All functions are safe from any thread.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "labels/label_data.hpp"
#include "labels/label_template.hpp"
#include "labels/picture.hpp"
#include "labels/symbol.hpp"

namespace frostkeep::labels {

/// A bar code on a label.
struct PlacedSymbol {
  Symbology symbology = Symbology::data_matrix;
  std::string text;
  Rectangle area;       ///< in dots, with the quiet zone
  int module_dots = 0;  ///< the side of a module
  int columns = 0;      ///< modules, without the quiet zone
  int rows = 0;         ///< 1 for code 128
};

/// What a person should look at before printing.
struct LabelRemark {
  enum class Kind {
    shortened,          ///< the text didn't fit and ends in an ellipsis
    left_out,           ///< a bar code that may be left out didn't fit
    unknown_characters  ///< a box stands for a character that the face lacks
  };
  Kind kind = Kind::shortened;
  std::string text;  ///< the whole text, or the bar code's
};

struct Label {
  std::string template_id;
  int template_version = 0;
  int copy = 1;
  int dots_per_mm = 0;
  Picture picture;  ///< as wide and high as the stock
  std::vector<PlacedSymbol> symbols;
  std::vector<LabelRemark> remarks;
};

/// Why no label came out.
enum class LabelFault {
  unknown_template,
  unknown_resolution,  ///< not 203, 300 or 600 dots per inch
  missing_field,       ///< a required value is missing or blank
  bad_code,            ///< a code has characters that a bar code can't carry, or is too long
  bad_text,            ///< not UTF-8, a control or bidirectional override character in it, or too long
  text_too_wide,       ///< it doesn't fit at its smallest size and must not be shortened
  symbol_too_large,    ///< it doesn't fit with the smallest module that scanners read
  symbol_unreadable    ///< read back, it isn't equal, or something stands in its quiet zone
};

/// `missing_field` and so on, for messages and logs.
std::string_view to_text(LabelFault fault);

/// Thrown by compose: the label must not be printed.
class LabelRefused : public std::runtime_error {
 public:
  LabelRefused(LabelFault fault, std::string where);
  LabelFault fault() const { return fault_; }
  /// The field's name, or the JSON pointer of the template's element.
  const std::string& where() const { return where_; }

 private:
  LabelFault fault_;
  std::string where_;
};

/// The templates that are part of the program (labels/templates), by id.
const std::vector<LabelTemplate>& list_templates();
/// One of them; null if there is none with this id.
const LabelTemplate* find_template(std::string_view id);

/// Lays the template out in the printer's dots (`dpi` 203, 300 or 600: nominally 8, 12 and 24 dots a millimetre), draws
/// it, and reads each bar code back with another library than the one that wrote it. Throws LabelRefused.
Label compose(const LabelTemplate& label_template, const LabelData& data, int dpi);
Label compose(std::string_view template_id, const LabelData& data, int dpi);

/// Reads a template and composes its examples in both languages at every resolution: the gate before it is stored.
/// Throws BadTemplate or LabelRefused.
LabelTemplate check_template(std::string_view json);

/// A picture of which each symbol was read back equal and stands in a white quiet zone. compose has made sure of it.
bool reads_back(const Picture& picture, const PlacedSymbol& symbol);

}  // namespace frostkeep::labels
