#include "database/participant_tables.hpp"

namespace frostkeep::database {

using domain::StreamKind;

const ThingTable kParticipants = {StreamKind::participant,
                                  "participant",
                                  {{ParticipantField::sex, "sex"},
                                   {ParticipantField::birth_from, "birth_from"},
                                   {ParticipantField::birth_to, "birth_to"},
                                   {ParticipantField::consent_epoch, "consent_epoch"},
                                   {ParticipantField::withdrawal, "withdrawal"},
                                   {ParticipantField::merged_into, "merged_into"}}};

const ThingTable kIdentities = {StreamKind::identity,
                                "participant_identity",
                                {{IdentityField::name, "name_sealed"},
                                 {IdentityField::resident_id, "resident_id_sealed"},
                                 {IdentityField::phone, "phone_sealed"},
                                 {IdentityField::address, "address_sealed"},
                                 {IdentityField::name_index, "name_index"},
                                 {IdentityField::name_birth_index, "name_birth_index"},
                                 {IdentityField::resident_id_index, "resident_id_index"},
                                 {IdentityField::phone_index, "phone_index"}}};

const ThingTable kEnrolments = {StreamKind::enrolment,
                                "enrolment",
                                {{EnrolmentField::participant, "participant_id"},
                                 {EnrolmentField::study, "study_id"},
                                 {EnrolmentField::study_code, "study_code"},
                                 {EnrolmentField::site, "site_id"},
                                 {EnrolmentField::enrolled_at, "enrolled_at"}}};

const ThingTable kStrata = {StreamKind::stratum,
                            "stratum",
                            {{StratumField::participant, "participant_id"},
                             {StratumField::stratum, "stratum"},
                             {StratumField::since_day, "since_day"},
                             {StratumField::rule, "rule"}}};

const ThingTable kConsentForms = {StreamKind::consent_form,
                                  "consent_form",
                                  {{ConsentFormField::study, "study_id"},
                                   {ConsentFormField::code, "code"},
                                   {ConsentFormField::form_version, "form_version"},
                                   {ConsentFormField::title_zh, "title_zh"},
                                   {ConsentFormField::title_en, "title_en"},
                                   {ConsentFormField::purposes, "purposes"},
                                   {ConsentFormField::retired, "retired"}}};

const ThingTable kConsents = {StreamKind::consent,
                              "consent",
                              {{ConsentField::participant, "participant_id"},
                               {ConsentField::study, "study_id"},
                               {ConsentField::purpose, "purpose"},
                               {ConsentField::agreed, "agreed"},
                               {ConsentField::valid_from, "valid_from"},
                               {ConsentField::valid_to, "valid_to"},
                               {ConsentField::form, "form_id"}}};

const ThingTable kWithdrawals = {StreamKind::withdrawal,
                                 "consent_withdrawal",
                                 {{WithdrawalField::participant, "participant_id"},
                                  {WithdrawalField::level, "level"},
                                  {WithdrawalField::withdrawn_at, "withdrawn_at"},
                                  {WithdrawalField::voided, "voided"}}};

const ThingTable kProtocols = {StreamKind::protocol,
                               "protocol",
                               {{ProtocolField::study, "study_id"},
                                {ProtocolField::code, "code"},
                                {ProtocolField::protocol_version, "protocol_version"},
                                {ProtocolField::name_zh, "name_zh"},
                                {ProtocolField::name_en, "name_en"},
                                {ProtocolField::source, "source"},
                                {ProtocolField::plan, "plan"},
                                {ProtocolField::retired, "retired"}}};

const ThingTable kCollectionEvents = {StreamKind::collection_event,
                                      "collection_event",
                                      {{CollectionEventField::enrolment, "enrolment_id"},
                                       {CollectionEventField::protocol, "protocol_id"},
                                       {CollectionEventField::event_code, "event_code"},
                                       {CollectionEventField::site, "site_id"},
                                       {CollectionEventField::started_at, "started_at"},
                                       {CollectionEventField::closed_at, "closed_at"}}};

const ThingTable kReceptions = {StreamKind::reception,
                                "reception",
                                {{ReceptionField::site, "site_id"},
                                 {ReceptionField::from_site, "from_site_id"},
                                 {ReceptionField::container, "container_id"},
                                 {ReceptionField::received_at, "received_at"},
                                 {ReceptionField::temperature, "temperature_mdeg_c"},
                                 {ReceptionField::note, "note"}}};

}  // namespace frostkeep::database
