-- What a study collects at which visit, the visits, and how tubes arrive.
create table if not exists protocol (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  study_id bigint unsigned not null,
  code varchar(16) character set ascii collate ascii_bin not null,
  protocol_version smallint unsigned not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  source varchar(500) not null,
  plan varbinary(12000) not null,
  retired tinyint not null,
  primary key (id),
  unique key uq_protocol_version (study_id, code, protocol_version),
  constraint fk_protocol_study foreign key (study_id) references study (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists collection_event (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  enrolment_id bigint unsigned not null,
  protocol_id bigint unsigned not null,
  event_code varchar(16) character set ascii collate ascii_bin not null,
  site_id bigint unsigned not null,
  started_at bigint not null,
  closed_at bigint null,
  primary key (id),
  unique key uq_collection_event_visit (enrolment_id, event_code),
  constraint fk_collection_event_enrolment foreign key (enrolment_id) references enrolment (id),
  constraint fk_collection_event_protocol foreign key (protocol_id) references protocol (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists reception (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  site_id bigint unsigned not null,
  from_site_id bigint unsigned null,
  container_id bigint unsigned null,
  received_at bigint not null,
  temperature_mdeg_c int null,
  note varchar(200) not null,
  primary key (id),
  key ix_reception_site_id (site_id, received_at)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

alter table sample add column if not exists reception_id bigint unsigned null;
