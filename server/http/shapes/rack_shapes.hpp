#pragma once
/// Bodies of whole racks.

#include "http/shapes/accession_shapes.hpp"

namespace frostkeep::http {

struct NewWellBody {
  std::string position;
  TubeBody sample;
};
inline const Shape<NewWellBody> kNewWellBody{
    "NewWellBody", {field("position", &NewWellBody::position), field("sample", &NewWellBody::sample, kTubeBody)}};

struct RackRegistrationBody {
  domain::StudyId study;
  std::optional<domain::SiteId> site;
  std::vector<NewWellBody> wells;
};
inline const Shape<RackRegistrationBody> kRackRegistrationBody{
    "RackRegistrationBody",
    {field("study_id", &RackRegistrationBody::study), field("site_id", &RackRegistrationBody::site),
     field("wells", &RackRegistrationBody::wells, kNewWellBody, max_items(services::kMaxGridRows))}};
services::RackRegistration order_of(const RackRegistrationBody& body, domain::ContainerId container);

struct ScannedWellBody {
  std::string position;
  std::string code;
};
inline const Shape<ScannedWellBody> kScannedWellBody{
    "ScannedWellBody", {field("position", &ScannedWellBody::position), field("code", &ScannedWellBody::code)}};

struct RackPlacementBody {
  std::vector<ScannedWellBody> wells;
  bool move = false;
};
inline const Shape<RackPlacementBody> kRackPlacementBody{
    "RackPlacementBody",
    {field("wells", &RackPlacementBody::wells, kScannedWellBody, max_items(1'536)),
     field("move", &RackPlacementBody::move, defaulted(), about("Tubes that lie elsewhere come here."))}};
services::RackPlacement order_of(const RackPlacementBody& body, domain::ContainerId container);

struct WellBody {
  std::string position;
  domain::SampleId id;
  std::string code;
  std::optional<std::string> entry_id;
};
inline const Shape<WellBody> kWellBody{
    "Well",
    {field("position", &WellBody::position), field("id", &WellBody::id), field("code", &WellBody::code),
     field("entry_id", &WellBody::entry_id, about("For undo; absent if the tube stood there already."))}};

struct RackBody {
  domain::ContainerId container_id;
  std::string container_code;
  std::vector<WellBody> wells;
  std::vector<WarningView> warnings;
};
inline const Shape<RackBody> kRackBody{
    "Rack",
    {field("container_id", &RackBody::container_id), field("container_code", &RackBody::container_code),
     field("wells", &RackBody::wells, kWellBody, max_items(1'536)),
     field("warnings", &RackBody::warnings, kWarningView)}};
RackBody body_of(const services::RackView& view, Language language);

}  // namespace frostkeep::http
