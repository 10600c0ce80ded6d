#pragma once
/// Text into dots: shaped by HarfBuzz, drawn by FreeType, no grey. The faces are Noto Sans CJK SC (never a printer's
/// font, and never the collection's first face, which is Japanese) and, for codes, DejaVu Sans Mono, whose zero has a
/// stroke. Safe from any thread: each thread opens its own faces.

#include <string>
#include <string_view>

#include "labels/picture.hpp"

namespace frostkeep::labels {

enum class Face { regular, bold, code };

struct TextStyle {
  Face face = Face::regular;
  int size_dots = 0;  ///< the em: Chinese characters are about this high and wide, capitals 0.73 of it
};

/// A line of text, drawn. `picture` is as wide as the text's advance and as high as the em with a margin above and
/// below for accents and descenders.
struct TextLine {
  Picture picture;
  int em_top = 0;  ///< the row of `picture` in which the em begins
  bool has_unknown_characters = false;  ///< the face lacks some character; a box stands in its place
};

/// Draws well-formed UTF-8. Throws std::runtime_error if the fonts aren't installed.
TextLine draw_text(const TextStyle& style, std::string_view utf8);

}  // namespace frostkeep::labels
