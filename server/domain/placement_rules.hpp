#pragma once
/// May this go there? The ladder of a placement, read from top to bottom.

#include <optional>
#include <string>
#include <vector>

#include "domain/container.hpp"
#include "domain/sample.hpp"

namespace frostkeep::domain {

/// Who sits in the cell that is asked for.
struct Sitter {
  OccupantKind kind = OccupantKind::sample;
  std::uint64_t id = 0;
  std::string code;
  std::string material;
  std::string state;
  std::string by;  ///< who put it there
  base::Timestamp since;
  std::string reason = {};  ///< that was given with it: why the cell is blocked
};

/// Where a thing is now.
struct CurrentPlace {
  ContainerId container;
  std::string container_code;
  std::string position;
  bool kept = false;  ///< the thing is out and this place waits for it
};

/// What a placement is judged by; read under the transaction's lock.
struct PlacementFacts {
  Container container;
  std::string position;  ///< the cell's label
  std::optional<Sitter> sitter = {};
  std::optional<CurrentPlace> current = {};
  bool moving = false;            ///< the asker knows that it lies elsewhere
  bool consent_withdrawn = false;  ///< warns, never forbids: consent decides use, not storage
};

struct Judgement {
  std::vector<Violation> violations;
  std::vector<Warning> warnings;
  bool allowed() const { return violations.empty(); }
};

/// For a tube. Values: code, container, position, material, where, by, since …
Judgement judge_placement(const Sample& sample, const PlacementFacts& facts);
/// For a container with its contents; `thing` is what is put into facts.container.
Judgement judge_placement(const Container& thing, const PlacementFacts& facts);

}  // namespace frostkeep::domain
