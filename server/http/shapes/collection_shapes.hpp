#pragma once
/// Bodies of visits at the chair and of receptions.

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct StartBody {
  std::string participant;
  std::string event;
  std::optional<domain::ProtocolId> protocol_id;
};
inline const Shape<StartBody> kStartBody{
    "StartBody",
    {field("participant", &StartBody::participant, max_length(64), about("The card as scanned, or a study code.")),
     field("event", &StartBody::event, max_length(16), about("Code of the protocol's event.")),
     field("protocol_id", &StartBody::protocol_id, about("The study's newest with that event if absent."))}};

struct UnplannedBody {
  std::string material;
  std::string container;
  std::optional<std::string> role;
};
inline const Shape<UnplannedBody> kUnplannedBody{"UnplannedTube",
                                                 {field("material", &UnplannedBody::material, max_length(8)),
                                                  field("container", &UnplannedBody::container, max_length(8)),
                                                  field("role", &UnplannedBody::role, max_length(40))}};

struct CollectBody {
  std::string code;
  std::optional<base::Timestamp> drawn_at;
  std::optional<std::string> amount;
  std::vector<std::string> conditions;
  std::optional<domain::SampleId> planned_id;
  std::optional<UnplannedBody> unplanned;
  std::optional<std::string> reason;
};
inline const Shape<CollectBody> kCollectBody{
    "CollectBody",
    {field("code", &CollectBody::code, max_length(64)),
     field("drawn_at", &CollectBody::drawn_at, about("Now if absent.")),
     field("amount", &CollectBody::amount, max_length(32), about("As planned if absent.")),
     field("conditions", &CollectBody::conditions, max_items(10), defaulted(),
           about("Codes of conditions; a short draw is underfilled.")),
     field("planned_id", &CollectBody::planned_id, about("The planned tube to which a maker's code is bound.")),
     field("unplanned", &CollectBody::unplanned, kUnplannedBody, about("A tube beside the plan; needs a reason.")),
     field("reason", &CollectBody::reason, max_length(500))}};

struct SkipBody {
  domain::SampleId sample_id;
  std::string reason;
};
inline const Shape<SkipBody> kSkipBody{
    "SkipBody", {field("sample_id", &SkipBody::sample_id), field("reason", &SkipBody::reason, max_length(500))}};

struct TubeView {
  domain::SampleId id;
  std::string code;
  std::string state;
  std::string material;
  std::string container;
  std::string role;
  std::string amount;
  std::string unit;
  std::optional<base::Timestamp> collected_at;
  std::string mark;
};
inline const Shape<TubeView> kTubeView{
    "Tube",
    {field("id", &TubeView::id), field("code", &TubeView::code), field("state", &TubeView::state),
     field("material", &TubeView::material), field("container", &TubeView::container), field("role", &TubeView::role),
     field("amount", &TubeView::amount, about("As entered.")), field("unit", &TubeView::unit),
     field("collected_at", &TubeView::collected_at), field("mark", &TubeView::mark)}};

struct PlanLineView {
  std::string role;
  std::string material;
  std::string container;
  std::string amount;
  std::optional<int> parent;
  std::optional<TubeView> tube;
};
inline const Shape<PlanLineView> kPlanLineView{
    "PlanLine",
    {field("role", &PlanLineView::role), field("material", &PlanLineView::material),
     field("container", &PlanLineView::container), field("amount", &PlanLineView::amount, about("Of one tube.")),
     field("parent", &PlanLineView::parent, about("Index of the line it is made of; absent for a tube to be drawn.")),
     field("tube", &PlanLineView::tube, kTubeView)}};

struct CollectionBody {
  domain::EventId id;
  domain::ParticipantId participant_id;
  std::string study_code;
  domain::StudyId study_id;
  std::optional<SiteRef> site;
  std::string event;
  std::string event_name_zh;
  std::string event_name_en;
  std::string protocol_code;
  int protocol_version = 0;
  base::Timestamp started_at;
  std::optional<base::Timestamp> closed_at;
  int expected = 0;
  int collected = 0;
  std::vector<PlanLineView> lines;
  std::vector<TubeView> unplanned;
  std::optional<domain::SampleId> touched_id;
  std::vector<WarningView> warnings;
};
inline const Shape<CollectionBody> kCollectionBody{
    "CollectionEvent",
    {field("id", &CollectionBody::id), field("participant_id", &CollectionBody::participant_id),
     field("study_code", &CollectionBody::study_code), field("study_id", &CollectionBody::study_id),
     field("site", &CollectionBody::site, kSiteRef), field("event", &CollectionBody::event),
     field("event_name_zh", &CollectionBody::event_name_zh), field("event_name_en", &CollectionBody::event_name_en),
     field("protocol_code", &CollectionBody::protocol_code),
     field("protocol_version", &CollectionBody::protocol_version), field("started_at", &CollectionBody::started_at),
     field("closed_at", &CollectionBody::closed_at),
     field("expected", &CollectionBody::expected, about("Tubes neither drawn nor skipped yet.")),
     field("collected", &CollectionBody::collected),
     field("lines", &CollectionBody::lines, kPlanLineView, about("The plan, each tube behind what it is made of.")),
     field("unplanned", &CollectionBody::unplanned, kTubeView),
     field("touched_id", &CollectionBody::touched_id, about("The tube of the scan that this answers.")),
     field("warnings", &CollectionBody::warnings, kWarningView)}};
