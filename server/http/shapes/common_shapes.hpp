#pragma once
/// Bodies that several nouns share.

#include <string>
#include <vector>

#include "http/calls.hpp"
#include "http/fields.hpp"

namespace frostkeep::http {

/// Something that may be known but forbids nothing.
struct WarningView {
  std::string code;
  std::string detail;
  std::string remedy;
};
inline const Shape<WarningView> kWarningView{
    "Warning",
    {field("code", &WarningView::code), field("detail", &WarningView::detail, max_length(1000)),
     field("remedy", &WarningView::remedy, max_length(1000))}};
std::vector<WarningView> warnings_of(const std::vector<domain::Warning>& warnings, Language language);

/// One step of a place, outermost first.
struct PlaceStepView {
  domain::ContainerId id;
  std::string code;
  std::string position;
  std::string type_zh;
  std::string type_en;
};
inline const Shape<PlaceStepView> kPlaceStepView{
    "PlaceStep",
    {field("id", &PlaceStepView::id), field("code", &PlaceStepView::code),
     field("position", &PlaceStepView::position, about("Its cell in the step before; empty for the first.")),
     field("type_zh", &PlaceStepView::type_zh), field("type_en", &PlaceStepView::type_en)}};
std::vector<PlaceStepView> steps_of(const std::vector<domain::PlaceStep>& steps);

struct SiteRef {
  domain::SiteId id;
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::string zone;
};
inline const Shape<SiteRef> kSiteRef{
    "SiteRef",
    {field("id", &SiteRef::id), field("code", &SiteRef::code), field("name_zh", &SiteRef::name_zh),
     field("name_en", &SiteRef::name_en),
     field("zone", &SiteRef::zone, about("IANA time zone; a day is the site's day."))}};
SiteRef ref_of(const database::Site& site);

struct StudyRef {
  domain::StudyId id;
  std::string code;
  std::string name_zh;
  std::string name_en;
};
inline const Shape<StudyRef> kStudyRef{"StudyRef",
                                       {field("id", &StudyRef::id), field("code", &StudyRef::code),
                                        field("name_zh", &StudyRef::name_zh), field("name_en", &StudyRef::name_en)}};
StudyRef ref_of(const database::Study& study);

/// An answer that says only that it was done.
struct Done {
  bool done = true;
};
inline const Shape<Done> kDone{"Done", {field("done", &Done::done)}};

/// A change that needs nothing but its reason.
struct ReasonBody {
  std::string reason;
};
inline const Shape<ReasonBody> kReasonBody{"ReasonBody", {field("reason", &ReasonBody::reason, max_length(500))}};

}  // namespace frostkeep::http
