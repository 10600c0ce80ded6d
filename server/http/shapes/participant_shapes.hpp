#pragma once
/// Bodies of participants. No answer but that of an identity view holds who somebody is.

#include <optional>

#include "domain/participant.hpp"
#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

inline const std::vector<domain::Sex> kSexes = {domain::Sex::male, domain::Sex::female};
inline const std::vector<domain::Stratum> kStrata = {domain::Stratum::healthy, domain::Stratum::high_risk,
                                                     domain::Stratum::diseased};
inline const std::vector<domain::WithdrawalLevel> kWithdrawalLevels = {
    domain::WithdrawalLevel::no_contact, domain::WithdrawalLevel::no_new_use, domain::WithdrawalLevel::destroy};

struct RegistrationBody {
  domain::StudyId study_id;
  std::optional<domain::SiteId> site_id;
  std::optional<std::string> name;
  std::optional<std::string> resident_id;
  std::optional<std::string> phone;
  std::optional<std::string> address;
  std::optional<domain::Sex> sex;
  std::optional<base::PartialDate> birth_date;
  std::optional<domain::Stratum> stratum;
  std::optional<base::Date> stratum_since;
  std::optional<std::string> stratum_rule;
  std::optional<bool> although_double;
  std::optional<std::string> reason;
};
inline const Shape<RegistrationBody> kRegistrationBody{
    "RegistrationBody",
    {field("study_id", &RegistrationBody::study_id),
     field("site_id", &RegistrationBody::site_id,
           about("Where the person was recruited; the session's site if absent.")),
     field("name", &RegistrationBody::name, max_length(100), about("Sealed, as are the next three.")),
     field("resident_id", &RegistrationBody::resident_id, max_length(40)),
     field("phone", &RegistrationBody::phone, max_length(40)),
     field("address", &RegistrationBody::address, max_length(200)),
     field("sex", &RegistrationBody::sex, one_of(kSexes), about("From the resident ID if absent.")),
     field("birth_date", &RegistrationBody::birth_date, about("Likewise; may be a year or a month.")),
     field("stratum", &RegistrationBody::stratum, one_of(kStrata)),
     field("stratum_since", &RegistrationBody::stratum_since, about("Today if absent.")),
     field("stratum_rule", &RegistrationBody::stratum_rule, max_length(64)),
     field("although_double", &RegistrationBody::although_double,
           about("The resident ID is registered, but somebody compared: it is another person. Needs a reason.")),
     field("reason", &RegistrationBody::reason, max_length(500))}};

struct PersonEditBody {
  std::optional<std::string> name;
  std::optional<std::string> resident_id;
  std::optional<std::string> phone;
  std::optional<std::string> address;
  std::optional<domain::Sex> sex;
  std::optional<base::PartialDate> birth_date;
  std::optional<bool> although_double;
  std::optional<std::string> reason;
};
inline const Shape<PersonEditBody> kPersonEditBody{
    "PersonEditBody",
    {field("name", &PersonEditBody::name, max_length(100), about("Absent: stays. Empty: is cleared.")),
     field("resident_id", &PersonEditBody::resident_id, max_length(40)),
     field("phone", &PersonEditBody::phone, max_length(40)),
     field("address", &PersonEditBody::address, max_length(200)), field("sex", &PersonEditBody::sex, one_of(kSexes)),
     field("birth_date", &PersonEditBody::birth_date), field("although_double", &PersonEditBody::although_double),
     field("reason", &PersonEditBody::reason, max_length(500))}};

struct EnrolmentRef {
  domain::EnrolmentId id;
  std::string study_code;
  std::optional<StudyRef> study;
  std::optional<SiteRef> site;
  base::Timestamp enrolled_at;
};
inline const Shape<EnrolmentRef> kEnrolmentRef{
    "Enrolment",
    {field("id", &EnrolmentRef::id),
     field("study_code", &EnrolmentRef::study_code, about("Also the code of the participant's card.")),
     field("study", &EnrolmentRef::study, kStudyRef), field("site", &EnrolmentRef::site, kSiteRef),
     field("enrolled_at", &EnrolmentRef::enrolled_at)}};

struct StratumView {
  domain::Stratum stratum = domain::Stratum::healthy;
  base::Date since;
  std::string rule;
};
inline const Shape<StratumView> kStratumView{
    "Stratum",
    {field("stratum", &StratumView::stratum, one_of(kStrata)), field("since", &StratumView::since),
     field("rule", &StratumView::rule, max_length(64), defaulted(),
           about("By which rule or finding, with its version."))}};

