// One field list per body: what it reads, refuses, writes and says of itself.

#include "http/fields.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "domain/ids.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;

enum class Colour { red, blue };
std::string_view name_of(Colour colour) {
  return colour == Colour::red ? "red" : "blue";
}

struct Tube {
  std::string code;
  std::optional<std::int64_t> volume_nl;
  bool operator==(const Tube&) const = default;
};
const Shape<Tube> kTube{"Tube",
                        {field("code", &Tube::code, max_length(5), about("What stands on the tube")),
                         field("volume_nl", &Tube::volume_nl, range(0, 2'000'000))}};

struct Rack {
  domain::ContainerId id;
  Colour colour = Colour::red;
  std::uint8_t rows = 8;
  bool frozen = false;
  base::Timestamp seen_at;
  std::optional<base::Date> made_on;
  std::optional<base::PartialDate> born;
  std::optional<base::Digest> digest;
  std::vector<Tube> tubes;
  std::vector<std::string> words;
  std::optional<Tube> spare;
  std::optional<std::optional<std::string>> note;
};
const Shape<Rack> kRack{
    "Rack",
    {field("id", &Rack::id), field("colour", &Rack::colour, one_of({Colour::red, Colour::blue})),
     field("rows", &Rack::rows, range(1, 48), defaulted()), field("frozen", &Rack::frozen, defaulted()),
     field("seen_at", &Rack::seen_at), field("made_on", &Rack::made_on), field("born", &Rack::born),
     field("digest", &Rack::digest), field("tubes", &Rack::tubes, kTube, max_items(3)),
     field("words", &Rack::words, defaulted()), field("spare", &Rack::spare, kTube), field("note", &Rack::note)}};

constexpr std::string_view kWhole =
    R"({"id":"7205759403792793600","colour":"blue","rows":12,"frozen":true,"seen_at":"2026-11-24T10:05:09.500000Z",)"
    R"("made_on":"2025-02-28","born":"1961-02","digest":)"
    R"("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",)"
    R"("tubes":[{"code":"A1","volume_nl":500000},{"code":"管\"\\"}],"words":["一","b"],)"
    R"("spare":{"code":"S"},"note":null})";

/// "code pointer" of each violation, in the order of the answer.
std::vector<std::string> refusals_of(const std::string& json) {
  std::vector<std::string> found;
  try {
    kRack.parse(json);
  } catch (const domain::Refused& refused) {
    for (const auto& v : refused.violations()) {
      const auto where = v.values.find("pointer");
      found.push_back(std::string(domain::name_of(v.code)) + (where == v.values.end() ? "" : " " + where->second));
    }
  }
  return found;
}

std::string with(std::string_view extra) {
  return fmt::format(R"({{"id":"1","colour":"red","seen_at":"2026-01-01T00:00:00Z","tubes":[]{}}})", extra);
}

using List = std::vector<std::string>;

