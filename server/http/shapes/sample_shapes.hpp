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

/// A time limit that runs for a tube. Times are the server's; Bench.server_time or Sample.server_time is its now.
struct ClockView {
  std::string step;
  std::string state;
  base::Timestamp from;
  base::Timestamp due;
  std::int64_t elapsed_s = 0;
  std::int64_t left_s = 0;
};
inline const Shape<ClockView> kClockView{
    "Clock",
    {field("step", &ClockView::step,
           about("draw_to_spin, clotting (a shortest time), spin_to_freeze, draw_to_freeze or out_of_freezer.")),
     field("state", &ClockView::state, about("calm, near or exceeded.")), field("from", &ClockView::from),
     field("due", &ClockView::due), field("elapsed_s", &ClockView::elapsed_s, about("Seconds since from.")),
     field("left_s", &ClockView::left_s, about("Seconds until due; below zero: exceeded by so much."))}};
ClockView view_of(const domain::ProcessingClock& clock, base::Timestamp now);

/// One step of the bench.
struct ProcessingStepView {
  domain::ProcessingId id;
  std::string kind;
  base::Timestamp started_at;
  std::optional<base::Timestamp> ended_at;
  std::optional<std::int32_t> force_g;
  std::optional<std::int32_t> minutes;
  std::optional<std::int32_t> temperature_mdeg_c;
  std::optional<bool> brake;
  std::optional<std::int32_t> kept_before_mdeg_c;
  std::optional<std::int32_t> kept_after_mdeg_c;
  std::string freezing_way;
  std::string equipment;
  std::string deviation;
};
inline const Shape<ProcessingStepView> kProcessingStepView{
    "ProcessingStep",
    {field("id", &ProcessingStepView::id),
     field("kind", &ProcessingStepView::kind, about("first_spin, second_spin, not_spun, hold or freezing.")),
     field("started_at", &ProcessingStepView::started_at),
     field("ended_at", &ProcessingStepView::ended_at, about("Absent while it goes on.")),
     field("force_g", &ProcessingStepView::force_g), field("minutes", &ProcessingStepView::minutes),
     field("temperature_mdeg_c", &ProcessingStepView::temperature_mdeg_c),
     field("brake", &ProcessingStepView::brake), field("kept_before_mdeg_c", &ProcessingStepView::kept_before_mdeg_c),
     field("kept_after_mdeg_c", &ProcessingStepView::kept_after_mdeg_c),
     field("freezing_way", &ProcessingStepView::freezing_way), field("equipment", &ProcessingStepView::equipment),
     field("deviation", &ProcessingStepView::deviation)}};
ProcessingStepView view_of(const domain::Processing& step);

struct DonorView {
  domain::ParticipantId id;
  std::string study_code;
};
inline const Shape<DonorView> kDonorView{
    "Donor", {field("id", &DonorView::id), field("study_code", &DonorView::study_code)}};

struct VisitRef {
  domain::EventId id;
  std::string code;
  std::string name_zh;
  std::string name_en;
  base::Timestamp started_at;
};
inline const Shape<VisitRef> kVisitRef{
    "VisitRef",
    {field("id", &VisitRef::id), field("code", &VisitRef::code), field("name_zh", &VisitRef::name_zh),
     field("name_en", &VisitRef::name_en), field("started_at", &VisitRef::started_at)}};

/// The delivery in which a tube came.
struct ArrivalView {
  domain::ReceptionId id;
  base::Timestamp received_at;
  std::string from_site;
  std::optional<std::int32_t> temperature_mdeg_c;
};
inline const Shape<ArrivalView> kArrivalView{
    "Arrival",
    {field("id", &ArrivalView::id), field("received_at", &ArrivalView::received_at),
     field("from_site", &ArrivalView::from_site, about("A site's code, or empty.")),
     field("temperature_mdeg_c", &ArrivalView::temperature_mdeg_c)}};

