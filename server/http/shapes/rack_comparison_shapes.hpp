#pragma once
/// Bodies of a rack scanner's file and of its comparison with a box.

#include "http/shapes/rack_shapes.hpp"

namespace frostkeep::http {

/// Wells of the largest plate.
constexpr std::size_t kMaxWells = 1'536;

struct ReadingBody {
  std::string position;
  domain::ScannedState state = domain::ScannedState::code;
  std::string code;
};
inline const Shape<ReadingBody> kReadingBody{
    "RackReading",
    {field("position", &ReadingBody::position),
     field("state", &ReadingBody::state,
           one_of({domain::ScannedState::code, domain::ScannedState::empty, domain::ScannedState::unread,
                   domain::ScannedState::not_reported}),
           defaulted()),
     field("code", &ReadingBody::code, max_length(80), defaulted(), about("Empty unless state is code."))}};
std::vector<services::RackReading> readings_of(const std::vector<ReadingBody>& wells);
std::vector<ReadingBody> body_of(const std::vector<services::RackReading>& wells);

struct RackFileQuery {
  std::optional<domain::ContainerId> container;
  std::optional<std::string> file_name;
  std::optional<std::string> profile;
  std::optional<bool> rack_from_name;
};
inline const Shape<RackFileQuery> kRackFileQuery{
    "RackFileQuery",
    {field("container_id", &RackFileQuery::container, about("Absent: the rack code in the file names it.")),
     field("file_name", &RackFileQuery::file_name), field("profile", &RackFileQuery::profile),
     field("rack_from_name", &RackFileQuery::rack_from_name,
           about("The file's name is the rack's code, if none is inside."))}};
struct RackSizeQuery {
  std::optional<int> rows;
  std::optional<int> columns;
  std::optional<std::string> file_name;
  std::optional<std::string> profile;
  std::optional<bool> rack_from_name;
};
inline const Shape<RackSizeQuery> kRackSizeQuery{
    "RackSizeQuery",
    {field("rows", &RackSizeQuery::rows, range(1, 32), about("8 if absent.")),
     field("columns", &RackSizeQuery::columns, range(1, 48), about("12 if absent.")),
     field("file_name", &RackSizeQuery::file_name), field("profile", &RackSizeQuery::profile),
     field("rack_from_name", &RackSizeQuery::rack_from_name)}};

struct RackFileErrorBody {
  int line = 0;
  std::string code;
  std::string detail;
};
inline const Shape<RackFileErrorBody> kRackFileErrorBody{
    "RackFileError",
    {field("line", &RackFileErrorBody::line, about("From 1; 0: the file's name.")),
     field("code", &RackFileErrorBody::code), field("detail", &RackFileErrorBody::detail, max_length(1'000))}};

/// As `frostkeep rack-parse --json` prints it; absent for null.
struct RackFileBody {
  std::optional<std::string> rack;
  std::string profile;
  std::optional<std::string> scanned_at;
  std::vector<ReadingBody> wells;
  std::vector<RackFileErrorBody> errors;
};
inline const Shape<RackFileBody> kRackFileBody{
    "RackFile",
    {field("rack", &RackFileBody::rack), field("profile", &RackFileBody::profile),
     field("scanned_at", &RackFileBody::scanned_at, about("By the scanner's clock, in no zone.")),
     field("wells", &RackFileBody::wells, kReadingBody, max_items(kMaxWells)),
     field("errors", &RackFileBody::errors, kRackFileErrorBody, max_items(5'000),
           about("With any the scan must not be used."))}};
RackFileBody body_of(const services::RackFileView& file, Language language);

/// The body of a comparison where the readings come parsed.
struct ReadingsBody {
  std::vector<ReadingBody> wells;
};
inline const Shape<ReadingsBody> kReadingsBody{
    "RackReadings", {field("wells", &ReadingsBody::wells, kReadingBody, max_items(kMaxWells))}};

struct RackTubeView {
  domain::SampleId id;
  std::string code;
  std::string material;
  std::string state;
};
inline const Shape<RackTubeView> kRackTubeView{
    "RackTube",
    {field("id", &RackTubeView::id), field("code", &RackTubeView::code), field("material", &RackTubeView::material),
     field("state", &RackTubeView::state)}};

struct RackFromView {
  domain::ContainerId container;
  std::string container_code;
  std::string position;
  bool kept = false;
};
inline const Shape<RackFromView> kRackFromView{
    "RackFrom",
    {field("container_id", &RackFromView::container), field("container_code", &RackFromView::container_code),
     field("position", &RackFromView::position),
     field("kept", &RackFromView::kept, about("The tube is out and this place waits for it."))}};

struct RackLineBody {
  std::string position;
  domain::RackVerdict verdict = domain::RackVerdict::same;
  domain::ScannedState state = domain::ScannedState::not_reported;
  std::string code;
  std::optional<RackTubeView> tube;
  std::optional<RackFromView> from;
  std::optional<RackTubeView> recorded;
  bool recorded_missing = false;
  std::optional<std::string> recorded_seen_at;
  std::vector<WarningView> problems;
};
inline const Shape<RackLineBody> kRackLineBody{
    "RackLine",
    {field("position", &RackLineBody::position),
     field("verdict", &RackLineBody::verdict,
           one_of({domain::RackVerdict::same, domain::RackVerdict::moved, domain::RackVerdict::extra,
                   domain::RackVerdict::unknown, domain::RackVerdict::missing, domain::RackVerdict::vacated,
                   domain::RackVerdict::unreadable, domain::RackVerdict::not_reported}),
           about("Of the cell: same; moved: the tube is recorded elsewhere (from); extra: recorded nowhere, or out; "
                 "unknown: the code names no tube; missing: its tube was seen nowhere; vacated: its tube was seen in "
                 "another cell; unreadable; not_reported.")),
     field("state", &RackLineBody::state,
           one_of({domain::ScannedState::code, domain::ScannedState::empty, domain::ScannedState::unread,
                   domain::ScannedState::not_reported}),
           about("What the scanner saw.")),
     field("code", &RackLineBody::code), field("tube", &RackLineBody::tube, kRackTubeView, about("That was seen.")),
     field("from", &RackLineBody::from, kRackFromView, about("Where that tube is recorded, if not here.")),
     field("recorded", &RackLineBody::recorded, kRackTubeView, about("That should be here.")),
     field("recorded_missing", &RackLineBody::recorded_missing, about("And was seen nowhere in the rack.")),
     field("recorded_seen_at", &RackLineBody::recorded_seen_at, about("The cell where it was seen instead.")),
     field("problems", &RackLineBody::problems, kWarningView, about("Why the tube may not be put here."))}};

struct RackCountsBody {
  int same = 0;
  int moved = 0;
  int extra = 0;
  int unknown = 0;
  int missing = 0;
  int unreadable = 0;
  int not_reported = 0;
};
inline const Shape<RackCountsBody> kRackCountsBody{
    "RackCounts",
    {field("same", &RackCountsBody::same), field("moved", &RackCountsBody::moved),
     field("extra", &RackCountsBody::extra), field("unknown", &RackCountsBody::unknown),
     field("missing", &RackCountsBody::missing, about("Recorded tubes that were seen nowhere, in whatever cell.")),
     field("unreadable", &RackCountsBody::unreadable), field("not_reported", &RackCountsBody::not_reported)}};

struct RackComparisonBody {
  domain::ContainerId container_id;
  std::string container_code;
  std::string container_name;
  int rows = 0;
  int columns = 0;
  std::optional<std::string> rack;
  bool rack_matches = true;
  std::optional<std::string> profile;
  std::optional<std::string> scanned_at;
  std::string digest;
  RackCountsBody counts;
  std::vector<RackLineBody> lines;
  std::vector<ReadingBody> wells;
};
inline const Shape<RackComparisonBody> kRackComparisonBody{
    "RackComparison",
    {field("container_id", &RackComparisonBody::container_id),
     field("container_code", &RackComparisonBody::container_code),
     field("container_name", &RackComparisonBody::container_name), field("rows", &RackComparisonBody::rows),
     field("columns", &RackComparisonBody::columns),
     field("rack", &RackComparisonBody::rack, about("The code inside the file, where there is one.")),
     field("rack_matches", &RackComparisonBody::rack_matches, about("false: the file names another rack.")),
     field("profile", &RackComparisonBody::profile), field("scanned_at", &RackComparisonBody::scanned_at),
     field("digest", &RackComparisonBody::digest, about("To be sent back with the application.")),
     field("counts", &RackComparisonBody::counts, kRackCountsBody),
     field("lines", &RackComparisonBody::lines, kRackLineBody, max_items(domain::kMaxCells),
           about("Every cell that isn't empty on both sides, in order.")),
     field("wells", &RackComparisonBody::wells, kReadingBody, max_items(kMaxWells),
           about("As they were read: to be sent back with the application."))}};
RackComparisonBody body_of(const services::RackComparison& comparison, Language language);

enum class MissingTubes : std::uint8_t { leave, take_out };
enum class MovedTubes : std::uint8_t { leave, move_here };
std::string_view name_of(MissingTubes what);
std::string_view name_of(MovedTubes what);

struct RackApplicationBody {
  std::string digest;
  std::vector<ReadingBody> wells;
  MissingTubes missing = MissingTubes::leave;
  MovedTubes moved = MovedTubes::leave;
  std::optional<std::string> reason;
};
inline const Shape<RackApplicationBody> kRackApplicationBody{
    "RackApplication",
    {field("digest", &RackApplicationBody::digest, max_length(64)),
     field("wells", &RackApplicationBody::wells, kReadingBody, max_items(kMaxWells)),
     field("missing", &RackApplicationBody::missing, one_of({MissingTubes::leave, MissingTubes::take_out}), defaulted(),
           about("take_out: they leave the box for an unknown place; needs a reason.")),
     field("moved", &RackApplicationBody::moved, one_of({MovedTubes::leave, MovedTubes::move_here}), defaulted()),
     field("reason", &RackApplicationBody::reason, max_length(500))}};
services::RackApplication order_of(const RackApplicationBody& body, domain::ContainerId container);

struct RackAppliedBody {
  domain::ContainerId container_id;
  std::string container_code;
  std::vector<WellBody> placed;
  std::vector<WellBody> taken_out;
  std::vector<WarningView> warnings;
};
inline const Shape<RackAppliedBody> kRackAppliedBody{
    "RackApplied",
    {field("container_id", &RackAppliedBody::container_id), field("container_code", &RackAppliedBody::container_code),
     field("placed", &RackAppliedBody::placed, kWellBody, max_items(kMaxWells)),
     field("taken_out", &RackAppliedBody::taken_out, kWellBody, max_items(domain::kMaxCells)),
     field("warnings", &RackAppliedBody::warnings, kWarningView)}};
RackAppliedBody body_of(const services::RackApplied& applied, Language language);

}  // namespace frostkeep::http
