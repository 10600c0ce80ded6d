// Templates: what is read, what is refused and where, and what compose makes of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "labels/label.hpp"

namespace frostkeep::labels {
namespace {

/// A template with one place to put an element and one to put a top-level key.
std::string template_with(const std::string& element, const std::string& more = "") {
  return R"({"schema": 1, "id": "trial", "version": 1, "purpose": "trial", "title": {"zh-CN": "试", "en": "Trial"},
    "width_mm": 30, "height_mm": 12, "fields": [
    {"name": "code", "kind": "code", "max_characters": 16, "required": true},
    {"name": "note", "kind": "text", "max_characters": 60}], "elements": [)" +
         element + R"(], "examples": [{"code": "2026000123", "note": {"zh-CN": "试验", "en": "trial"}}])" + more + "}";
}

constexpr const char* kSymbol = R"({"kind": "symbol", "x_mm": 0, "y_mm": 0, "width_mm": 10, "height_mm": 10,
  "symbology": "data_matrix", "text": "{{code}}", "module_mm": 0.5, "min_module_mm": 0.25, "quiet_modules": 2})";

std::string text_element(const std::string& text, const std::string& more = "") {
  return R"({"kind": "text", "x_mm": 10, "y_mm": 1, "width_mm": 20, "height_mm": 4, "size_mm": 3, "text": )" + text +
         more + "}";
}

void expect_refusal(const std::string& json, const std::string& pointer) {
  try {
    read_template(json);
    ADD_FAILURE() << "accepted: " << json;
  } catch (const BadTemplate& bad) {
    EXPECT_EQ(bad.pointer(), pointer) << bad.what();
  }
}

LabelFault fault_of(const std::string& json, const LabelData& data, int dpi = 300) {
  const auto label_template = read_template(json);
  try {
    compose(label_template, data, dpi);
  } catch (const LabelRefused& refused) {
    return refused.fault();
  }
  ADD_FAILURE() << "composed: " << json;
  return LabelFault::unknown_template;
}

LabelData data_of(const std::string& code, const std::string& note = "") {
  LabelData data;
  data.values = {{"code", code}, {"note", note}};
  return data;
}

TEST(LabelTemplate, ShippedOnesPassTheirOwnGate) {
  std::vector<std::string> ids;
  for (const auto& label_template : list_templates()) {
    ids.push_back(label_template.id);
    for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
      for (const auto language : {Language::zh_cn, Language::en}) {
        for (const int dpi : {203, 300, 600}) {
          const auto data = label_template.example(i, language);
          const auto label = compose(label_template, data, dpi);
          EXPECT_FALSE(label.symbols.empty()) << label_template.id;
          for (const auto& symbol : label.symbols) {
            EXPECT_EQ(symbol.text, data.values.at("code"));
            EXPECT_TRUE(reads_back(label.picture, symbol));
          }
        }
      }
    }
  }
  EXPECT_THAT(ids, testing::IsSupersetOf({"badge_60x40mm", "box_50x25mm", "command_card_60x40mm", "cryovial_32x13mm",
                                          "participant_card_60x40mm"}));
}

TEST(LabelTemplate, CommandCardsCarryTheCommandsOfTheScanBar) {
  std::vector<std::string> commands;
  const auto* cards = find_template("command_card_60x40mm");
  ASSERT_NE(cards, nullptr);
  for (std::size_t i = 0; i < cards->examples.size(); ++i) {
    commands.push_back(cards->example(i, Language::en).values.at("code"));
  }
  EXPECT_THAT(commands, testing::IsSupersetOf({"FK:OK", "FK:UNDO", "FK:FINISH", "FK:NEXT-BOX"}));
}

