#pragma once
/// Tubes to look at: one with its place, family and everything that ever happened to it.

#include <optional>
#include <string>
#include <vector>

#include "database/bench_records.hpp"
#include "database/people_records.hpp"
#include "database/sample_list_records.hpp"
#include "database/sample_records.hpp"
#include "domain/processing.hpp"
#include "domain/reference_table.hpp"
#include "domain/sprec.hpp"
#include "services/timeline.hpp"

namespace frostkeep::services {

struct SampleView {
  domain::Sample sample;
  std::vector<std::string> codes;
  std::optional<database::Study> study;
  std::optional<database::Site> owner_site;
  std::vector<domain::PlaceStep> location;  ///< outermost first; the last step's `position_here` is the cell
  std::string position;                     ///< the cell in the innermost container
  bool place_kept = false;                  ///< the tube is out; the location waits for it
  std::vector<database::Relative> parents;
  std::vector<database::Relative> children;
  std::vector<database::TubeSurroundings::Donor> donors;
  std::optional<database::TubeSurroundings::Visit> visit;
  std::string visit_zh;  ///< the visit's names in its protocol
  std::string visit_en;
  std::optional<database::ReceptionLine> reception;
  std::optional<domain::Sprec> sprec;          ///< the stored code, read
  std::vector<domain::Warning> sprec_warnings;
  std::optional<domain::Measure> entered;      ///< the amount with which it began
  std::vector<std::string> restrictions;       ///< consent_withdrawn, rejected
  std::vector<domain::Processing> processing;  ///< steps in which it was itself, oldest first
  std::optional<domain::BenchJudgement> bench;  ///< while it is at hand
  base::Timestamp now;
};

/// Lines of one page at most.
constexpr std::uint32_t kMaxPage = 200;
/// Lines of one exported list at most; it is made in memory.
constexpr std::uint32_t kMaxExport = 100'000;

/// What a list is asked for, as it stands on the wire.
struct SampleQuery {
  database::SampleFilter filter;
  std::string material = {};  ///< as people write it: domain::read_material
  std::string state = {};
  std::string after = {};  ///< `next` of the page before
  std::uint32_t limit = 50;
};

struct SampleListItem {
  database::SampleLine line;
  std::string position;  ///< the cell in its container, or empty
};

struct SamplePage {
  std::vector<SampleListItem> items;
  std::string next;  ///< what `after` must be for the next page; empty on the last
};

class SampleService {
 public:
  explicit SampleService(House& house) : house_(house) {}

  /// One page of the tubes in the scope. Refused(field_malformed {field: material, state, code, after}).
  SamplePage list(const domain::Scope& scope, const SampleQuery& query) const;
  /// The whole list as a CSV file for spreadsheets (UTF-8 with mark, every cell quoted), all of one moment.
  /// Refused(list_too_long {limit}) beyond `most` lines; nothing is cut off silently.
  std::string list_csv(const domain::Scope& scope, const SampleQuery& query, domain::Language language,
                       std::uint32_t most = kMaxExport) const;

  SampleView view(const domain::Scope& scope, domain::SampleId id) const;
  /// What happened to a tube, its moves inside moved containers included: a page of its stream. `after` is `next` of
  /// the page before, or empty. Refused: not_found, field_malformed {field: after}.
  Timeline timeline(const domain::Scope& scope, domain::SampleId id, const std::string& after = {},
                    std::uint32_t limit = kTimelinePage) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
