#include "labels/picture.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace frostkeep::labels {

Picture::Picture(int width, int height)
    : width_(width), height_(height), stride_((static_cast<std::size_t>(std::max(width, 0)) + 7) / 8) {
  FROSTKEEP_INVARIANT(width >= 0 && height >= 0);
  bits_.resize(stride_ * static_cast<std::size_t>(height));
}

bool Picture::is_black(int x, int y) const {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return false;
  const auto byte = static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x) / 8;
  return (bits_[byte] >> (7 - x % 8) & 1) != 0;
}

void Picture::blacken(int x, int y) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  const auto byte = static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x) / 8;
  bits_[byte] = static_cast<std::uint8_t>(bits_[byte] | 0x80U >> (x % 8));
}

void Picture::blacken(const Rectangle& area) {
  for (int y = area.y; y < area.y + area.height; ++y) {
    for (int x = area.x; x < area.x + area.width; ++x) blacken(x, y);
  }
}

void Picture::draw(const Picture& other, int x, int y, int scale) {
  for (int row = 0; row < other.height_; ++row) {
    for (int column = 0; column < other.width_; ++column) {
      if (other.is_black(column, row)) blacken({x + column * scale, y + row * scale, scale, scale});
    }
  }
}

Picture Picture::cut(const Rectangle& area, int scale) const {
  Picture result(area.width * scale, area.height * scale);
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      if (is_black(area.x + x, area.y + y)) result.blacken({x * scale, y * scale, scale, scale});
    }
  }
  return result;
}

Rectangle Picture::inked() const {
  int left = width_, top = height_, right = 0, bottom = 0;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      if (!is_black(x, y)) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
      top = std::min(top, y);
      bottom = y + 1;
    }
  }
  return right == 0 ? Rectangle{} : Rectangle{left, top, right - left, bottom - top};
}

std::span<const std::uint8_t> Picture::row(int y) const {
  FROSTKEEP_INVARIANT(y >= 0 && y < height_);
  return std::span(bits_).subspan(static_cast<std::size_t>(y) * stride_, stride_);
}

}  // namespace frostkeep::labels
