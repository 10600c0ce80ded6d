#pragma once
/// One namespace for everything that can be scanned.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/things.hpp"
#include "domain/container.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// One step of a path as the database holds it; labels need the container's layout (TypeCache).
struct PathStep {
  domain::ContainerId container;
  std::string code;
  domain::ContainerTypeId type;
  int position = 0;  ///< of the thing below it
};

/// What a scan found.
struct ScannedThing {
  std::string code;
  std::uint64_t issuer = 0;
  domain::StreamKind kind = domain::StreamKind::house;
  std::uint64_t id = 0;
  std::string title;  ///< its main code or name; of a participant the study code
  std::string state;
  std::string material;
  domain::SiteId site;    ///< owner site of a sample, site of a container
  domain::StudyId study;  ///< of a sample, of a participant's enrolment
  bool kept = false;      ///< the path is a kept place, the thing itself is out
  std::vector<PathStep> path;  ///< from the innermost container outwards
};

/// One primary-key read with the whole path: every thing that bears the code (more than one only if two issuers use it;
/// a participant once for each study, in order of enrolment).
std::vector<ScannedThing> find_by_code(const ReadTransaction& tx, const std::string& code);
/// The path of one thing, innermost first; empty if it lies nowhere.
std::vector<PathStep> read_path(const ReadTransaction& tx, std::uint64_t occupant);
/// The paths of several things, one statement a batch; those that lie nowhere are left out.
std::map<std::uint64_t, std::vector<PathStep>> read_paths(const ReadTransaction& tx,
                                                          std::span<const std::uint64_t> occupants);
/// All codes of a thing, the main one first.
std::vector<std::string> codes_of(const ReadTransaction& tx, std::uint64_t thing);

struct NewScanCode {
  std::string code;
  std::uint64_t issuer = 0;
  domain::StreamKind kind;
  std::uint64_t thing = 0;
};
/// Inserts codes (the caller writes the field kCodeField into the things' entries). Refused(code_taken) names the first
/// that is used already.
void insert_scan_codes(WriteTransaction& tx, std::span<const NewScanCode> codes);
/// The tubes that bear these codes, as main code or second one; two of a code if two issuers use it.
std::multimap<std::string, domain::SampleId> samples_by_code(const ReadTransaction& tx,
                                                             std::span<const std::string> codes);
/// Those of the codes that name something already, whoever issued them.
std::vector<std::string> codes_in_use(const ReadTransaction& tx, std::span<const std::string> codes);
/// The change that tells a code in an entry.
domain::FieldChange code_change(const std::string& code, std::uint64_t issuer);

}  // namespace frostkeep::database