struct ParticipantBody {
  domain::ParticipantId id;
  std::uint32_t version = 0;
  std::optional<domain::Sex> sex;
  std::optional<base::PartialDate> birth_date;
  std::uint32_t consent_epoch = 0;
  std::optional<domain::WithdrawalLevel> withdrawal;
  std::optional<domain::ParticipantId> merged_into;
  std::vector<EnrolmentRef> enrolments;
  std::vector<StratumView> strata;
  std::vector<std::string> known;
  std::vector<WarningView> warnings;
};
inline const Shape<ParticipantBody> kParticipantBody{
    "Participant",
    {field("id", &ParticipantBody::id), field("version", &ParticipantBody::version),
     field("sex", &ParticipantBody::sex, one_of(kSexes)), field("birth_date", &ParticipantBody::birth_date),
     field("consent_epoch", &ParticipantBody::consent_epoch, about("Grows with each answer and withdrawal.")),
     field("withdrawal", &ParticipantBody::withdrawal, one_of(kWithdrawalLevels)),
     field("merged_into", &ParticipantBody::merged_into, about("Another record of the same person: use that one.")),
     field("enrolments", &ParticipantBody::enrolments, kEnrolmentRef),
     field("strata", &ParticipantBody::strata, kStratumView, about("The latest first.")),
     field("known", &ParticipantBody::known, about("Which identity fields are on record, without showing them.")),
     field("warnings", &ParticipantBody::warnings, kWarningView)}};
ParticipantBody body_of(const services::ParticipantView& view, Language language);

struct ParticipantQuery {
  domain::StudyId study_id;
  std::optional<std::string> after;
  std::optional<int> limit;
};
inline const Shape<ParticipantQuery> kParticipantQuery{
    "ParticipantQuery",
    {field("study_id", &ParticipantQuery::study_id),
     field("after", &ParticipantQuery::after, about("The study code of the last line before the page.")),
     field("limit", &ParticipantQuery::limit, range(1, 200), about("50 if absent."))}};

struct ParticipantLine {
  domain::ParticipantId id;
  std::string study_code;
  std::optional<domain::Sex> sex;
  std::optional<base::PartialDate> birth_date;
  std::optional<domain::Stratum> stratum;
  std::optional<domain::WithdrawalLevel> withdrawal;
  std::optional<domain::ParticipantId> merged_into;
  base::Timestamp enrolled_at;
};
inline const Shape<ParticipantLine> kParticipantLine{
    "ParticipantLine",
    {field("id", &ParticipantLine::id), field("study_code", &ParticipantLine::study_code),
     field("sex", &ParticipantLine::sex, one_of(kSexes)), field("birth_date", &ParticipantLine::birth_date),
     field("stratum", &ParticipantLine::stratum, one_of(kStrata)),
     field("withdrawal", &ParticipantLine::withdrawal, one_of(kWithdrawalLevels)),
     field("merged_into", &ParticipantLine::merged_into), field("enrolled_at", &ParticipantLine::enrolled_at)}};
struct ParticipantPageBody {
  std::vector<ParticipantLine> items;
  bool more = false;
};
inline const Shape<ParticipantPageBody> kParticipantPageBody{
    "ParticipantPage",
    {field("items", &ParticipantPageBody::items, kParticipantLine), field("more", &ParticipantPageBody::more)}};
ParticipantPageBody body_of(const services::ParticipantPage& page);

struct PersonSearchBody {
  std::optional<std::string> resident_id;
  std::optional<std::string> phone;
  std::optional<std::string> name;
};
inline const Shape<PersonSearchBody> kPersonSearchBody{
    "PersonSearchBody",
    {field("resident_id", &PersonSearchBody::resident_id, max_length(40),
           about("Exactly one of the three; found is what is equal.")),
     field("phone", &PersonSearchBody::phone, max_length(40)),
     field("name", &PersonSearchBody::name, max_length(100))}};
struct PeopleFoundBody {
  std::vector<ParticipantBody> items;
};
inline const Shape<PeopleFoundBody> kPeopleFoundBody{"PeopleFound",
                                                     {field("items", &PeopleFoundBody::items, kParticipantBody)}};

struct EnrolBody {
  domain::StudyId study_id;
  std::optional<domain::SiteId> site_id;
};
inline const Shape<EnrolBody> kEnrolBody{
    "EnrolBody", {field("study_id", &EnrolBody::study_id), field("site_id", &EnrolBody::site_id)}};

struct MergeBody {
  domain::ParticipantId into;
  std::string reason;
};
inline const Shape<MergeBody> kMergeBody{
    "MergeBody", {field("into", &MergeBody::into), field("reason", &MergeBody::reason, max_length(500))}};

struct IdentityBody {
  std::string name;
  std::string resident_id;
  std::string phone;
  std::string address;
};
inline const Shape<IdentityBody> kIdentityBody{
    "Identity",
    {field("name", &IdentityBody::name, about("Empty where nothing is on record.")),
     field("resident_id", &IdentityBody::resident_id), field("phone", &IdentityBody::phone),
     field("address", &IdentityBody::address)}};

}  // namespace frostkeep::http
