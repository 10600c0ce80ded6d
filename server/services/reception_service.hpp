#pragma once
/// The laboratory takes tubes over from where they were drawn.

#include <optional>
#include <string>
#include <vector>

#include "database/collection_records.hpp"
#include "domain/reception_rules.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Tubes of one request: a box of the largest kind, several times.
constexpr std::size_t kMaxTubesReceived = 1'000;

struct ReceivedTube {
  std::string code;  ///< as scanned
  domain::TubeSeen seen = {};
};
struct ReceptionOrder {
  domain::SiteId from_site = {};
  std::optional<base::Timestamp> received_at = {};      ///< now if not told
  std::optional<std::int32_t> temperature_mdeg_c = {};  ///< as it was seen on arrival
  std::string box = {};                                 ///< code of a box: all its tubes came
  std::string note = {};
  std::vector<ReceivedTube> tubes = {};  ///< scanned one by one, or those of the box that look amiss
};

/// What became of one tube.
struct ReceptionRow {
  std::string code;
  domain::SampleId sample = {};
  std::string outcome;  ///< received, rejected, refused
  std::string state;
  std::string material;
  std::string mark;
  std::vector<domain::Violation> violations = {};  ///< why it was refused
  std::vector<domain::Warning> warnings = {};
  std::string offered_container = {};  ///< where a tube that was rejected or refused can be put meanwhile
  std::string offered_position = {};
};
struct ReceptionView {
  database::Reception reception;
  std::vector<ReceptionRow> rows;  ///< the order's tubes first, then the rest of the box
  int received = 0;
  int rejected = 0;
  int refused = 0;
};

class ReceptionService {
 public:
  explicit ReceptionService(House& house) : house_(house) {}

  /// Takes over every tube that can be, in one transaction, and says of each other why it can't; the site that receives
  /// a tube answers for it from then on. Refused(field_missing) without tubes; code_unknown for a box that nobody
  /// knows.
  ReceptionView receive(const Asked& asked, const ReceptionOrder& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
