#pragma once
/// Bodies of consent forms, answers and withdrawals.

#include "http/shapes/participant_shapes.hpp"

namespace frostkeep::http {

struct ConsentFormBody {
  std::optional<domain::ConsentFormId> id;
  domain::StudyId study_id;
  std::string code;
  std::string form_version;
  std::string title_zh;
  std::string title_en;
  std::vector<std::string> purposes;
};
inline const Shape<ConsentFormBody> kConsentFormBody{
    "ConsentForm",
    {field("id", &ConsentFormBody::id, about("Given by the server.")), field("study_id", &ConsentFormBody::study_id),
     field("code", &ConsentFormBody::code, max_length(32)),
     field("form_version", &ConsentFormBody::form_version, max_length(16)),
     field("title_zh", &ConsentFormBody::title_zh, max_length(200)),
     field("title_en", &ConsentFormBody::title_en, max_length(200)),
     field("purposes", &ConsentFormBody::purposes, max_items(20),
           about("Codes of consent_purposes that it asks about."))}};
struct ConsentFormsBody {
  std::vector<ConsentFormBody> items;
};
inline const Shape<ConsentFormsBody> kConsentFormsBody{"ConsentForms",
                                                       {field("items", &ConsentFormsBody::items, kConsentFormBody)}};
ConsentFormBody body_of(const database::ConsentForm& form);

struct StudyQuery {
  domain::StudyId study_id;
};
inline const Shape<StudyQuery> kStudyQuery{"StudyQuery", {field("study_id", &StudyQuery::study_id)}};

struct AnswerBody {
  std::string purpose;
  bool agreed = false;
  std::optional<base::Timestamp> valid_from;
  std::optional<base::Timestamp> valid_to;
  std::optional<std::string> form_version;
};
inline const Shape<AnswerBody> kAnswerBody{
    "ConsentAnswer",
    {field("purpose", &AnswerBody::purpose, max_length(32)), field("agreed", &AnswerBody::agreed),
     field("valid_from", &AnswerBody::valid_from, about("In answers; what is sent holds from given_at on.")),
     field("valid_to", &AnswerBody::valid_to), field("form_version", &AnswerBody::form_version, about("In answers."))}};

struct ConsentOrderBody {
  domain::ConsentFormId form_id;
  std::optional<base::Timestamp> given_at;
  std::vector<AnswerBody> answers;
};
inline const Shape<ConsentOrderBody> kConsentOrderBody{
    "ConsentOrder",
    {field("form_id", &ConsentOrderBody::form_id),
     field("given_at", &ConsentOrderBody::given_at, about("Now if absent.")),
     field("answers", &ConsentOrderBody::answers, kAnswerBody, max_items(20))}};

struct WithdrawalBody {
  std::optional<std::string> id;
  domain::WithdrawalLevel level = domain::WithdrawalLevel::no_contact;
  std::optional<base::Timestamp> at;
  std::optional<bool> voided;
};
inline const Shape<WithdrawalBody> kWithdrawalBody{
    "Withdrawal",
    {field("id", &WithdrawalBody::id), field("level", &WithdrawalBody::level, one_of(kWithdrawalLevels)),
     field("at", &WithdrawalBody::at), field("voided", &WithdrawalBody::voided)}};

struct WithdrawalOrderBody {
  domain::StudyId study_id;
  domain::WithdrawalLevel level = domain::WithdrawalLevel::no_contact;
  std::optional<base::Timestamp> at;
  std::optional<std::string> reason;
};
inline const Shape<WithdrawalOrderBody> kWithdrawalOrderBody{
    "WithdrawalOrder",
    {field("study_id", &WithdrawalOrderBody::study_id, about("Whose page asks; the withdrawal holds for the person.")),
     field("level", &WithdrawalOrderBody::level, one_of(kWithdrawalLevels)),
     field("at", &WithdrawalOrderBody::at, about("Now if absent.")),
     field("reason", &WithdrawalOrderBody::reason, max_length(500))}};

struct VoidWithdrawalBody {
  domain::StudyId study_id;
  std::string reason;
};
inline const Shape<VoidWithdrawalBody> kVoidWithdrawalBody{
    "VoidWithdrawalBody",
    {field("study_id", &VoidWithdrawalBody::study_id), field("reason", &VoidWithdrawalBody::reason, max_length(500))}};

struct ConsentBody {
  domain::ParticipantId participant_id;
  domain::StudyId study_id;
  std::uint32_t consent_epoch = 0;
  std::optional<domain::WithdrawalLevel> withdrawal;
  std::vector<AnswerBody> now;
  std::vector<AnswerBody> answers;
  std::vector<WithdrawalBody> withdrawals;
};
inline const Shape<ConsentBody> kConsentBody{
    "Consent",
    {field("participant_id", &ConsentBody::participant_id), field("study_id", &ConsentBody::study_id),
     field("consent_epoch", &ConsentBody::consent_epoch),
     field("withdrawal", &ConsentBody::withdrawal, one_of(kWithdrawalLevels), about("The furthest that holds.")),
     field("now", &ConsentBody::now, kAnswerBody,
           about("What holds at this moment; a purpose that isn't there was never asked.")),
     field("answers", &ConsentBody::answers, kAnswerBody, about("All there ever were, oldest first.")),
     field("withdrawals", &ConsentBody::withdrawals, kWithdrawalBody)}};
ConsentBody body_of(const services::ConsentView& view);

}  // namespace frostkeep::http
