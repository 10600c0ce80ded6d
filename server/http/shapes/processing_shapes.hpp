#pragma once
/// Bodies of processing steps, of the bench with its clocks, and of the day.

#include <optional>

#include "http/shapes/sample_shapes.hpp"

namespace frostkeep::http {

struct ProcessingOrderBody {
  domain::ProcessingKind kind = domain::ProcessingKind::first_spin;
  std::vector<std::string> codes;
  std::optional<base::Timestamp> started_at;
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
inline const Shape<ProcessingOrderBody> kProcessingOrderBody{
    "ProcessingOrder",
    {field("kind", &ProcessingOrderBody::kind, one_of(domain::all_processing_kinds())),
     field("codes", &ProcessingOrderBody::codes, max_items(services::kMaxTubesProcessed), max_length(80),
           about("The tubes, as scanned; all are recorded or none.")),
     field("started_at", &ProcessingOrderBody::started_at, about("Now if not told.")),
     field("ended_at", &ProcessingOrderBody::ended_at, about("If it is over already.")),
     field("force_g", &ProcessingOrderBody::force_g), field("minutes", &ProcessingOrderBody::minutes),
     field("temperature_mdeg_c", &ProcessingOrderBody::temperature_mdeg_c,
           about("Of the centrifuge, the bath, the freezer; thousandths of a degree.")),
     field("brake", &ProcessingOrderBody::brake),
     field("kept_before_mdeg_c", &ProcessingOrderBody::kept_before_mdeg_c,
           about("How warm the tubes were since the draw, or since the step before.")),
     field("kept_after_mdeg_c", &ProcessingOrderBody::kept_after_mdeg_c, about("And from here on.")),
     field("freezing_way", &ProcessingOrderBody::freezing_way, defaulted(), max_length(32),
           about("liquid_nitrogen, liquid_nitrogen_after_minus_80, programmable_below_135, or empty.")),
     field("equipment", &ProcessingOrderBody::equipment, defaulted(), max_length(64)),
     field("deviation", &ProcessingOrderBody::deviation, defaulted(), max_length(500),
           about("What was not as the SOP says."))}};
services::ProcessingOrder order_of(const ProcessingOrderBody& body);

struct ProcessingEndBody {
  std::optional<base::Timestamp> ended_at;
  std::optional<std::int32_t> minutes;
  std::optional<std::int32_t> kept_after_mdeg_c;
  std::string deviation;
};
inline const Shape<ProcessingEndBody> kProcessingEndBody{
    "ProcessingEnd",
    {field("ended_at", &ProcessingEndBody::ended_at, about("Now if not told.")),
     field("minutes", &ProcessingEndBody::minutes, about("If never told: from start to end.")),
     field("kept_after_mdeg_c", &ProcessingEndBody::kept_after_mdeg_c),
     field("deviation", &ProcessingEndBody::deviation, defaulted(), max_length(500))}};

struct ProcessedTubeView {
  domain::SampleId id;
  std::string code;
  std::uint32_t version = 0;
  std::string material;
  std::string role;
  std::string state;
  std::string sprec;
};
inline const Shape<ProcessedTubeView> kProcessedTubeView{
    "ProcessedTube",
    {field("id", &ProcessedTubeView::id), field("code", &ProcessedTubeView::code),
     field("version", &ProcessedTubeView::version), field("material", &ProcessedTubeView::material),
     field("role", &ProcessedTubeView::role), field("state", &ProcessedTubeView::state),
     field("sprec", &ProcessedTubeView::sprec)}};

struct ProcessingBody {
  domain::ProcessingId id;
  ProcessingStepView step;
  std::uint32_t version = 0;
  std::optional<SiteRef> site;
  std::string operator_name;
  std::vector<ProcessedTubeView> tubes;
  std::vector<WarningView> warnings;
};
inline const Shape<ProcessingBody> kProcessingBody{
    "Processing",
    {field("id", &ProcessingBody::id), field("step", &ProcessingBody::step, kProcessingStepView),
     field("version", &ProcessingBody::version), field("site", &ProcessingBody::site, kSiteRef),
     field("operator", &ProcessingBody::operator_name), field("tubes", &ProcessingBody::tubes, kProcessedTubeView),
     field("warnings", &ProcessingBody::warnings, kWarningView)}};
ProcessingBody body_of(const services::ProcessingView& view, Language language);

struct BenchQueryBody {
  std::optional<domain::SiteId> site_id;
  std::optional<domain::StudyId> study_id;
  std::optional<std::uint32_t> limit;
};
inline const Shape<BenchQueryBody> kBenchQuery{
    "BenchQuery",
    {field("site_id", &BenchQueryBody::site_id, about("The session's site if not told.")),
     field("study_id", &BenchQueryBody::study_id),
     field("limit", &BenchQueryBody::limit, range(1, 1'000), about("200 if not told."))}};

struct BenchTubeView {
  domain::SampleId id;
  std::string code;
  std::string material;
  std::string tube;
  std::string role;
  std::string kind;
  std::string state;
  std::string study;
  std::string participant;
  std::string visit;
  std::string mark;
  std::optional<base::Timestamp> collected_at;
  std::optional<base::Timestamp> received_at;
  std::optional<base::Timestamp> spun_at;
  std::optional<base::Timestamp> frozen_at;
  std::string next;
  std::optional<ClockView> clock;
  std::vector<ClockView> clocks;
  std::optional<domain::ProcessingId> running_step;
};
inline const Shape<BenchTubeView> kBenchTubeView{
    "BenchTube",
    {field("id", &BenchTubeView::id), field("code", &BenchTubeView::code), field("material", &BenchTubeView::material),
     field("tube", &BenchTubeView::tube), field("role", &BenchTubeView::role), field("kind", &BenchTubeView::kind),
     field("state", &BenchTubeView::state), field("study", &BenchTubeView::study, about("The study's code.")),
     field("participant", &BenchTubeView::participant, about("Study code of whom it comes from; several of a pool.")),
     field("visit", &BenchTubeView::visit), field("mark", &BenchTubeView::mark),
     field("collected_at", &BenchTubeView::collected_at), field("received_at", &BenchTubeView::received_at),
     field("spun_at", &BenchTubeView::spun_at), field("frozen_at", &BenchTubeView::frozen_at),
     field("next", &BenchTubeView::next, about("receive, wait, spin, aliquot, store or put_back.")),
     field("clock", &BenchTubeView::clock, kClockView, about("The most urgent one; absent if none runs.")),
     field("clocks", &BenchTubeView::clocks, kClockView, about("All that run, the most urgent first.")),
     field("running_step", &BenchTubeView::running_step, about("The step in which it is now."))}};

struct RunningStepView {
  ProcessingStepView step;
  std::vector<domain::SampleId> tubes;
};
inline const Shape<RunningStepView> kRunningStepView{
    "RunningStep",
    {field("step", &RunningStepView::step, kProcessingStepView), field("tubes", &RunningStepView::tubes)}};

struct BenchBody {
  base::Timestamp server_time;
  std::optional<SiteRef> site;
  int waiting = 0;
  int near = 0;
  int overdue = 0;
  std::vector<BenchTubeView> tubes;
  bool more = false;
  std::vector<RunningStepView> running;
};
inline const Shape<BenchBody> kBenchBody{
    "Bench",
    {field("server_time", &BenchBody::server_time), field("site", &BenchBody::site, kSiteRef),
     field("waiting", &BenchBody::waiting, about("Tubes at hand that are not put away.")),
     field("near", &BenchBody::near), field("overdue", &BenchBody::overdue),
     field("tubes", &BenchBody::tubes, kBenchTubeView, about("The most urgent first.")),
     field("more", &BenchBody::more), field("running", &BenchBody::running, kRunningStepView)}};
BenchBody body_of(const services::BenchView& view);

struct OpenVisitView {
  domain::EventId id;
  domain::ParticipantId participant_id;
  std::string participant;
  std::string study;
  std::string visit;
  base::Timestamp started_at;
  int expected = 0;
  int collected = 0;
};
inline const Shape<OpenVisitView> kOpenVisitView{
    "OpenVisit",
    {field("id", &OpenVisitView::id), field("participant_id", &OpenVisitView::participant_id),
     field("participant", &OpenVisitView::participant), field("study", &OpenVisitView::study),
     field("visit", &OpenVisitView::visit), field("started_at", &OpenVisitView::started_at),
     field("expected", &OpenVisitView::expected, about("Tubes not drawn yet.")),
     field("collected", &OpenVisitView::collected)}};

struct ReceptionLineView {
  domain::ReceptionId id;
  base::Timestamp received_at;
  std::string from_site;
  std::optional<std::int32_t> temperature_mdeg_c;
  int tubes = 0;
  int rejected = 0;
};
inline const Shape<ReceptionLineView> kReceptionLineView{
    "ReceptionLine",
    {field("id", &ReceptionLineView::id), field("received_at", &ReceptionLineView::received_at),
     field("from_site", &ReceptionLineView::from_site),
     field("temperature_mdeg_c", &ReceptionLineView::temperature_mdeg_c), field("tubes", &ReceptionLineView::tubes),
     field("rejected", &ReceptionLineView::rejected)}};

struct RecentPlaceView {
  domain::ContainerId id;
  std::string code;
  std::string name;
  std::string type_zh;
  std::string type_en;
  base::Timestamp last_at;
  int placed = 0;
};
inline const Shape<RecentPlaceView> kRecentPlaceView{
    "RecentPlace",
    {field("id", &RecentPlaceView::id), field("code", &RecentPlaceView::code), field("name", &RecentPlaceView::name),
     field("type_zh", &RecentPlaceView::type_zh), field("type_en", &RecentPlaceView::type_en),
     field("last_at", &RecentPlaceView::last_at),
     field("placed", &RecentPlaceView::placed, about("How many of the last placements went there."))}};

struct TodayBody {
  base::Timestamp server_time;
  base::Date day;
  std::optional<SiteRef> site;
  BenchBody bench;
  std::vector<OpenVisitView> visits;
  int expected_tubes = 0;
  int collected_tubes = 0;
  std::vector<ReceptionLineView> receptions;
  int received_tubes = 0;
  std::vector<RecentPlaceView> places;
};
inline const Shape<TodayBody> kTodayBody{
    "Today",
    {field("server_time", &TodayBody::server_time), field("day", &TodayBody::day, about("The site's day.")),
     field("site", &TodayBody::site, kSiteRef),
     field("bench", &TodayBody::bench, kBenchBody, about("Its ten most urgent tubes.")),
     field("visits", &TodayBody::visits, kOpenVisitView, about("Visits that began today and are open.")),
     field("expected_tubes", &TodayBody::expected_tubes), field("collected_tubes", &TodayBody::collected_tubes),
     field("receptions", &TodayBody::receptions, kReceptionLineView, about("Today's deliveries.")),
     field("received_tubes", &TodayBody::received_tubes),
     field("places", &TodayBody::places, kRecentPlaceView, about("Containers in use, the latest first."))}};
TodayBody body_of(const services::TodayView& view);

}  // namespace frostkeep::http