TEST(LabelTemplate, RefusesWhatItDoesNotKnowAndSaysWhere) {
  EXPECT_NO_THROW(check_template(template_with(std::string(kSymbol) + "," + text_element(R"("{{note}} {{copy}}")"))));
  expect_refusal(template_with(text_element(R"("{{name}}")")), "/elements/0/text");
  expect_refusal(template_with(text_element(R"({"zh-CN": "{{code}}", "en": "{{kode}}"})")), "/elements/0/text");
  expect_refusal(template_with(text_element(R"("{{code")")), "/elements/0/text");
  expect_refusal(template_with(text_element(R"("code}}")")), "/elements/0/text");
  expect_refusal(template_with(text_element(R"("a")", R"(, "font": "Arial")")), "/elements/0/font");
  expect_refusal(template_with(text_element(R"("a")", R"(, "face": "Arial")")), "/elements/0/face");
  expect_refusal(template_with(text_element(R"({"zh-CN": "甲"})")), "/elements/0/text");
  expect_refusal(template_with("", R"(, "include": "/etc/passwd")"), "/include");
  expect_refusal(template_with(R"({"kind": "zpl", "text": "^DFR:X.ZPL"})"), "/elements/0/kind");
  expect_refusal(template_with(R"({"kind": "line", "x_mm": 29, "y_mm": 0, "width_mm": 2, "height_mm": 1})"),
                 "/elements/0");
  expect_refusal(template_with(R"({"kind": "line", "x_mm": "1", "y_mm": 0, "width_mm": 2, "height_mm": 1})"),
                 "/elements/0/x_mm");
  expect_refusal(template_with(R"({"kind": "line", "x_mm": 1, "y_mm": 0, "width_mm": 1e999, "height_mm": 1})"), "");
  std::string free_text_in_symbol = kSymbol;
  free_text_in_symbol.replace(free_text_in_symbol.find("{{code}}"), 8, "{{note}}");
  expect_refusal(template_with(free_text_in_symbol), "/elements/0/text");
  std::string narrow = kSymbol;
  narrow.replace(narrow.find("\"quiet_modules\": 2"), 18, "\"quiet_modules\": 0");
  expect_refusal(template_with(narrow), "/elements/0/quiet_modules");
}

TEST(LabelTemplate, HasNoPrinterCommands) {
  for (const char* command : {"^DFR:X.ZPL", "^JUS", "~DYR:X", "~JR", "^XZ"}) {
    expect_refusal(template_with(text_element('"' + std::string(command) + '"')), "/elements/0/text");
  }
}

