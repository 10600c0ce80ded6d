#include "database/rack_records.hpp"

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kTubesHead =
    "select k.code, s.id, s.code, s.material, s.state, s.study_id, s.owner_site_id, s.mark, o.kind, o.container_id, "
    "o.position, o.stay_id, c.code, c.type_id from scan_code k join sample s on s.id = k.thing_id "
    "left join occupancy o on o.occupant_id = s.id left join container c on c.id = o.container_id "
    "where k.thing_kind = 8 and k.code in ";
constexpr std::string_view kTubesTail = " order by k.code, s.id";

}  // namespace

std::vector<CodedRackTube> read_rack_tubes(const ReadTransaction& tx, std::span<const std::string> codes) {
  std::vector<CodedRackTube> tubes;
  const std::vector<Bind> binds(codes.begin(), codes.end());
  for (const Row& row : query_in(tx.connection(), kTubesHead, kTubesTail, binds)) {
    CodedRackTube tube;
    tube.scanned = row.text(0);
    tube.sample.id = row.id_as<domain::SampleId>(1);
    tube.sample.code = row.text(2);
    tube.sample.material = row.text(3);
    tube.sample.state = static_cast<domain::SampleState>(row.integer(4));
    tube.sample.study = row.id_as<domain::StudyId>(5);
    tube.sample.owner_site = row.id_as<domain::SiteId>(6);
    tube.sample.mark = row.text(7);
    if (!row.is_null(8)) {
      tube.occupancy = Occupancy{static_cast<domain::OccupantKind>(row.integer(8)),
                                 tube.sample.id.value,
                                 {row.id_as<domain::ContainerId>(9), static_cast<int>(row.integer(10)), row.id(11)}};
      tube.container_code = row.text(12);
      tube.container_type = row.id_as<domain::ContainerTypeId>(13);
    }
    tubes.push_back(std::move(tube));
  }
  return tubes;
}

}  // namespace frostkeep::database
