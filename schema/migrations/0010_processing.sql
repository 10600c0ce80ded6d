-- What is done with tubes at the bench, in which step each of them was, and when it was last spun.
create table if not exists processing_step (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  kind tinyint unsigned not null,
  site_id bigint unsigned not null,
  operator_id bigint unsigned not null,
  started_at bigint not null,
  ended_at bigint null,
  force_g int null,
  minutes int null,
  temperature_mdeg_c int null,
  brake tinyint null,
  kept_before_mdeg_c int null,
  kept_after_mdeg_c int null,
  freezing_way varchar(32) character set ascii collate ascii_bin not null,
  equipment varchar(64) not null,
  deviation varchar(500) not null,
  primary key (id),
  key ix_processing_step_site_id (site_id, started_at),
  constraint ck_processing_step_times check (ended_at is null or ended_at >= started_at)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists processing_tube (
  sample_id bigint unsigned not null,
  step_id bigint unsigned not null,
  primary key (sample_id, step_id),
  key ix_processing_tube_step_id (step_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

alter table sample add column if not exists spun_at bigint null;

alter table sample add column if not exists spin_ended_at bigint null;

alter table sample add column if not exists kept_mdeg_c int null;

alter table sample modify column sprec varchar(24) character set ascii collate ascii_bin not null;

alter table sample add key if not exists ix_sample_owner_site_id (owner_site_id, state);

alter table sample add key if not exists ix_sample_reception_id (reception_id);

alter table collection_event add key if not exists ix_collection_event_site_id (site_id, started_at);
