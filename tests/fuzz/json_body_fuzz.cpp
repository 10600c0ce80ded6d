#include "domain/ids.hpp"
#include "domain/refusal.hpp"
#include "fuzz_input.hpp"
#include "http/fields.hpp"

namespace frostkeep::http {
namespace {

enum class Colour { red, blue };
std::string_view name_of(Colour colour) {
  return colour == Colour::red ? "red" : "blue";
}

struct Tube {
  std::string code;
  std::optional<std::int64_t> volume_nl;
  std::optional<std::optional<base::Date>> made_on;
};
struct Rack {
  domain::ContainerId id;
  Colour colour = Colour::red;
  std::vector<Tube> tubes;
  std::optional<Tube> spare;
  std::optional<base::PartialDate> born;
  std::vector<std::vector<std::int32_t>> numbers;
};
const Shape<Tube> kTube{"Tube",
                        {field("code", &Tube::code, max_length(8)), field("volume_nl", &Tube::volume_nl, range(0, 9)),
                         field("made_on", &Tube::made_on)}};
const Shape<Rack> kRack{
    "Rack",
    {field("id", &Rack::id, defaulted()),
     field("colour", &Rack::colour, one_of({Colour::red, Colour::blue}), defaulted()),
     field("tubes", &Rack::tubes, kTube, max_items(3), defaulted()), field("spare", &Rack::spare, kTube),
     field("born", &Rack::born), field("numbers", &Rack::numbers, defaulted())}};

void check(std::string_view bytes) {
  try {
    const Rack rack = kRack.parse(bytes);
    fuzz::expect(rack.tubes.size() <= 3, "limits hold");
    if (!rack.id) return;  // an absent id keeps its empty value, which no one may send
    const std::string written = kRack.render(rack);
    fuzz::expect(kRack.render(kRack.parse(written)) == written, "what is written is read back unchanged");
  } catch (const domain::Refused& refused) {
    fuzz::expect(refused.violations().size() <= kMaxViolations + 1, "a flood of violations ends");
  }
}

}  // namespace
}  // namespace frostkeep::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  frostkeep::http::check(frostkeep::fuzz::text_of(data, size));
  return 0;
}
