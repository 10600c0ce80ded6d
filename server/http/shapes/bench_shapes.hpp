#pragma once
/// Bodies of what is done with tubes at the bench: aliquots, draws, thaws, pools, corrections.

#include <optional>

#include "http/shapes/accession_shapes.hpp"

namespace frostkeep::http {

struct ChildBody {
  std::string code;
  std::string material;
  std::string amount;
  std::string tube;
  std::string role;
  std::optional<int> count;
};
inline const Shape<ChildBody> kChildBody{
    "ChildBody",
    {field("code", &ChildBody::code, defaulted(), about("Of a single child; empty: made.")),
     field("material", &ChildBody::material, defaulted(), about("Empty: the parent's own.")),
     field("amount", &ChildBody::amount, defaulted(), about("Each child's, such as \"200 µL\".")),
     field("tube", &ChildBody::tube, defaulted()), field("role", &ChildBody::role, defaulted()),
     field("count", &ChildBody::count, about("So many equal children; 1 if not told."))}};

struct AliquotBody {
  std::vector<ChildBody> children;
  std::string taken;
  bool used_up = false;
  std::optional<bool> thawed;
  std::optional<base::Timestamp> happened_at;
};
inline const Shape<AliquotBody> kAliquotBody{
    "AliquotBody",
    {field("children", &AliquotBody::children, kChildBody, max_items(services::kMaxChildren)),
     field("taken", &AliquotBody::taken, defaulted(), about("What left the parent in all; else the children's sum.")),
     field("used_up", &AliquotBody::used_up, defaulted(), about("Nothing is left in the parent.")),
     field("thawed", &AliquotBody::thawed, about("Counts a thaw; if not told, a frozen tube in its place is thawed.")),
     field("happened_at", &AliquotBody::happened_at)}};
services::AliquotOrder order_of(const AliquotBody& body, domain::SampleId parent);

struct DrawBody {
  std::string amount;
  bool used_up = false;
  std::string reason;
  std::optional<base::Timestamp> happened_at;
};
inline const Shape<DrawBody> kDrawBody{
    "DrawBody",
    {field("amount", &DrawBody::amount, defaulted(), about("Such as \"10 µL\"; may be empty if it is used up.")),
     field("used_up", &DrawBody::used_up, defaulted()),
     field("reason", &DrawBody::reason, defaulted(), max_length(500)), field("happened_at", &DrawBody::happened_at)}};

struct ThawBody {
  std::string reason;
  std::optional<base::Timestamp> happened_at;
};
inline const Shape<ThawBody> kThawBody{
    "ThawBody",
    {field("reason", &ThawBody::reason, defaulted(), max_length(500)), field("happened_at", &ThawBody::happened_at)}};

struct PoolPartBody {
  std::string code;
  std::string amount;
};
inline const Shape<PoolPartBody> kPoolPartBody{
    "PoolPartBody",
    {field("code", &PoolPartBody::code),
     field("amount", &PoolPartBody::amount, defaulted(), about("Empty: all of it; the tube is used up."))}};

struct PoolBody {
  std::vector<PoolPartBody> parts;
  std::string code;
  std::string material;
  std::string tube;
  std::string role;
  std::optional<base::Timestamp> happened_at;
};
inline const Shape<PoolBody> kPoolBody{
    "PoolBody",
    {field("parts", &PoolBody::parts, kPoolPartBody, max_items(384)), field("code", &PoolBody::code, defaulted()),
     field("material", &PoolBody::material, defaulted()), field("tube", &PoolBody::tube, defaulted()),
     field("role", &PoolBody::role, defaulted()), field("happened_at", &PoolBody::happened_at)}};
services::PoolOrder order_of(const PoolBody& body);

/// A tube after something was done with it.
struct TubeChangeBody {
  std::string entry_id;
  domain::SampleId id;
  std::string code;
  std::uint32_t version = 0;
  std::string state;
  AmountView amount;
  AmountView taken;
  int thaw_count = 0;
  std::vector<WarningView> warnings;
};
inline const Shape<TubeChangeBody> kTubeChangeBody{
    "TubeChange",
    {field("entry_id", &TubeChangeBody::entry_id), field("id", &TubeChangeBody::id),
     field("code", &TubeChangeBody::code), field("version", &TubeChangeBody::version),
     field("state", &TubeChangeBody::state), field("amount", &TubeChangeBody::amount, kAmountView),
     field("taken", &TubeChangeBody::taken, kAmountView), field("thaw_count", &TubeChangeBody::thaw_count),
     field("warnings", &TubeChangeBody::warnings, kWarningView)}};
TubeChangeBody body_of(const services::TubeView& view, Language language);

struct ChildView {
  domain::SampleId id;
  std::string code;
  std::string kind;
  std::string material;
  std::string role;
  AmountView amount;
  int thaw_count = 0;
};
inline const Shape<ChildView> kChildView{
    "Child",
    {field("id", &ChildView::id), field("code", &ChildView::code), field("kind", &ChildView::kind),
     field("material", &ChildView::material), field("role", &ChildView::role),
     field("amount", &ChildView::amount, kAmountView), field("thaw_count", &ChildView::thaw_count)}};

struct AliquotsBody {
  std::string entry_id;
  domain::SampleId parent_id;
  std::string parent_code;
  std::string parent_state;
  AmountView parent_amount;
  int parent_thaw_count = 0;
  std::vector<ChildView> children;
  std::vector<WarningView> warnings;
};
inline const Shape<AliquotsBody> kAliquotsBody{
    "Aliquots",
    {field("entry_id", &AliquotsBody::entry_id), field("parent_id", &AliquotsBody::parent_id),
     field("parent_code", &AliquotsBody::parent_code), field("parent_state", &AliquotsBody::parent_state),
     field("parent_amount", &AliquotsBody::parent_amount, kAmountView, about("What is left in it.")),
     field("parent_thaw_count", &AliquotsBody::parent_thaw_count),
     field("children", &AliquotsBody::children, kChildView), field("warnings", &AliquotsBody::warnings, kWarningView)}};
AliquotsBody body_of(const services::AliquotView& view, Language language);

struct CorrectionBody {
  std::string reason;
  std::optional<domain::EntryId> corrects;
  std::optional<std::string> amount;
  std::optional<std::string> material;
  std::optional<std::string> mark;
  std::optional<std::optional<base::Timestamp>> collected_at;
  std::optional<std::optional<base::Timestamp>> received_at;
  std::optional<std::optional<base::Timestamp>> frozen_at;
  bool only_this = false;
  std::optional<domain::ContainerId> container_id;
  std::string position;
  std::string swap_with;
  std::string participant;
  std::string event;
};
inline const Shape<CorrectionBody> kCorrectionBody{
    "CorrectionBody",
    {field("reason", &CorrectionBody::reason, max_length(500)),
     field("corrects", &CorrectionBody::corrects, about("The wrong entry; else the last that told what is corrected.")),
     field("amount", &CorrectionBody::amount), field("material", &CorrectionBody::material),
     field("mark", &CorrectionBody::mark), field("collected_at", &CorrectionBody::collected_at),
     field("received_at", &CorrectionBody::received_at), field("frozen_at", &CorrectionBody::frozen_at),
     field("only_this", &CorrectionBody::only_this, defaulted(), about("Descendants keep the wrong value.")),
     field("container_id", &CorrectionBody::container_id, about("Where it really lies, with position.")),
     field("position", &CorrectionBody::position, defaulted()),
     field("swap_with", &CorrectionBody::swap_with, defaulted(),
           about("A code of the tube that it was mixed up with.")),
     field("participant", &CorrectionBody::participant, defaulted(), about("Study code of the right person.")),
     field("event", &CorrectionBody::event, defaulted(), about("Code of that person's visit."))}};
services::CorrectionOrder order_of(const CorrectionBody& body, domain::SampleId sample);

struct ConsequenceView {
  domain::SampleId id;
  std::string code;
  std::vector<ChangeView> changes;
  bool relabel = false;
};
inline const Shape<ConsequenceView> kConsequenceView{
    "Consequence",
    {field("id", &ConsequenceView::id), field("code", &ConsequenceView::code),
     field("changes", &ConsequenceView::changes, kChangeView),
     field("relabel", &ConsequenceView::relabel, about("Its label no longer says what is so."))}};

struct CorrectionResultBody {
  std::vector<ConsequenceView> tubes;
  std::vector<WarningView> warnings;
};
inline const Shape<CorrectionResultBody> kCorrectionResultBody{
    "Correction",
    {field("tubes", &CorrectionResultBody::tubes, kConsequenceView, max_items(10'000),
           about("The corrected one first.")),
     field("warnings", &CorrectionResultBody::warnings, kWarningView)}};
CorrectionResultBody body_of(const services::CorrectionView& view, Language language);

}  // namespace frostkeep::http
