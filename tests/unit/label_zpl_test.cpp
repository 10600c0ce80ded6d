// ZPL, seen by a small interpreter of its own: it knows which commands there are and draws the graphic fields.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <stdexcept>

#include "base/text.hpp"
#include "labels/label.hpp"
#include "labels/zpl.hpp"

namespace frostkeep::labels {
namespace {

struct Command {
  std::string name;  ///< caret or tilde and two letters
  std::string argument;
};

/// What a printer sees: a command begins at each `^` and `~`, wherever it stands.
std::vector<Command> commands_of(const std::string& zpl) {
  std::vector<Command> result;
  for (std::size_t at = zpl.find_first_of("^~"); at != std::string::npos;) {
    const auto next = zpl.find_first_of("^~", at + 1);
    const auto whole = zpl.substr(at, next == std::string::npos ? next : next - at);
    const auto argument = whole.size() > 3 ? whole.substr(3) : std::string();
    result.push_back({whole.substr(0, 3), std::string(base::trim(argument))});
    at = next;
  }
  return result;
}

std::vector<std::string> names_of(const std::string& zpl) {
  std::vector<std::string> result;
  for (const auto& command : commands_of(zpl)) result.push_back(command.name);
  return result;
}

int repeats_of(char letter) {
  if (letter >= 'G' && letter <= 'Y') return letter - 'G' + 1;
  if (letter >= 'g' && letter <= 'z') return (letter - 'g' + 1) * 20;
  return 0;
}

/// The rows of a ^GFA field, in hexadecimal digits.
std::vector<std::string> rows_of(std::string_view data, std::size_t digits_per_row) {
  std::vector<std::string> rows;
  std::string row;
  int repeats = 0;
  for (const char c : data) {
    if (c == ':') {
      if (!row.empty() || rows.empty()) throw std::runtime_error("a row is repeated in its middle");
      rows.push_back(rows.back());
    } else if (c == ',') {
      row.append(digits_per_row - row.size(), '0');
    } else if (repeats_of(c) > 0) {
      repeats += repeats_of(c);
    } else if (std::isxdigit(static_cast<unsigned char>(c)) != 0) {
      row.append(static_cast<std::size_t>(std::max(repeats, 1)), c);
      repeats = 0;
    } else {
      throw std::runtime_error(std::string("a character that is no picture: ") + c);
    }
    if (row.size() > digits_per_row) throw std::runtime_error("a row is too long");
    if (row.size() == digits_per_row) {
      rows.push_back(row);
      row.clear();
    }
  }
  if (!row.empty() || repeats != 0) throw std::runtime_error("the last row is cut");
  return rows;
}

int number_before(std::string& text, char separator) {
  const auto end = text.find(separator);
  const int number = std::stoi(text.substr(0, end));
  text.erase(0, end == std::string::npos ? end : end + 1);
  return number;
}

/// Draws the label; throws where a printer would go wrong.
Picture printed(const std::string& zpl) {
  int width = 0, height = 0, x = 0, y = 0;
  Picture picture(0, 0);
  for (auto [name, argument] : commands_of(zpl)) {
    if (name == "^PW") width = std::stoi(argument);
    if (name == "^LL") {
      height = std::stoi(argument);
      picture = Picture(width, height);
    }
    if (name == "^FO") {
      x = number_before(argument, ',');
      y = std::stoi(argument);
    }
    if (name != "^GF") continue;
    if (argument.substr(0, 2) != "A,") throw std::runtime_error("only hexadecimal pictures");
    argument.erase(0, 2);
    const int bytes = number_before(argument, ','), total = number_before(argument, ',');
    const int per_row = number_before(argument, ',');
    const auto rows = rows_of(argument, static_cast<std::size_t>(per_row) * 2);
    if (bytes != total || total != per_row * static_cast<int>(rows.size())) throw std::runtime_error("wrong size");
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (int column = 0; column < per_row * 8; ++column) {
        const int digit = std::stoi(rows[r].substr(static_cast<std::size_t>(column) / 4, 1), nullptr, 16);
        if ((digit >> (3 - column % 4) & 1) != 0) picture.blacken(x + column, y + static_cast<int>(r));
      }
    }
  }
  return picture;
}

const std::vector<std::string> kOurCommands{"^XA", "^PW", "^LL", "^LH", "^PO", "^PM", "^LR",
                                            "^FO", "^GF", "^FS", "^PQ", "^XZ"};

TEST(Zpl, PrintsEachTemplateDotByDot) {
  for (const auto& label_template : list_templates()) {
    for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
      for (const auto language : {Language::zh_cn, Language::en}) {
        for (const int dpi : {203, 300, 600}) {
          const auto label = compose(label_template, label_template.example(i, language), dpi);
          const auto zpl = to_zpl(label, 1);
          EXPECT_EQ(names_of(zpl), kOurCommands);
          EXPECT_TRUE(printed(zpl) == label.picture) << label_template.id << ' ' << dpi;
          EXPECT_LT(zpl.size(), label.picture.bytes_per_row() * static_cast<std::size_t>(label.picture.height()))
              << "longer than the bare bits";
        }
      }
    }
  }
}

TEST(Zpl, HasOurCommandsAndNoOthersWhateverTheDataSay) {
  for (const std::string hostile :
       {"A^XZ^XA^FDfake", "~JR", "_5E_7E", "\\\"^FS", "x\r\n^XA^JUS^XZ\r\n", "^", "~", "^DFR:X.ZPL^FS",
        "~DYE:X,P,P,1,,:", "王^FH_^FD_7EJR", "🧊^XZ", "{{code}}"}) {
    LabelData data;
    data.values = {{"code", "^XZ~JR_5E"}, {"material", hostile}, {"study", hostile}, {"visit", hostile}};
    const auto label = compose("cryovial_32x13mm", data, 300);
    const auto zpl = to_zpl(label, 2);
    EXPECT_EQ(names_of(zpl), kOurCommands) << hostile;
    EXPECT_TRUE(printed(zpl) == label.picture) << hostile;
    EXPECT_TRUE(std::all_of(zpl.begin(), zpl.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
  }
}

TEST(Zpl, SetsTheNumberOfCopies) {
  const auto* label_template = find_template("cap_9mm");
  ASSERT_NE(label_template, nullptr);
  const auto label = compose(*label_template, label_template->example(0, Language::en), 203);
  EXPECT_THAT(to_zpl(label, 1), testing::HasSubstr("^PQ1,0,0,N"));
  EXPECT_THAT(to_zpl(label, 17), testing::HasSubstr("^PQ17,0,0,N"));
}

TEST(Zpl, DrawsPicturesOfEveryWidthAndRun) {
  std::uint64_t state = 4'711;
  const auto random = [&](int below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
  };
  for (int i = 0; i < 300; ++i) {
    Label label{"trial", 1, 1, 12, Picture(1 + random(4'000), 1 + random(40)), {}, {}};
    for (int boxes = random(6); boxes > 0; --boxes) {
      label.picture.blacken({random(4'000), random(40), 1 + random(3'000), 1 + random(20)});
    }
    ASSERT_TRUE(printed(to_zpl(label, 1)) == label.picture) << i;
  }
}

}  // namespace
}  // namespace frostkeep::labels
