#pragma once
/// What labels are made of: things that were scanned or chosen, each with what its label says. Never who somebody is: a
/// participant's label has the study code, and the name is written on it by hand.

#include <string>
#include <vector>

#include "domain/ledger.hpp"
#include "domain/printing.hpp"
#include "domain/reference_table.hpp"
#include "labels/label_template.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Things to make labels for, in this order; what is named twice is taken once.
struct LabelThings {
  std::vector<std::string> codes = {};  ///< as scanned: tubes, containers, participant cards, command cards
  std::vector<domain::SampleId> samples = {};
  std::vector<domain::ContainerId> containers = {};
  std::vector<domain::ParticipantId> participants = {};
  std::vector<domain::UserId> users = {};             ///< for badges
  std::vector<domain::SampleId> children_of = {};     ///< the children of these tubes that have no label yet
  std::vector<domain::EventId> planned_tubes_of = {};  ///< the tubes of these visits to be drawn that have no label yet
};

/// One thing with what its label says.
struct LabelSubject {
  domain::StreamKind kind = domain::StreamKind::house;  ///< house: no thing, a command card
  std::uint64_t thing = 0;
  domain::SiteId site = {};
  domain::StudyId study = {};
  std::string code;
  domain::LabelValues values;
  int next_copy = 1;
  bool printed = false;  ///< a label of it may exist
};

/// `cap` for a label on a cap, else `body`: a tube may have one of each, and copies are counted for each.
std::string part_of(const labels::LabelTemplate& label_template);

/// Reads the things, in their order. Refused with a violation for each that can't be had: not_found, code_malformed,
/// code_unknown, code_ambiguous, label_does_not_fit {code, name} for a thing that the template isn't made for,
/// sample_gone; or with field_missing or field_too_long {field = things}. Empty if those that were searched for all
/// have their labels.
std::vector<LabelSubject> read_label_subjects(const database::ReadTransaction& tx, House& house,
                                              const domain::Scope& scope, const LabelThings& things,
                                              const labels::LabelTemplate& label_template, domain::Language language);

}  // namespace frostkeep::services