struct SprecWordView {
  int element = 0;
  std::string code;
  std::string zh;
  std::string en;
};
inline const Shape<SprecWordView> kSprecWordView{
    "SprecWord",
    {field("element", &SprecWordView::element, range(1, 7)), field("code", &SprecWordView::code),
     field("zh", &SprecWordView::zh), field("en", &SprecWordView::en)}};

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
  std::vector<DonorView> participants;
  std::optional<VisitRef> visit;
  std::optional<ArrivalView> reception;
  std::optional<AmountView> amount_initial;
  std::vector<std::string> marks;
  std::vector<std::string> restrictions;
  int sprec_version = 0;
  std::vector<SprecWordView> sprec_words;
  std::vector<WarningView> sprec_warnings;
  std::optional<base::Timestamp> spun_at;
  std::optional<base::Timestamp> spin_ended_at;
  std::optional<std::int32_t> kept_mdeg_c;
  std::vector<ProcessingStepView> processing;
  std::optional<std::string> next;
  std::vector<ClockView> clocks;
  base::Timestamp server_time;
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
     field("children", &SampleBody::children, kRelativeView),
     field("participants", &SampleBody::participants, kDonorView, about("From whom it comes; several of a pool.")),
     field("visit", &SampleBody::visit, kVisitRef),
     field("reception", &SampleBody::reception, kArrivalView),
     field("amount_initial", &SampleBody::amount_initial, kAmountView, about("With which it began, as entered.")),
     field("marks", &SampleBody::marks, about("Codes of conditions, rejected among them.")),
     field("restrictions", &SampleBody::restrictions, about("consent_withdrawn, rejected.")),
     field("sprec_version", &SampleBody::sprec_version, about("Of the lists by which sprec was derived.")),
     field("sprec_words", &SampleBody::sprec_words, kSprecWordView),
     field("sprec_warnings", &SampleBody::sprec_warnings, kWarningView),
     field("spun_at", &SampleBody::spun_at, about("Start of the first spin, its own or its parent's.")),
     field("spin_ended_at", &SampleBody::spin_ended_at),
     field("kept_mdeg_c", &SampleBody::kept_mdeg_c, about("How warm it was kept since.")),
     field("processing", &SampleBody::processing, kProcessingStepView, about("Steps in which it was itself.")),
     field("next", &SampleBody::next, about("While it is at hand: as BenchTube.next.")),
     field("clocks", &SampleBody::clocks, kClockView, about("That run for it, the most urgent first.")),
     field("server_time", &SampleBody::server_time)}};
SampleBody body_of(const services::SampleView& view, Language language);

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
  std::string kind;
  std::string thing_id;
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
    {field("entry_id", &TimelineItemView::entry_id),
     field("kind", &TimelineItemView::kind, about("What it is about: sample, consent, enrolment …")),
     field("thing_id", &TimelineItemView::thing_id), field("sequence", &TimelineItemView::sequence),
     field("what", &TimelineItemView::what),
     field("event_time", &TimelineItemView::event_time, about("When it happened.")),
     field("entry_time", &TimelineItemView::entry_time, about("When it was entered.")),
     field("actor", &TimelineItemView::actor), field("site", &TimelineItemView::site),
     field("reason", &TimelineItemView::reason, max_length(500)), field("corrects", &TimelineItemView::corrects),
     field("struck_by", &TimelineItemView::struck_by), field("changes", &TimelineItemView::changes, kChangeView)}};

struct TimelineBody {
  std::vector<TimelineItemView> items;
  bool more = false;
  std::optional<std::string> next;
};
inline const Shape<TimelineBody> kTimelineBody{
    "Timeline",
    {field("items", &TimelineBody::items, kTimelineItemView, about("One page, in order of event time.")),
     field("more", &TimelineBody::more),
     field("next", &TimelineBody::next, about("What after must be for the next page."))}};

struct TimelineQuery {
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;
};
inline const Shape<TimelineQuery> kTimelineQuery{
    "TimelineQuery",
    {field("after", &TimelineQuery::after, max_length(20), about("`next` of the page before.")),
     field("limit", &TimelineQuery::limit, range(1, services::kTimelinePage), about("1,000 if not told."))}};
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