CollectionBody body_of(const services::CollectionView& view, Language language);

struct CollectionsBody {
  std::vector<CollectionBody> items;
};
inline const Shape<CollectionsBody> kCollectionsBody{"CollectionEvents",
                                                     {field("items", &CollectionsBody::items, kCollectionBody)}};

struct ReceivedTubeBody {
  std::string code;
  std::vector<std::string> conditions;
  std::optional<bool> rejected;
  std::optional<std::string> reason;
};
inline const Shape<ReceivedTubeBody> kReceivedTubeBody{
    "ReceivedTube",
    {field("code", &ReceivedTubeBody::code, max_length(64)),
     field("conditions", &ReceivedTubeBody::conditions, max_items(10), defaulted()),
     field("rejected", &ReceivedTubeBody::rejected, about("Needs a reason.")),
     field("reason", &ReceivedTubeBody::reason, max_length(500))}};

struct ReceptionOrderBody {
  std::optional<domain::SiteId> from_site_id;
  std::optional<base::Timestamp> received_at;
  std::optional<std::int32_t> temperature_mdeg_c;
  std::optional<std::string> box;
  std::optional<std::string> note;
  std::vector<ReceivedTubeBody> tubes;
};
inline const Shape<ReceptionOrderBody> kReceptionOrderBody{
    "ReceptionOrder",
    {field("from_site_id", &ReceptionOrderBody::from_site_id),
     field("received_at", &ReceptionOrderBody::received_at, about("Now if absent.")),
     field("temperature_mdeg_c", &ReceptionOrderBody::temperature_mdeg_c, range(-273'150, 100'000),
           about("As seen on arrival, in thousandths of a degree.")),
     field("box", &ReceptionOrderBody::box, max_length(64), about("A box whose tubes all came.")),
     field("note", &ReceptionOrderBody::note, max_length(200)),
     field("tubes", &ReceptionOrderBody::tubes, kReceivedTubeBody, defaulted(),
           max_items(services::kMaxTubesReceived))}};

struct RowProblemView {
  std::string code;
  std::string detail;
  std::string remedy;
};
inline const Shape<RowProblemView> kRowProblemView{
    "RowProblem",
    {field("code", &RowProblemView::code), field("detail", &RowProblemView::detail, max_length(1000)),
     field("remedy", &RowProblemView::remedy, max_length(1000))}};

struct ReceptionRowView {
  std::string code;
  std::optional<domain::SampleId> sample_id;
  std::string outcome;
  std::string state;
  std::string material;
  std::string mark;
  std::vector<RowProblemView> violations;
  std::vector<WarningView> warnings;
  std::optional<std::string> offered_container;
  std::optional<std::string> offered_position;
};
inline const Shape<ReceptionRowView> kReceptionRowView{
    "ReceptionRow",
    {field("code", &ReceptionRowView::code), field("sample_id", &ReceptionRowView::sample_id),
     field("outcome", &ReceptionRowView::outcome, about("received, rejected or refused.")),
     field("state", &ReceptionRowView::state), field("material", &ReceptionRowView::material),
     field("mark", &ReceptionRowView::mark), field("violations", &ReceptionRowView::violations, kRowProblemView),
     field("warnings", &ReceptionRowView::warnings, kWarningView),
     field("offered_container", &ReceptionRowView::offered_container,
           about("A box for problem tubes, for one that was rejected or refused.")),
     field("offered_position", &ReceptionRowView::offered_position)}};

struct ReceptionBody {
  domain::ReceptionId id;
  base::Timestamp received_at;
  int received = 0;
  int rejected = 0;
  int refused = 0;
  std::vector<ReceptionRowView> rows;
};
inline const Shape<ReceptionBody> kReceptionBody{
    "Reception",
    {field("id", &ReceptionBody::id), field("received_at", &ReceptionBody::received_at),
     field("received", &ReceptionBody::received), field("rejected", &ReceptionBody::rejected),
     field("refused", &ReceptionBody::refused),
     field("rows", &ReceptionBody::rows, kReceptionRowView, about("In the order in which they were sent."))}};
ReceptionBody body_of(const services::ReceptionView& view, Language language);

}  // namespace frostkeep::http
