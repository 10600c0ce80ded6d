// Every shipped template, in both languages: the picture that it was when somebody last looked at it. After a change,
// look again and run with FROSTKEEP_UPDATE_GOLDEN=1; the new pictures are then part of the change.

#include <gtest/gtest.h>
#include <png.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "labels/label.hpp"
#include "labels/png.hpp"

namespace frostkeep::labels {
namespace {

std::optional<Picture> picture_of_png(const std::string& bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return std::nullopt;
  image.format = PNG_FORMAT_GRAY;
  std::vector<std::uint8_t> grey(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr) == 0) return std::nullopt;
  Picture picture(static_cast<int>(image.width), static_cast<int>(image.height));
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (grey[static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x)] < 128) picture.blacken(x, y);
    }
  }
  return picture;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

struct Sight {
  const LabelTemplate* label_template;
  Language language;
  int dpi;

  std::string name() const {
    return label_template->id + (language == Language::zh_cn ? ".zh-CN." : ".en.") + std::to_string(dpi) + ".png";
  }
  /// The first example; in English as a reprint, so that the copy number is seen.
  LabelData data() const {
    auto data = label_template->example(0, language);
    data.copy = language == Language::en ? 2 : 1;
    return data;
  }
};

std::vector<Sight> sights() {
  std::vector<Sight> result;
  for (const auto& label_template : list_templates()) {
    for (const auto language : {Language::zh_cn, Language::en}) {
      for (const int dpi : {203, 300}) result.push_back({&label_template, language, dpi});
    }
  }
  return result;
}

const std::filesystem::path kGolden = std::filesystem::path(FROSTKEEP_SOURCE_DIR) / "tests/unit/golden/labels";

TEST(LabelPicture, OfEachTemplateInBothLanguagesIsTheGoldenOne) {
  for (const auto& sight : sights()) {
    SCOPED_TRACE(sight.name());
    const auto label = compose(*sight.label_template, sight.data(), sight.dpi);
    if (std::getenv("FROSTKEEP_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(kGolden / sight.name(), std::ios::binary) << to_png(label);
    }
    const auto golden = picture_of_png(read_file(kGolden / sight.name()));
    ASSERT_TRUE(golden) << "no golden picture";
    EXPECT_TRUE(*golden == label.picture);
    EXPECT_TRUE(label.remarks.empty()) << "an example must fit";
  }
}

TEST(LabelPicture, HasNoGoldenFileOfATemplateThatIsGone) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, sights().size());
}

TEST(LabelPicture, ComesOutOfThePngDotByDotAndInTrueSize) {
  const auto* label_template = find_template("cryovial_32x13mm");
  ASSERT_NE(label_template, nullptr);
  const auto label = compose(*label_template, label_template->example(0, Language::zh_cn), 300);
  const auto png = to_png(label);
  const auto back = picture_of_png(png);
  ASSERT_TRUE(back);
  EXPECT_TRUE(*back == label.picture);
  EXPECT_NE(png.find(std::string("pHYs\0\0\x2e\xe0", 8)), std::string::npos) << "12,000 dots a metre";
}

TEST(LabelPicture, ShowsChineseShapesAndNotJapaneseOnes) {
  // U+9AA8: in Chinese the inner corner opens to the left, in Japanese to the right. Only the upper half differs.
  const auto line = draw_text({Face::regular, 96}, "骨");
  int left = 0, right = 0;
  for (int y = line.em_top + 18; y < line.em_top + 34; ++y) {
    for (int x = 30; x < 66; ++x) {
      if (line.picture.is_black(x, y)) ++(x < 48 ? left : right);
    }
  }
  EXPECT_GT(left, right);
}

TEST(LabelPicture, SaysWhenAFaceLacksACharacter) {
  EXPECT_FALSE(draw_text({Face::regular, 24}, "张𠅤 Å é").has_unknown_characters) << "a rare name of CJK extension B";
  EXPECT_TRUE(draw_text({Face::regular, 24}, "🧊").has_unknown_characters);
}

}  // namespace
}  // namespace frostkeep::labels
