#include "labels/png.hpp"

#include <png.h>

#include <stdexcept>
#include <vector>

namespace frostkeep::labels {
namespace {

[[noreturn]] void fail(png_structp, png_const_charp message) { throw std::runtime_error(message); }
void pass_over(png_structp, png_const_charp) {}

void append(png_structp png, png_bytep bytes, std::size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

/// Frees what libpng made, on every way out.
struct Writer {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, &fail, &pass_over);
  png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

}  // namespace

std::string to_png(const Label& label) {
  std::string result;
  const Writer writer;
  if (writer.info == nullptr) throw std::runtime_error("no memory for a PNG");
  const auto& picture = label.picture;
  png_set_write_fn(writer.png, &result, &append, nullptr);
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(picture.width()),
               static_cast<png_uint_32>(picture.height()), 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  const auto dots_per_metre = static_cast<png_uint_32>(label.dots_per_mm) * 1000;
  png_set_pHYs(writer.png, writer.info, dots_per_metre, dots_per_metre, PNG_RESOLUTION_METER);
  png_write_info(writer.png, writer.info);
  // In a PNG 1 is white.
  png_set_invert_mono(writer.png);
  for (int y = 0; y < picture.height(); ++y) png_write_row(writer.png, picture.row(y).data());
  png_write_end(writer.png, nullptr);
  return result;
}

}  // namespace frostkeep::labels
