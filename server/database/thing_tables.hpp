#pragma once
/// The replayed tables and the numbers of their fields. Numbers stand in the ledger for ever: a field that goes keeps
/// its number, a new one takes the next.

#include "database/things.hpp"

namespace frostkeep::database {

struct SiteField {
  enum : std::uint16_t { code = 1, name_zh, name_en, zone, retired };
};
extern const ThingTable kSites;

struct StudyField {
  enum : std::uint16_t { code = 1, name_zh, name_en, retired };
};
extern const ThingTable kStudies;

struct UserField {
  enum : std::uint16_t { user_name = 1, display_name, initials, home_site, disabled, credential_digest, badge_code };
};
extern const ThingTable kUsers;

struct GrantField {
  enum : std::uint16_t { user = 1, role, site, study, active };
};
extern const ThingTable kGrants;

struct ContainerTypeField {
  enum : std::uint16_t {
    code = 1,
    name_zh,
    name_en,
    rank,
    rows,
    columns,
    row_labels,
    column_labels,
    fill_order,
    holds,
    materials,
    temperature,
    retired
  };
};
extern const ThingTable kContainerTypes;

struct ContainerField {
  enum : std::uint16_t { type = 1, site, rank, code, name, state, purpose, materials, study, temperature };
};
extern const ThingTable kContainers;

struct SampleField {
  enum : std::uint16_t {
    study = 1,
    owner_site,
    event,
    kind,
    material,
    state,
    code,
    tube,
    role,
    volume,
    mass,
    cells,
    amount_text,
    amount_unit,
    concentration,
    thaw_count,
    collected_at,
    received_at,
    frozen_at,
    sprec,
    sprec_version,
    mark,
    reception,
    spun_at,
    spin_ended_at,
    kept
  };
};
extern const ThingTable kSamples;

}  // namespace frostkeep::database
