-- What people agreed to, and what they took back.
create table if not exists consent_form (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  study_id bigint unsigned not null,
  code varchar(32) character set ascii collate ascii_bin not null,
  form_version varchar(16) character set ascii collate ascii_bin not null,
  title_zh varchar(200) not null,
  title_en varchar(200) not null,
  purposes varchar(300) character set ascii collate ascii_bin not null,
  retired tinyint not null,
  primary key (id),
  unique key uq_consent_form_version (study_id, code, form_version),
  constraint fk_consent_form_study foreign key (study_id) references study (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists consent (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  participant_id bigint unsigned not null,
  study_id bigint unsigned not null,
  purpose varchar(32) character set ascii collate ascii_bin not null,
  agreed tinyint not null,
  valid_from bigint not null,
  valid_to bigint null,
  form_id bigint unsigned not null,
  primary key (id),
  key ix_consent_participant_id (participant_id),
  constraint fk_consent_participant foreign key (participant_id) references participant (id),
  constraint fk_consent_form foreign key (form_id) references consent_form (id),
  constraint ck_consent_valid check (valid_to is null or valid_to > valid_from)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists consent_withdrawal (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  participant_id bigint unsigned not null,
  level tinyint unsigned not null,
  withdrawn_at bigint not null,
  voided tinyint not null,
  primary key (id),
  key ix_consent_withdrawal_participant_id (participant_id),
  constraint fk_consent_withdrawal_participant foreign key (participant_id) references participant (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
