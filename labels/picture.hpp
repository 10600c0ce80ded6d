#pragma once
/// A 1-bit picture in the printer's dots: what a label is. The preview shows it and the printer gets it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace frostkeep::labels {

/// In dots, from the upper left corner; `x` to the right, `y` down.
struct Rectangle {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool operator==(const Rectangle&) const = default;
};

/// A value; white when made. Drawing outside the picture is cut off; reading outside it gives white.
class Picture {
 public:
  Picture(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  bool is_black(int x, int y) const;
  void blacken(int x, int y);
  void blacken(const Rectangle& area);
  /// Draws the black dots of another picture, each as a square of `scale` × `scale` dots.
  void draw(const Picture& other, int x, int y, int scale = 1);
  /// Copies an area, each dot as a square of `scale` × `scale` dots.
  Picture cut(const Rectangle& area, int scale = 1) const;
  /// The smallest rectangle with all black dots; empty for a white picture.
  Rectangle inked() const;
  /// One row: 8 dots a byte, the leftmost in the highest bit, 1 = black, filled up with 0.
  std::span<const std::uint8_t> row(int y) const;
  std::size_t bytes_per_row() const { return stride_; }

  bool operator==(const Picture&) const = default;

 private:
  int width_;
  int height_;
  std::size_t stride_;
  std::vector<std::uint8_t> bits_;
};

}  // namespace frostkeep::labels
