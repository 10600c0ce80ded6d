#pragma once
/// Bodies of tubes, their timelines and of scans.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct AmountView {
  std::optional<std::int64_t> volume_nl;
  std::optional<std::int64_t> mass_pg;
  std::optional<std::int64_t> cells;
  std::string entered;
  std::string unit;
};
inline const Shape<AmountView> kAmountView{
    "Amount",
    {field("volume_nl", &AmountView::volume_nl), field("mass_pg", &AmountView::mass_pg),
     field("cells", &AmountView::cells), field("entered", &AmountView::entered, about("As it was typed.")),
     field("unit", &AmountView::unit, about("UCUM."))}};

AmountView view_of(const domain::Sample& sample);

struct RelativeView {
  domain::SampleId id;
  std::string code;
  std::string material;
  std::string state;
  std::string kind;
};
inline const Shape<RelativeView> kRelativeView{
    "Relative",
    {field("id", &RelativeView::id), field("code", &RelativeView::code), field("material", &RelativeView::material),
     field("state", &RelativeView::state), field("kind", &RelativeView::kind)}};

struct SampleBody {
  domain::SampleId id;
  std::string code;
  std::vector<std::string> codes;
  std::uint32_t version = 0;
  std::string kind;
  std::string state;
  std::string material;
  std::string tube;
  std::string role;
  std::optional<StudyRef> study;
  std::optional<SiteRef> owner_site;
  AmountView amount;
  int thaw_count = 0;
  std::optional<base::Timestamp> collected_at;
  std::optional<base::Timestamp> received_at;
  std::optional<base::Timestamp> frozen_at;
  std::string sprec;
  std::string mark;
  std::vector<PlaceStepView> location;
  std::string position;
  bool place_kept = false;
  std::vector<RelativeView> parents;
  std::vector<RelativeView> children;
};
inline const Shape<SampleBody> kSampleBody{
    "Sample",
    {field("id", &SampleBody::id),
     field("code", &SampleBody::code),
     field("codes", &SampleBody::codes),
     field("version", &SampleBody::version),
     field("kind", &SampleBody::kind),
     field("state", &SampleBody::state),
     field("material", &SampleBody::material, about("SPREC code.")),
     field("tube", &SampleBody::tube, about("SPREC code of the primary container.")),
     field("role", &SampleBody::role),
     field("study", &SampleBody::study, kStudyRef),
     field("owner_site", &SampleBody::owner_site, kSiteRef),
     field("amount", &SampleBody::amount, kAmountView),
     field("thaw_count", &SampleBody::thaw_count),
     field("collected_at", &SampleBody::collected_at),
     field("received_at", &SampleBody::received_at),
     field("frozen_at", &SampleBody::frozen_at),
     field("sprec", &SampleBody::sprec),
     field("mark", &SampleBody::mark, about("A condition seen at reception, or empty.")),
     field("location", &SampleBody::location, kPlaceStepView),
     field("position", &SampleBody::position, about("The cell in the last step of the location.")),
     field("place_kept", &SampleBody::place_kept, about("It is out; the location waits for it.")),
     field("parents", &SampleBody::parents, kRelativeView),
     field("children", &SampleBody::children, kRelativeView)}};
SampleBody body_of(const services::SampleView& view);

struct ChangeView {
  std::string field_name;
  std::string before;
  std::string after;
};
inline const Shape<ChangeView> kChangeView{"FieldChange",
                                           {field("field", &ChangeView::field_name),
                                            field("before", &ChangeView::before), field("after", &ChangeView::after)}};

struct TimelineItemView {
  std::string entry_id;
  std::uint32_t sequence = 0;
  std::string what;
  base::Timestamp event_time;
  base::Timestamp entry_time;
  std::string actor;
  std::string site;
  std::string reason;
  std::optional<std::string> corrects;
  std::optional<std::string> struck_by;
  std::vector<ChangeView> changes;
};
inline const Shape<TimelineItemView> kTimelineItemView{
    "TimelineItem",
    {field("entry_id", &TimelineItemView::entry_id), field("sequence", &TimelineItemView::sequence),
     field("what", &TimelineItemView::what),
     field("event_time", &TimelineItemView::event_time, about("When it happened.")),
     field("entry_time", &TimelineItemView::entry_time, about("When it was entered.")),
     field("actor", &TimelineItemView::actor), field("site", &TimelineItemView::site),
     field("reason", &TimelineItemView::reason, max_length(500)), field("corrects", &TimelineItemView::corrects),
     field("struck_by", &TimelineItemView::struck_by), field("changes", &TimelineItemView::changes, kChangeView)}};

struct TimelineBody {
  std::vector<TimelineItemView> items;
  bool more = false;
};
inline const Shape<TimelineBody> kTimelineBody{
    "Timeline", {field("items", &TimelineBody::items, kTimelineItemView), field("more", &TimelineBody::more)}};
TimelineBody body_of(const services::Timeline& timeline);

struct ScanBody {
  std::string code;
  std::string kind;
  std::string id;
  std::string title;
  std::string state;
  std::string material;
  std::vector<PlaceStepView> location;
  std::string position;
  bool place_kept = false;
};
inline const Shape<ScanBody> kScanBody{
    "ScannedThing",
    {field("code", &ScanBody::code), field("kind", &ScanBody::kind), field("id", &ScanBody::id),
     field("title", &ScanBody::title), field("state", &ScanBody::state), field("material", &ScanBody::material),
     field("location", &ScanBody::location, kPlaceStepView), field("position", &ScanBody::position),
     field("place_kept", &ScanBody::place_kept)}};
ScanBody body_of(const services::ScanView& view);

}  // namespace frostkeep::http
