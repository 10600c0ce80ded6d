#pragma once
/// The replayed tables of people, their consent and what is collected from them. As in thing_tables.hpp, a field's
/// number is for ever.

#include "database/things.hpp"

namespace frostkeep::database {

struct ParticipantField {
  enum : std::uint16_t { sex = 1, birth_from, birth_to, consent_epoch, withdrawal, merged_into };
};
extern const ThingTable kParticipants;

/// Sealed values and their blind indexes; neither can be read without the keys.
struct IdentityField {
  enum : std::uint16_t {
    name = 1,
    resident_id,
    phone,
    address,
    name_index,
    name_birth_index,
    resident_id_index,
    phone_index
  };
};
extern const ThingTable kIdentities;

struct EnrolmentField {
  enum : std::uint16_t { participant = 1, study, study_code, site, enrolled_at };
};
extern const ThingTable kEnrolments;

struct StratumField {
  enum : std::uint16_t { participant = 1, stratum, since_day, rule };
};
extern const ThingTable kStrata;

struct ConsentFormField {
  enum : std::uint16_t { study = 1, code, form_version, title_zh, title_en, purposes, retired };
};
extern const ThingTable kConsentForms;

struct ConsentField {
  enum : std::uint16_t { participant = 1, study, purpose, agreed, valid_from, valid_to, form };
};
extern const ThingTable kConsents;

struct WithdrawalField {
  enum : std::uint16_t { participant = 1, level, withdrawn_at, voided };
};
extern const ThingTable kWithdrawals;

struct ProtocolField {
  enum : std::uint16_t { study = 1, code, protocol_version, name_zh, name_en, source, plan, retired };
};
extern const ThingTable kProtocols;

struct CollectionEventField {
  enum : std::uint16_t { enrolment = 1, protocol, event_code, site, started_at, closed_at };
};
extern const ThingTable kCollectionEvents;

struct ReceptionField {
  enum : std::uint16_t { site = 1, from_site, container, received_at, temperature, note };
};
extern const ThingTable kReceptions;

}  // namespace frostkeep::database
