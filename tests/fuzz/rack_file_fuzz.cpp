#include <nlohmann/json.hpp>
#include <set>

#include "documents/rack_file.hpp"
#include "documents/rack_profile.hpp"
#include "fuzz_input.hpp"

namespace frostkeep::documents {
namespace {

void check(std::string_view bytes, const RackFileOptions& options) {
  try {
    const RackScan scan = parse_rack_file(bytes, options);
    std::set<std::string> positions;
    std::set<std::string> codes;
    for (const RackWell& well : scan.wells) {
      const bool inside =
          well.row >= 1 && well.row <= options.rows && well.column >= 1 && well.column <= options.columns;
      fuzz::expect(inside, "a well lies inside the rack");
      fuzz::expect(positions.insert(well.position).second, "a position is told once");
      fuzz::expect((well.state == WellState::code) != well.code.empty(), "a code stands where one was read");
      const bool fresh = well.code.empty() || codes.insert(well.code).second;
      fuzz::expect(fresh || !scan.errors.empty(), "a tube stands in one place, or the scan is refused");
    }
    fuzz::expect(!scan.wells.empty() || !scan.errors.empty(), "a scan says something");
    const auto json = nlohmann::json::parse(to_json(scan));
    fuzz::expect(json.at("wells").size() == scan.wells.size(), "the JSON has all wells");
  } catch (const UnreadableRackFile& unreadable) {
    fuzz::expect(!unreadable.code().empty(), "a refusal has a code");
  }
}

}  // namespace
}  // namespace frostkeep::documents

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace frostkeep;
  const std::string_view bytes = fuzz::text_of(data, size);
  documents::RackFileOptions options;
  documents::check(bytes, options);
  const auto profiles = documents::rack_profiles();
  options.profile = profiles[size % profiles.size()].id;
  options.rows = 4;
  options.columns = 6;
  documents::check(bytes, options);
  return 0;
}
