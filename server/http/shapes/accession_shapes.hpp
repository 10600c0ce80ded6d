#pragma once
/// Bodies of tubes that come in, and of lists of tubes.

#include <optional>

#include "http/shapes/sample_shapes.hpp"

namespace frostkeep::http {

/// A tube to be registered, as a grid's row holds it.
struct TubeBody {
  std::string code;
  std::vector<std::string> codes;
  std::string material;
  std::string kind;
  std::string amount;
  std::string unit;
  std::string tube;
  std::string role;
  std::string parent;
  std::string participant;
  std::string event;
  std::optional<base::Timestamp> collected_at;
  std::optional<base::Timestamp> received_at;
  std::optional<base::Timestamp> frozen_at;
  std::optional<int> thaw_count;
};
inline const Shape<TubeBody> kTubeBody{
    "TubeBody",
    {field("code", &TubeBody::code, defaulted(), about("Empty: one is made.")),
     field("codes", &TubeBody::codes, defaulted(), max_items(8), about("Further codes of the tube.")),
     field("material", &TubeBody::material, about("SPREC code, or the material's name in Chinese or English.")),
     field("kind", &TubeBody::kind, defaulted(), about("primary, aliquot, derivative, pool or control.")),
     field("amount", &TubeBody::amount, defaulted(), about("\"1.5 mL\", or the number alone beside unit.")),
     field("unit", &TubeBody::unit, defaulted()),
     field("tube", &TubeBody::tube, defaulted(), about("SPREC code of the primary container.")),
     field("role", &TubeBody::role, defaulted()),
     field("parent", &TubeBody::parent, defaulted(), about("A code of the tube that it came out of.")),
     field("participant", &TubeBody::participant, defaulted(), about("Study code.")),
     field("event", &TubeBody::event, defaulted(), about("Code of the visit.")),
     field("collected_at", &TubeBody::collected_at), field("received_at", &TubeBody::received_at),
     field("frozen_at", &TubeBody::frozen_at), field("thaw_count", &TubeBody::thaw_count)}};
domain::TubeEntry entry_of(const TubeBody& body);

struct NewSampleBody {
  domain::StudyId study;
  std::optional<domain::SiteId> site;
  TubeBody sample;
};
inline const Shape<NewSampleBody> kNewSampleBody{
    "NewSampleBody",
    {field("study_id", &NewSampleBody::study),
     field("site_id", &NewSampleBody::site, about("Who answers for it; the session's site if not told.")),
     field("sample", &NewSampleBody::sample, kTubeBody)}};

struct SampleBatchBody {
  domain::StudyId study;
  std::optional<domain::SiteId> site;
  std::vector<TubeBody> rows;
};
inline const Shape<SampleBatchBody> kSampleBatchBody{
    "SampleBatchBody",
    {field("study_id", &SampleBatchBody::study), field("site_id", &SampleBatchBody::site),
     field("rows", &SampleBatchBody::rows, kTubeBody, max_items(services::kMaxGridRows))}};

struct MadeSample {
  domain::SampleId id;
  std::string code;
};
inline const Shape<MadeSample> kMadeSample{"MadeSample",
                                           {field("id", &MadeSample::id), field("code", &MadeSample::code)}};

struct AccessionBody {
  std::vector<MadeSample> samples;
  std::vector<WarningView> warnings;
};
inline const Shape<AccessionBody> kAccessionBody{
    "Accession",
    {field("samples", &AccessionBody::samples, kMadeSample, about("In order of the rows.")),
     field("warnings", &AccessionBody::warnings, kWarningView)}};
AccessionBody body_of(const services::AccessionView& view, Language language);

struct SampleListQuery {
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;
  std::optional<domain::ParticipantId> participant_id;
  std::optional<domain::EventId> event_id;
  std::optional<domain::ContainerId> container_id;
  std::optional<domain::StudyId> study_id;
  std::optional<std::string> material;
  std::optional<std::string> state;
  std::optional<std::string> code;
};
inline const Shape<SampleListQuery> kSampleListQuery{
    "SampleListQuery",
    {field("after", &SampleListQuery::after, about("`next` of the page before.")),
     field("limit", &SampleListQuery::limit, range(1, services::kMaxPage)),
     field("participant_id", &SampleListQuery::participant_id), field("event_id", &SampleListQuery::event_id),
     field("container_id", &SampleListQuery::container_id, about("A box: what lies in it itself.")),
     field("study_id", &SampleListQuery::study_id), field("material", &SampleListQuery::material),
     field("state", &SampleListQuery::state),
     field("code", &SampleListQuery::code, max_length(64), about("How any of its codes begins."))}};
inline const Shape<SampleListQuery> kSampleExportQuery{
    "SampleExportQuery",
    {field("participant_id", &SampleListQuery::participant_id), field("event_id", &SampleListQuery::event_id),
     field("container_id", &SampleListQuery::container_id), field("study_id", &SampleListQuery::study_id),
     field("material", &SampleListQuery::material), field("state", &SampleListQuery::state),
     field("code", &SampleListQuery::code, max_length(64))}};
services::SampleQuery query_of(const SampleListQuery& query);

struct SampleLineBody {
  domain::SampleId id;
  std::string code;
  std::string found_code;
  std::string kind;
  std::string state;
  std::string material;
  domain::StudyId study_id;
  std::string study;
  std::string participant;
  AmountView amount;
  int thaw_count = 0;
  std::optional<base::Timestamp> collected_at;
  std::optional<base::Timestamp> received_at;
  std::optional<base::Timestamp> frozen_at;
  std::string mark;
  std::optional<domain::ContainerId> container_id;
  std::string container;
  std::string position;
  bool place_kept = false;
};
inline const Shape<SampleLineBody> kSampleLineBody{
    "SampleLine",
    {field("id", &SampleLineBody::id), field("code", &SampleLineBody::code),
     field("found_code", &SampleLineBody::found_code, about("The code that begins as asked.")),
     field("kind", &SampleLineBody::kind), field("state", &SampleLineBody::state),
     field("material", &SampleLineBody::material), field("study_id", &SampleLineBody::study_id),
     field("study", &SampleLineBody::study),
     field("participant", &SampleLineBody::participant, max_length(1000), about("Study codes of the donors.")),
     field("amount", &SampleLineBody::amount, kAmountView), field("thaw_count", &SampleLineBody::thaw_count),
     field("collected_at", &SampleLineBody::collected_at), field("received_at", &SampleLineBody::received_at),
     field("frozen_at", &SampleLineBody::frozen_at), field("mark", &SampleLineBody::mark),
     field("container_id", &SampleLineBody::container_id), field("container", &SampleLineBody::container),
     field("position", &SampleLineBody::position), field("place_kept", &SampleLineBody::place_kept)}};

struct SampleListBody {
  std::vector<SampleLineBody> items;
  std::optional<std::string> next;
};
inline const Shape<SampleListBody> kSampleListBody{
    "SampleList",
    {field("items", &SampleListBody::items, kSampleLineBody),
     field("next", &SampleListBody::next, about("`after` of the next page; absent on the last."))}};
SampleListBody body_of(const services::SamplePage& page);

}  // namespace frostkeep::http
