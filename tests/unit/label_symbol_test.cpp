// Bar codes: sizes as ISO/IEC 16022 has them, and what one library writes the other reads.

#include <gtest/gtest.h>

#include "labels/label.hpp"
#include "labels/symbol_reader.hpp"
#include "labels/symbol_writer.hpp"

namespace frostkeep::labels {
namespace {

/// The symbol in its quiet zone, five dots a module.
Picture framed(const Picture& symbol, Symbology symbology) {
  constexpr int kModule = 5;
  const int quiet = required_quiet_modules(symbology) * kModule;
  const int height = symbology == Symbology::code_128 ? 60 : symbol.height() * kModule;
  Picture picture(symbol.width() * kModule + 2 * quiet, height + 2 * quiet);
  for (int y = 0; y < height; y += kModule) {
    picture.draw(symbology == Symbology::code_128 ? symbol : symbol.cut({0, y / kModule, symbol.width(), 1}), quiet,
                 quiet + y, kModule);
  }
  return picture;
}

int side_of(const std::string& text) {
  const auto symbol = write_symbol(Symbology::data_matrix, text);
  return symbol && symbol->width() == symbol->height() ? symbol->width() : 0;
}

TEST(DataMatrix, IsTheSmallestSquareThatHoldsTheDigits) {
  EXPECT_EQ(side_of("0123456789"), 12);
  EXPECT_EQ(side_of("01234567890"), 14);
  const std::vector<std::pair<std::size_t, int>> capacities{{6, 10},  {10, 12}, {16, 14}, {24, 16},
                                                            {36, 18}, {44, 20}, {60, 22}};
  for (const auto& [digits, side] : capacities) {
    EXPECT_EQ(side_of(std::string(digits, '7')), side) << digits;
    EXPECT_EQ(side_of(std::string(digits - 1, '7')), side) << digits - 1;
    EXPECT_GT(side_of(std::string(digits + 1, '7')), side) << digits + 1;
  }
}

TEST(DataMatrix, IsTheSmallestSquareThatHoldsLettersAndDigits) {
  const std::vector<std::pair<std::size_t, int>> capacities{{3, 10},  {6, 12},  {10, 14}, {16, 16},
                                                            {25, 18}, {31, 20}, {43, 22}, {52, 24}};
  const std::string text = "Q7ZBK4MWX2TR9HDV3CFG8JLN5PS6YA1QWZ7BXK4MTW2RX9HVD3FCG8";
  for (const auto& [characters, side] : capacities) EXPECT_LE(side_of(text.substr(0, characters)), side) << characters;
  EXPECT_EQ(side_of("BB2026000123"), 14);
  EXPECT_EQ(side_of("BBS-2026-0001234"), 16);
}

TEST(Code128, WritesPairsOfDigitsInHalfTheWidth) {
  // Start C, five pairs, check symbol, stop: 11 + 5 × 11 + 11 + 13 modules.
  EXPECT_EQ(write_symbol(Symbology::code_128, "2026000123")->width(), 90);
  EXPECT_EQ(write_symbol(Symbology::code_128, "2026000123")->height(), 1);
}

TEST(Symbol, OfEachKindIsReadBackByTheOtherLibrary) {
  for (const auto symbology : {Symbology::data_matrix, Symbology::qr, Symbology::code_128}) {
    for (const std::string text : {"2026000123", "FK:NEXT-BOX", "a", "0", "BBS-2026-0001234", "^XZ^XA~JR_5E\\\"'<>&%$#",
                                   "  two  spaces ", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}) {
      const auto symbol = write_symbol(symbology, text);
      ASSERT_TRUE(symbol) << text;
      EXPECT_EQ(read_symbol(framed(*symbol, symbology), symbology), text) << to_text(symbology);
    }
  }
}

TEST(Symbol, OfEveryTenDigitCodeIsReadBack) {
  std::uint64_t state = 20'261'124;
  for (int i = 0; i < 2'000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const auto text = std::to_string(1'000'000'000 + (state >> 24) % 9'000'000'000ULL);
    const auto symbol = write_symbol(Symbology::data_matrix, text);
    ASSERT_EQ(symbol->width(), 12);
    ASSERT_EQ(read_symbol(framed(*symbol, Symbology::data_matrix), Symbology::data_matrix), text);
  }
}

TEST(Symbol, IsNotMadeOfTextThatScannersDontType) {
  for (const auto symbology : {Symbology::data_matrix, Symbology::qr, Symbology::code_128}) {
    for (const auto& text : {std::string(), std::string("血浆"), std::string("a\nb"), std::string("a\0b", 3),
                                   std::string("a\x7f"), std::string(65, 'a')}) {
      EXPECT_FALSE(write_symbol(symbology, text)) << text;
    }
  }
}

TEST(Symbol, OfOneKindIsNotTakenForAnother) {
  const auto symbol = write_symbol(Symbology::qr, "2026000123");
  EXPECT_FALSE(read_symbol(framed(*symbol, Symbology::qr), Symbology::data_matrix));
  EXPECT_FALSE(read_symbol(Picture(100, 100), Symbology::data_matrix));
  EXPECT_FALSE(read_symbol(Picture(0, 0), Symbology::qr));
}

}  // namespace
}  // namespace frostkeep::labels
