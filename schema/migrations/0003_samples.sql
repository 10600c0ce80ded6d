-- What can be scanned, and the tubes themselves.
create table if not exists scan_code (
  code varchar(64) character set ascii collate ascii_bin not null,
  issuer bigint unsigned not null,
  thing_kind tinyint unsigned not null,
  thing_id bigint unsigned not null,
  primary key (code, issuer),
  key ix_scan_code_thing_id (thing_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists sample (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  study_id bigint unsigned not null,
  owner_site_id bigint unsigned not null,
  event_id bigint unsigned null,
  kind tinyint unsigned not null,
  material varchar(8) character set ascii collate ascii_bin not null,
  state tinyint unsigned not null,
  code varchar(64) character set ascii collate ascii_bin not null,
  tube varchar(8) character set ascii collate ascii_bin not null,
  role varchar(64) not null,
  volume_nl bigint null,
  mass_pg bigint null,
  cells bigint null,
  amount_text varchar(32) not null,
  amount_unit varchar(16) character set ascii collate ascii_bin not null,
  concentration_pg_per_ul bigint null,
  thaw_count smallint unsigned not null,
  collected_at bigint null,
  received_at bigint null,
  frozen_at bigint null,
  sprec varchar(16) character set ascii collate ascii_bin not null,
  sprec_version smallint unsigned not null,
  mark varchar(64) character set ascii collate ascii_bin not null,
  primary key (id),
  key ix_sample_event_id (event_id),
  constraint fk_sample_study foreign key (study_id) references study (id),
  constraint ck_sample_volume check (volume_nl is null or volume_nl >= 0),
  constraint ck_sample_mass check (mass_pg is null or mass_pg >= 0),
  constraint ck_sample_cells check (cells is null or cells >= 0)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists sample_parent (
  sample_id bigint unsigned not null,
  parent_id bigint unsigned not null,
  primary key (sample_id, parent_id),
  key ix_sample_parent_parent_id (parent_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists sample_donor (
  participant_id bigint unsigned not null,
  sample_id bigint unsigned not null,
  primary key (participant_id, sample_id),
  key ix_sample_donor_sample_id (sample_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
