#include "labels/typeface.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <fmt/format.h>
#include <hb-ft.h>
#include <hb.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

namespace frostkeep::labels {
namespace {

/// From this size strokes are wide enough to be drawn true to the outline; below, hinting keeps them one dot wide.
constexpr int kHintedBelowDots = 16;
/// Below these the strokes of the bold faces run together; the regular ones are drawn instead.
constexpr int kBoldFromDots = 17;
constexpr int kBoldCodeFromDots = 19;
/// Share of a dot, of 255, that the outline must cover: a little under half, since thin strokes fade in thermal print.
constexpr int kInkThreshold = 110;
/// Where the baseline stands in the em of Noto Sans CJK; capitals and digits are then in the middle as well.
constexpr int kAscentThousandths = 880;

struct FaceFile {
  const char* path;
  const char* family;
};

/// In the order of Face; the last is the code face of small sizes.
constexpr std::array<FaceFile, 4> kFaces{{
    {FROSTKEEP_FONTS "/opentype/noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"},
    {FROSTKEEP_FONTS "/opentype/noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"},
    {FROSTKEEP_FONTS "/truetype/dejavu/DejaVuSansMono-Bold.ttf", "DejaVu Sans Mono"},
    {FROSTKEEP_FONTS "/truetype/dejavu/DejaVuSansMono.ttf", "DejaVu Sans Mono"},
}};

using Library = std::unique_ptr<FT_LibraryRec_, decltype(&FT_Done_FreeType)>;
using OpenFace = std::unique_ptr<FT_FaceRec_, decltype(&FT_Done_Face)>;
using Font = std::unique_ptr<hb_font_t, decltype(&hb_font_destroy)>;
using Buffer = std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)>;

OpenFace open_face(FT_Library library, const FaceFile& file) {
  for (FT_Long index = 0, count = 1; index < count; ++index) {
    FT_Face raw = nullptr;
    if (FT_New_Face(library, file.path, index, &raw) != 0) break;
    OpenFace face(raw, &FT_Done_Face);
    count = face->num_faces;
    if (face->family_name != nullptr && std::string_view(face->family_name) == file.family) return face;
  }
  throw std::runtime_error(fmt::format("{} has no face {}: is the font package installed?", file.path, file.family));
}

/// The faces of one thread.
class Faces {
 public:
  Faces() : library_(nullptr, &FT_Done_FreeType) {
    FT_Library raw = nullptr;
    if (FT_Init_FreeType(&raw) != 0) throw std::runtime_error("FreeType doesn't start");
    library_.reset(raw);
    for (const auto& file : kFaces) opened_.push_back(open_face(library_.get(), file));
  }

  FT_Face get(const TextStyle& style) const {
    switch (style.face) {
      case Face::regular: return opened_[0].get();
      case Face::bold: return opened_[style.size_dots < kBoldFromDots ? 0 : 1].get();
      case Face::code: return opened_[style.size_dots < kBoldCodeFromDots ? 3 : 2].get();
    }
    return opened_[0].get();
  }

 private:
  Library library_;
  std::vector<OpenFace> opened_;
};

struct Drawing {
  FT_Int32 load_flags;
  FT_Render_Mode render_mode;
};

Drawing drawing_of(const TextStyle& style) {
  if (style.face == Face::code) return {FT_LOAD_TARGET_MONO, FT_RENDER_MODE_MONO};
  if (style.size_dots < kHintedBelowDots) return {FT_LOAD_TARGET_MONO | FT_LOAD_FORCE_AUTOHINT, FT_RENDER_MODE_MONO};
  return {FT_LOAD_NO_HINTING, FT_RENDER_MODE_NORMAL};
}

Buffer shape(hb_font_t* font, std::string_view utf8) {
  Buffer buffer(hb_buffer_create(), &hb_buffer_destroy);
  const auto length = static_cast<int>(utf8.size());
  hb_buffer_add_utf8(buffer.get(), utf8.data(), length, 0, length);
  hb_buffer_set_language(buffer.get(), hb_language_from_string("zh-Hans", -1));
  hb_buffer_guess_segment_properties(buffer.get());
  hb_shape(font, buffer.get(), nullptr, 0);
  return buffer;
}

bool has_ink(const FT_Bitmap& bitmap, int x, int y) {
  const unsigned char* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
  if (bitmap.pixel_mode == FT_PIXEL_MODE_MONO) return (row[x / 8] >> (7 - x % 8) & 1) != 0;
  return row[x] >= kInkThreshold;
}

void draw_glyph(Picture& picture, FT_Face face, int x, int y) {
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  for (int row = 0; row < static_cast<int>(bitmap.rows); ++row) {
    for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
      if (has_ink(bitmap, column, row)) picture.blacken(x + column, y + row);
    }
  }
}

int to_dots(FT_Pos position_26_6) { return static_cast<int>((position_26_6 + 32) >> 6); }

}  // namespace

TextLine draw_text(const TextStyle& style, std::string_view utf8) {
  thread_local const Faces faces;
  FT_Face face = faces.get(style);
  const auto drawing = drawing_of(style);
  FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(std::max(style.size_dots, 1)));
  const Font font(hb_ft_font_create_referenced(face), &hb_font_destroy);
  hb_ft_font_set_load_flags(font.get(), drawing.load_flags);

  const auto buffer = shape(font.get(), utf8);
  unsigned count = 0;
  const auto* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const auto* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  FT_Pos advance = 0;
  for (unsigned i = 0; i < count; ++i) advance += positions[i].x_advance;

  const int margin = style.size_dots / 4;
  TextLine line{Picture(to_dots(std::max<FT_Pos>(advance, 0) + 31), style.size_dots + 2 * margin), margin, false};
  const int baseline = margin + (style.size_dots * kAscentThousandths + 500) / 1000;
  FT_Pos pen = 0;
  for (unsigned i = 0; i < count; ++i) {
    line.has_unknown_characters = line.has_unknown_characters || glyphs[i].codepoint == 0;
    if (FT_Load_Glyph(face, glyphs[i].codepoint, drawing.load_flags) == 0 &&
        FT_Render_Glyph(face->glyph, drawing.render_mode) == 0) {
      draw_glyph(line.picture, face, to_dots(pen + positions[i].x_offset) + face->glyph->bitmap_left,
                 baseline - to_dots(positions[i].y_offset) - face->glyph->bitmap_top);
    }
    pen += positions[i].x_advance;
  }
  return line;
}

}  // namespace frostkeep::labels
