#pragma once
/// SPREC of a tube as its row and its history give it. The code and the version of its lists are stored in the row and
/// change with what they are derived from; each function here writes both.

#include <optional>
#include <string>
#include <vector>

#include "domain/processing.hpp"
#include "domain/sprec.hpp"

namespace frostkeep::domain {

/// What the row can't tell: the steps of the tube and of those that it was made of, up to when it was made.
struct TubeHistory {
  std::string primary_tube = {};  ///< code of tubes.csv of the tube that was drawn; empty: not known
  std::optional<std::int32_t> reception_mdeg_c = {};
  std::vector<Processing> steps = {};  ///< in order of start
};

/// Derived anew from everything that was recorded. Long-term storage is known where `place_mdeg_c` tells how cold its
/// place is or a freezing step says the way; otherwise that element stays as it is.
void derive_sprec(Sample& sample, const TubeHistory& history, std::optional<std::int32_t> place_mdeg_c = {});

/// By the row alone, where nothing was spun anew: drawn, registered, put away. What earlier steps gave (elements 3 to
/// 5) stands. The record of a tube that is frozen is closed: a second spin that isn't in it didn't take place, if the
/// first one is. Nothing is derived for a tube that is expected only, nor for a control.
void refresh_sprec(Sample& sample, std::optional<std::int32_t> place_mdeg_c = {});

/// A tube that comes out of another: its own type, and what had been done with the other until then.
void inherit_sprec(Sample& child, const Sample& parent);
/// A tube made of several: what they don't agree in is unknown of it.
void mix_sprec(Sample& pool, const std::vector<const Sample*>& parts);

/// The code of a row; nothing where there is none, or one of another version of the lists.
std::optional<Sprec> sprec_of(const Sample& sample);

}  // namespace frostkeep::domain
