#include "database/thing_tables.hpp"

#include "database/import_records.hpp"
#include "database/house_records.hpp"
#include "database/participant_tables.hpp"
#include "database/print_records.hpp"
#include "database/printer_records.hpp"
#include "database/processing_records.hpp"

namespace frostkeep::database {

using domain::StreamKind;

const ThingTable kSites = {StreamKind::site,
                           "site",
                           {{SiteField::code, "code"},
                            {SiteField::name_zh, "name_zh"},
                            {SiteField::name_en, "name_en"},
                            {SiteField::zone, "zone"},
                            {SiteField::retired, "retired"}}};

const ThingTable kStudies = {StreamKind::study,
                             "study",
                             {{StudyField::code, "code"},
                              {StudyField::name_zh, "name_zh"},
                              {StudyField::name_en, "name_en"},
                              {StudyField::retired, "retired"}}};

const ThingTable kUsers = {StreamKind::user,
                           "user_account",
                           {{UserField::user_name, "user_name"},
                            {UserField::display_name, "display_name"},
                            {UserField::initials, "initials"},
                            {UserField::home_site, "home_site_id"},
                            {UserField::disabled, "disabled"},
                            {UserField::credential_digest, "credential_digest"},
                            {UserField::badge_code, "badge_code"}}};

const ThingTable kGrants = {StreamKind::grant,
                            "role_grant",
                            {{GrantField::user, "user_id"},
                             {GrantField::role, "role"},
                             {GrantField::site, "site_id"},
                             {GrantField::study, "study_id"},
                             {GrantField::active, "active"}}};

const ThingTable kContainerTypes = {StreamKind::container_type,
                                    "container_type",
                                    {{ContainerTypeField::code, "code"},
                                     {ContainerTypeField::name_zh, "name_zh"},
                                     {ContainerTypeField::name_en, "name_en"},
                                     {ContainerTypeField::rank, "rank_number"},
                                     {ContainerTypeField::rows, "grid_rows"},
                                     {ContainerTypeField::columns, "grid_columns"},
                                     {ContainerTypeField::row_labels, "row_labels"},
                                     {ContainerTypeField::column_labels, "column_labels"},
                                     {ContainerTypeField::fill_order, "fill_order"},
                                     {ContainerTypeField::holds, "holds"},
                                     {ContainerTypeField::materials, "materials"},
                                     {ContainerTypeField::temperature, "temperature_mdeg_c"},
                                     {ContainerTypeField::retired, "retired"}}};

const ThingTable kContainers = {StreamKind::container,
                                "container",
                                {{ContainerField::type, "type_id"},
                                 {ContainerField::site, "site_id"},
                                 {ContainerField::rank, "rank_number"},
                                 {ContainerField::code, "code"},
                                 {ContainerField::name, "name"},
                                 {ContainerField::state, "state"},
                                 {ContainerField::purpose, "purpose"},
                                 {ContainerField::materials, "materials"},
                                 {ContainerField::study, "study_id"},
                                 {ContainerField::temperature, "temperature_mdeg_c"}}};

const ThingTable kSamples = {StreamKind::sample,
                             "sample",
                             {{SampleField::study, "study_id"},
                              {SampleField::owner_site, "owner_site_id"},
                              {SampleField::event, "event_id"},
                              {SampleField::kind, "kind"},
                              {SampleField::material, "material"},
                              {SampleField::state, "state"},
                              {SampleField::code, "code"},
                              {SampleField::tube, "tube"},
                              {SampleField::role, "role"},
                              {SampleField::volume, "volume_nl"},
                              {SampleField::mass, "mass_pg"},
                              {SampleField::cells, "cells"},
                              {SampleField::amount_text, "amount_text"},
                              {SampleField::amount_unit, "amount_unit"},
                              {SampleField::concentration, "concentration_pg_per_ul"},
                              {SampleField::thaw_count, "thaw_count"},
                              {SampleField::collected_at, "collected_at"},
                              {SampleField::received_at, "received_at"},
                              {SampleField::frozen_at, "frozen_at"},
                              {SampleField::sprec, "sprec"},
                              {SampleField::sprec_version, "sprec_version"},
                              {SampleField::mark, "mark"},
                              {SampleField::reception, "reception_id"},
                              {SampleField::spun_at, "spun_at"},
                              {SampleField::spin_ended_at, "spin_ended_at"},
                              {SampleField::kept, "kept_mdeg_c"}}};

const std::vector<const ThingTable*>& all_thing_tables() {
  static const std::vector<const ThingTable*> all = {
      &kSites,        &kStudies,  &kUsers,       &kGrants,  &kContainerTypes, &kContainers,       &kSamples,
      &kParticipants, &kIdentities, &kEnrolments, &kStrata, &kConsentForms,   &kConsents,         &kWithdrawals,
      &kProtocols,    &kCollectionEvents, &kReceptions, &kImportFiles, &kProcessingSteps,
      &kPrinters,     &kPrintJobs,        &kLabelPrints, &kHouse};
  return all;
}

}  // namespace frostkeep::database