TEST(Fields, ReadAndWriteTheSameBytes) {
  const Rack rack = kRack.parse(kWhole);
  EXPECT_EQ(rack.id.value, 7205759403792793600u);
  EXPECT_EQ(rack.colour, Colour::blue);
  EXPECT_EQ(rack.tubes, (std::vector<Tube>{{"A1", 500'000}, {"管\"\\", std::nullopt}}));
  EXPECT_TRUE(rack.note.has_value() && !rack.note->has_value()) << "null was sent: clear it";
  EXPECT_EQ(kRack.render(rack), kWhole);
}

TEST(Fields, KeepTheDefaultsOfAbsentFields) {
  const Rack rack = kRack.parse(with(""));
  EXPECT_EQ(rack.rows, 8);
  EXPECT_FALSE(rack.made_on || rack.spare || rack.note) << "absent, and for note: leave it";
  EXPECT_FALSE(kRack.parse(with(R"(,"made_on":null)")).made_on);
}

TEST(Fields, SayEverythingThatIsWrongAtOnce) {
  EXPECT_EQ(
      refusals_of(R"({"colour":"green","seen_at":"yesterday","rows":49,"tubes":[{"code":"123456"},{"volume_nl":-1},
                          {"code":1,"x":{"y":[1]}}],"words":[null],"sp/a~re":1,"made_on":"2026-02-30","spare":[]})"),
      (List{"field_unknown /tubes/2/x", "field_unknown /sp~1a~0re", "field_missing /tubes/1/code", "field_missing /id",
            "field_malformed /colour", "field_malformed /seen_at", "field_malformed /tubes/2/code",
            "field_malformed /words/0", "field_malformed /made_on", "field_malformed /spare",
            "field_out_of_range /rows", "field_out_of_range /tubes/1/volume_nl", "field_too_long /tubes/0/code"}));
}

TEST(Fields, RefuseValuesThatOnlyLookRight) {
  EXPECT_EQ(refusals_of(with(R"(,"rows":12.0)")), (List{"field_malformed /rows"}));
  EXPECT_EQ(refusals_of(with(R"(,"rows":"12")")), (List{"field_malformed /rows"}));
  EXPECT_EQ(refusals_of(with(R"(,"rows":18446744073709551615)")), (List{"field_out_of_range /rows"}));
  EXPECT_EQ(refusals_of(with(R"(,"rows":null)")), (List{"field_malformed /rows"}));
  EXPECT_EQ(refusals_of(with(R"(,"words":["a\u0000b","\u202e"])")),
            (List{"field_malformed /words/0", "field_malformed /words/1"}));
  EXPECT_EQ(refusals_of(R"({"id":"01","colour":"red","seen_at":"2026-01-01T00:00:00Z","tubes":[]})"),
            (List{"field_malformed /id"}));
  EXPECT_EQ(refusals_of(with(R"(,"words":["一二三四五",")" + std::string(256, 'x') + R"("])")),
            (List{"field_too_long /words/1"}));
}

TEST(Fields, NameTheFieldTheRowAndTheBound) {
  try {
    kRack.parse(with(R"(,"spare":{"code":"1","volume_nl":-1},"words":["a","\u0007"],"rows":0,"colour2":1)"));
    FAIL() << "three values are wrong";
  } catch (const domain::Refused& refused) {
    const auto& violations = refused.violations();
    ASSERT_EQ(violations.size(), 4u);
    using Values = std::map<std::string, std::string>;
    EXPECT_EQ(violations[1].values, (Values{{"field", "words"}, {"pointer", "/words/1"}, {"row", "2"}}));
    EXPECT_EQ(violations[2].values,
              (Values{{"field", "volume_nl"}, {"pointer", "/spare/volume_nl"}, {"limit", "0–2000000"}}));
    EXPECT_EQ(violations[3].values, (Values{{"field", "rows"}, {"pointer", "/rows"}, {"limit", "1–48"}}));
  }
}

TEST(Fields, CountElementsBeforeKeepingThem) {
  EXPECT_EQ(refusals_of(R"({"id":"1","colour":"red","seen_at":"2026-01-01T00:00:00Z","tubes":[{"code":"a"},{"code":"b"},
                          {"code":"c"},{"nonsense":1},7]})"),
            (List{"field_out_of_range /tubes"}));
}

