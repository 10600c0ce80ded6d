#pragma once
/// Taking out of tubes: aliquots and derivatives, draws for use, pools; and thawing, which comes before.

#include <optional>
#include <string>
#include <vector>

#include "domain/amount.hpp"
#include "domain/sample.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Children of one aliquoting: four plates of 96 wells.
constexpr std::size_t kMaxChildren = 384;

/// Equal children of a tube.
struct ChildOrder {
  std::string code = {};      ///< of a single child; empty: made
  std::string material = {};  ///< empty: the parent's own
  std::string amount = {};    ///< each child's, "200 µL"; empty: unknown
  std::string tube = {};
  std::string role = {};
  int count = 1;
};

struct AliquotOrder {
  domain::SampleId parent;
  std::vector<ChildOrder> children = {};
  std::string taken = {};           ///< what left the parent in all; empty: what was poured over
  bool used_up = false;             ///< nothing is left: the parent is depleted and leaves its cell
  std::optional<bool> thawed = {};  ///< whether it was thawed for this; not told: if it was frozen and stored
  std::optional<base::Timestamp> happened_at = {};
};

struct AliquotView {
  std::uint64_t entry_id = 0;  ///< of the parent's entry
  domain::Sample parent;
  std::vector<domain::Sample> children;
  std::vector<domain::Warning> warnings;
};

struct DrawOrder {
  domain::SampleId sample;
  std::string amount = {};
  bool used_up = false;
  std::optional<base::Timestamp> happened_at = {};
};

/// A tube after something was done with it.
struct TubeView {
  std::uint64_t entry_id = 0;
  domain::Sample sample;
  domain::Amount taken = {};
  std::vector<domain::Warning> warnings = {};
};

/// What goes from one tube into a pool.
struct PoolPart {
  std::string code;
  std::string amount = {};  ///< empty: all that is in it, and it is depleted
};

struct PoolOrder {
  std::vector<PoolPart> parts = {};
  std::string code = {};      ///< of the pool; empty: made
  std::string material = {};  ///< empty: that of the parts
  std::string tube = {};
  std::string role = {};
  std::optional<base::Timestamp> happened_at = {};
};

class AliquotService {
 public:
  explicit AliquotService(House& house) : house_(house) {}

  /// Divides a tube by domain::divide. The children are in_process, have the parent's study, site, visit, time of draw,
  /// mark, donors and thaw count; one transaction whatever their number. Refused as lock_tubes says (aliquot), and with
  /// thaw_limit_reached, the violations of divide, and those of each child's cells with {row, field, pointer}.
  AliquotView aliquot(const Asked& asked, const AliquotOrder& order);
  /// Takes an amount for use. Never more than is there: refused with amount_too_small {code, amount, limit}.
  TubeView draw(const Asked& asked, const DrawOrder& order);
  /// Counts one thaw. Refused(thaw_limit_reached); warning thaw_limit_near.
  TubeView thaw(const Asked& asked, domain::SampleId id, std::optional<base::Timestamp> happened_at);
  /// Mixes tubes of one study and site; the pool comes from all their donors.
  AliquotView pool(const Asked& asked, const PoolOrder& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
