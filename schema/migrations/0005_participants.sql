-- The people from whom the material comes. Who they are is sealed and stands apart.
create table if not exists participant (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  sex tinyint unsigned not null,
  birth_from int null,
  birth_to int null,
  consent_epoch int unsigned not null,
  withdrawal tinyint unsigned not null,
  merged_into bigint unsigned null,
  primary key (id),
  key ix_participant_merged_into (merged_into),
  constraint ck_participant_birth check (birth_from <= birth_to)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists participant_identity (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  name_sealed varbinary(600) null,
  resident_id_sealed varbinary(128) null,
  phone_sealed varbinary(128) null,
  address_sealed varbinary(1200) null,
  name_index binary(16) null,
  name_birth_index binary(16) null,
  resident_id_index binary(16) null,
  phone_index binary(16) null,
  primary key (id),
  key ix_participant_identity_name (name_index),
  key ix_participant_identity_name_birth (name_birth_index),
  key ix_participant_identity_resident_id (resident_id_index),
  key ix_participant_identity_phone (phone_index),
  constraint fk_participant_identity_participant foreign key (id) references participant (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists identity_guard (
  index_value binary(16) not null,
  primary key (index_value)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists enrolment (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  participant_id bigint unsigned not null,
  study_id bigint unsigned not null,
  study_code varchar(64) character set ascii collate ascii_bin not null,
  site_id bigint unsigned not null,
  enrolled_at bigint not null,
  primary key (id),
  unique key uq_enrolment_study_code (study_id, study_code),
  unique key uq_enrolment_participant_study (participant_id, study_id),
  constraint fk_enrolment_participant foreign key (participant_id) references participant (id),
  constraint fk_enrolment_study foreign key (study_id) references study (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists stratum (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  participant_id bigint unsigned not null,
  stratum tinyint unsigned not null,
  since_day int not null,
  rule varchar(64) not null,
  primary key (id),
  key ix_stratum_participant_id (participant_id, since_day),
  constraint fk_stratum_participant foreign key (participant_id) references participant (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