TEST(Fields, RefuseHostileJsonWhole) {
  const List malformed{"malformed_json"};
  EXPECT_EQ(refusals_of(""), malformed);
  EXPECT_EQ(refusals_of("[]"), malformed);
  EXPECT_EQ(refusals_of("7"), malformed);
  EXPECT_EQ(refusals_of(with("") + " x"), malformed) << "trailing bytes";
  EXPECT_EQ(refusals_of(with("") + with("")), malformed);
  EXPECT_EQ(refusals_of(with(R"(,"rows":1e999)")), malformed);
  EXPECT_EQ(refusals_of(with(R"(,"words":["\ud800"])")), malformed) << "lone surrogate";
  EXPECT_EQ(refusals_of(with(",\"words\":[\"\xC0\xAE\"]")), malformed) << "overlong UTF-8";
  EXPECT_EQ(refusals_of(with(R"(,"rows":1,"rows":2)")), (List{"malformed_json /rows"}));
  EXPECT_EQ(refusals_of(with(R"(,"odd":1,"odd":2)")), (List{"malformed_json /odd"}));
  EXPECT_EQ(refusals_of(std::string(200'000, '[')), malformed);
  EXPECT_EQ(refusals_of(with(",\"odd\":" + std::string(40, '[') + std::string(40, ']'))), malformed)
      << "deep in skipped";
  EXPECT_EQ(refusals_of("{" + std::string(200'000, '{')), malformed);
}

TEST(Fields, StopEarlyAtFloods) {
  std::string many = R"({"id":"1")";
  for (int i = 0; i < 100'000; ++i) many += fmt::format(",\"k{}\":1", i);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(refusals_of(many + "}").size(), kMaxViolations);
  std::string flat = R"({"odd":[1)";
  for (int i = 0; i < 400'000; ++i) flat += ",1";
  EXPECT_EQ(refusals_of(flat + "]}"), (List{"malformed_json"}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Fields, DescribeThemselvesAsJsonSchema) {
  std::string text;
  write_schema(kRack, text);
  const auto schema = nlohmann::json::parse(text);
  EXPECT_EQ(schema["required"], (nlohmann::json{"id", "colour", "seen_at", "tubes"}));
  EXPECT_EQ(schema["properties"]["rows"], (nlohmann::json{{"type", "integer"}, {"minimum", 1}, {"maximum", 48}}));
  EXPECT_EQ(schema["properties"]["tubes"]["items"]["$ref"], "#/components/schemas/Tube");
  EXPECT_EQ(schema["properties"]["colour"]["enum"], (nlohmann::json{"red", "blue"}));
  EXPECT_EQ(schema["properties"]["note"]["anyOf"][1]["type"], "null");
  text.clear();
  write_schema(kTube, text);
  EXPECT_EQ(nlohmann::json::parse(text)["properties"]["code"],
            (nlohmann::json{{"type", "string"}, {"maxLength", 5}, {"description", "What stands on the tube"}}));
}

struct Search {
  std::optional<domain::SampleId> after;
  std::int32_t limit = 50;
  std::vector<Colour> colours;
  std::optional<bool> frozen;
};
const Shape<Search> kSearch{"Search",
                            {field("after", &Search::after), field("limit", &Search::limit, range(1, 200), defaulted()),
                             field("colours", &Search::colours, one_of({Colour::red, Colour::blue}), defaulted()),
                             field("frozen", &Search::frozen)}};

ErrorCode code_of_query(const QueryParameters& query) {
  try {
    kSearch.parse_query(query);
  } catch (const domain::Refused& refused) {
    return refused.code();
  }
  return ErrorCode::internal_error;
}

TEST(Fields, ReadQueryParametersByTheSameList) {
  const Search search = kSearch.parse_query({{"after", "17"}, {"colours", "blue,red"}, {"frozen", "true"}});
  EXPECT_EQ(search.after->value, 17u);
  EXPECT_EQ(search.limit, 50);
  EXPECT_EQ(search.colours, (std::vector<Colour>{Colour::blue, Colour::red}));
  EXPECT_EQ(search.frozen, true);
  EXPECT_EQ(code_of_query({{"limit", "-1"}}), ErrorCode::field_out_of_range);
  EXPECT_EQ(code_of_query({{"limit", "5x"}}), ErrorCode::field_malformed);
  EXPECT_EQ(code_of_query({{"colours", "(select 1)"}}), ErrorCode::field_malformed);
  EXPECT_EQ(code_of_query({{"sort", "name"}}), ErrorCode::query_unknown);
  EXPECT_EQ(code_of_query({{"limit", "5"}, {"limit", "5"}}), ErrorCode::malformed_request);
}

struct Cell {
  std::string position, code, material;
  std::int64_t volume_nl = 0, thaws = 0;
  domain::SampleId id;
};
struct Box {
  std::vector<Cell> cells;
};
const Shape<Cell> kCell{
    "Cell",
    {field("position", &Cell::position), field("code", &Cell::code), field("material", &Cell::material),
     field("volume_nl", &Cell::volume_nl), field("thaws", &Cell::thaws), field("id", &Cell::id)}};
const Shape<Box> kBox{"Box", {field("cells", &Box::cells, kCell)}};

TEST(Fields, RenderABoxAboutAsFastAsByHand) {
  Box box;
  for (std::uint64_t i = 0; i < 100; ++i) {
    box.cells.push_back({"C5", fmt::format("BB-{:06}", i), "plasma", 500'000, 1, {1'000'000'000'000 + i}});
  }
  const auto by_hand = [&] {
    fmt::memory_buffer out;
    fmt::format_to(std::back_inserter(out), "{{\"cells\":[");
    for (std::size_t i = 0; i < box.cells.size(); ++i) {
      const Cell& c = box.cells[i];
      if (i > 0) out.push_back(',');
      fmt::format_to(std::back_inserter(out),
                     R"({{"position":"{}","code":"{}","material":"{}","volume_nl":{},"thaws":{},"id":"{}"}})",
                     c.position, c.code, c.material, c.volume_nl, c.thaws, c.id.value);
    }
    fmt::format_to(std::back_inserter(out), "]}}");
    return fmt::to_string(out);
  };
  ASSERT_EQ(kBox.render(box), by_hand());
  const auto best_of = [](const auto& work) {
    auto best = std::chrono::nanoseconds::max();
    for (int round = 0; round < 200; ++round) {
      const auto start = std::chrono::steady_clock::now();
      work();
      best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
    }
    return static_cast<double>(best.count()) / 1000;
  };
  const double shape_us = best_of([&] { kBox.render(box); });
  const double hand_us = best_of(by_hand);
  RecordProperty("shape_us", std::to_string(shape_us));
  EXPECT_LT(shape_us, 3 * hand_us) << "by the shape " << shape_us << " µs, by hand " << hand_us << " µs";
  std::cout << "by the shape " << shape_us << " µs, by hand " << hand_us << " µs\n";
}

}  // namespace
}  // namespace frostkeep::http