TEST(LabelTemplate, RefusesJsonThatIsNoneOrTooMuch) {
  expect_refusal("", "");
  expect_refusal("[]", "");
  expect_refusal(template_with("", R"(, "version": 2)"), "");
  expect_refusal(template_with("") + "x", "");
  expect_refusal(std::string(70'000, ' '), "");
  expect_refusal(std::string(5'000, '['), "");
  expect_refusal(template_with(text_element("\"\xff\"")), "");
}

TEST(Compose, RefusesDataThatMakesNoLabel) {
  const auto json = template_with(std::string(kSymbol) + "," + text_element(R"("{{note}}")"));
  EXPECT_EQ(fault_of(json, LabelData{}), LabelFault::missing_field);
  EXPECT_EQ(fault_of(json, data_of("  ")), LabelFault::missing_field);
  EXPECT_EQ(fault_of(json, data_of("血浆")), LabelFault::bad_code);
  EXPECT_EQ(fault_of(json, data_of("12345678901234567")), LabelFault::bad_code);
  EXPECT_EQ(fault_of(json, data_of("1", std::string("a\0b", 3))), LabelFault::bad_text);
  EXPECT_EQ(fault_of(json, data_of("1", "a\xc3")), LabelFault::bad_text);
  EXPECT_EQ(fault_of(json, data_of("1", "right\xe2\x80\xaeleft")), LabelFault::bad_text);
  EXPECT_EQ(fault_of(json, data_of("1", std::string(61, 'a'))), LabelFault::bad_text);
  EXPECT_EQ(fault_of(json, data_of("1"), 150), LabelFault::unknown_resolution);
  EXPECT_THROW(compose("no_such_template", LabelData{}, 300), LabelRefused);
}

TEST(Compose, RefusesASymbolThatCantBeReadBack) {
  const auto crossed = R"(, {"kind": "line", "x_mm": 0, "y_mm": 4, "width_mm": 10, "height_mm": 2.5})";
  EXPECT_EQ(fault_of(template_with(kSymbol + std::string(crossed)), data_of("2026000123")),
            LabelFault::symbol_unreadable);
  const auto in_quiet_zone = R"(, {"kind": "line", "x_mm": 0, "y_mm": 9.6, "width_mm": 10, "height_mm": 0.3})";
  EXPECT_EQ(fault_of(template_with(kSymbol + std::string(in_quiet_zone)), data_of("BBS-2026-0001234")),
            LabelFault::symbol_unreadable);
}

TEST(Compose, RefusesASymbolWithModulesTooFineForScanners) {
  std::string small = kSymbol;
  small.replace(small.find("\"width_mm\": 10"), 14, "\"width_mm\": 4");
  EXPECT_EQ(fault_of(template_with(small), data_of("BBS-2026-0001234")), LabelFault::symbol_too_large);
}

TEST(Compose, GoesWithoutASecondSymbolThatDoesNotFit) {
  LabelData data;
  data.values = {{"code", "23M6MFR86E2ESV1S"}, {"material", "serum"}};
  const auto label = compose("tube_50x25mm", data, 300);
  ASSERT_EQ(label.symbols.size(), 1U);
  EXPECT_EQ(label.symbols[0].symbology, Symbology::data_matrix);
  ASSERT_EQ(label.remarks.size(), 1U);
  EXPECT_EQ(label.remarks[0].kind, LabelRemark::Kind::left_out);
  data.values["code"] = "BBS20001234X";
  for (const int dpi : {203, 300, 600}) EXPECT_EQ(compose("tube_50x25mm", data, dpi).symbols.size(), 2U);
}

TEST(Compose, ShrinksThenShortensOrRefuses) {
  const std::string fitting = R"(, "min_size_mm": 1.5)";
  const std::string note = "a text that is too wide for its place";
  const auto shrunk = compose(read_template(template_with(text_element(R"("{{note}}")", fitting))),
                              data_of("1", "not quite as wide as that"), 300);
  EXPECT_TRUE(shrunk.remarks.empty());
  const auto shortened =
      compose(read_template(template_with(text_element(R"("{{note}}")", fitting))), data_of("1", note), 300);
  ASSERT_EQ(shortened.remarks.size(), 1U);
  EXPECT_EQ(shortened.remarks[0].kind, LabelRemark::Kind::shortened);
  EXPECT_EQ(shortened.remarks[0].text, note);
  const auto refusing = template_with(text_element(R"("{{note}}")", R"(, "overflow": "refuse")"));
  EXPECT_EQ(fault_of(refusing, data_of("1", note)), LabelFault::text_too_wide);
}

TEST(Compose, LeavesOutATextWhoseValuesAreMissing) {
  const auto label_template = read_template(template_with(text_element(R"("Note: {{note}}")")));
  EXPECT_EQ(compose(label_template, data_of("1"), 300).picture.inked(), Rectangle{});
  EXPECT_GT(compose(label_template, data_of("1", "x"), 300).picture.inked().width, 0);
}

TEST(Compose, PrintsTheCopyNumberOfAReprint) {
  const auto label_template =
      read_template(template_with(text_element(R"("copy {{copy}}")", R"(, "only_on_reprints": true)")));
  auto data = data_of("1");
  EXPECT_EQ(compose(label_template, data, 300).picture.inked(), Rectangle{});
  data.copy = 2;
  const auto second = compose(label_template, data, 300);
  EXPECT_EQ(second.copy, 2);
  data.copy = 3;
  EXPECT_FALSE(compose(label_template, data, 300).picture == second.picture);
}

TEST(Compose, PrintsHostileTextAsText) {
  const auto label_template = read_template(template_with(text_element(R"("{{note}}")", R"(, "min_size_mm": 1)")));
  const auto one_line = compose(label_template, data_of("1", "A^XZ^XA ~JR _5E \\\" B"), 300);
  const auto with_line_end = compose(label_template, data_of("1", "A^XZ^XA\r\n~JR\t_5E \\\" B"), 300);
  EXPECT_GT(one_line.picture.inked().width, 0);
  EXPECT_TRUE(one_line.picture == with_line_end.picture);
}

}  // namespace
}  // namespace frostkeep::labels
