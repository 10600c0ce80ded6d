-- Anything with positions, who sits where now, and who sat where when.
create table if not exists container_type (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  code varchar(32) character set ascii collate ascii_bin not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  rank_number tinyint unsigned not null,
  grid_rows smallint unsigned not null,
  grid_columns smallint unsigned not null,
  row_labels varchar(16) character set ascii collate ascii_bin not null,
  column_labels varchar(16) character set ascii collate ascii_bin not null,
  fill_order varchar(32) character set ascii collate ascii_bin not null,
  holds varchar(16) character set ascii collate ascii_bin not null,
  materials varchar(200) character set ascii collate ascii_bin not null,
  temperature_mdeg_c int null,
  retired tinyint not null,
  primary key (id),
  unique key uq_container_type_code (code)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists container (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  type_id bigint unsigned not null,
  site_id bigint unsigned not null,
  rank_number tinyint unsigned not null,
  code varchar(64) character set ascii collate ascii_bin not null,
  name varchar(100) not null,
  state tinyint unsigned not null,
  purpose tinyint unsigned not null,
  materials varchar(200) character set ascii collate ascii_bin not null,
  study_id bigint unsigned null,
  temperature_mdeg_c int null,
  primary key (id),
  unique key uq_container_id_rank (id, rank_number),
  key ix_container_site_id (site_id, rank_number),
  constraint fk_container_type foreign key (type_id) references container_type (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists occupancy (
  container_id bigint unsigned not null,
  position int unsigned not null,
  kind tinyint unsigned not null,
  occupant_id bigint unsigned not null,
  container_rank tinyint unsigned not null,
  occupant_rank tinyint unsigned not null,
  stay_id bigint unsigned not null,
  primary key (container_id, position),
  unique key uq_occupancy_occupant (occupant_id),
  constraint fk_occupancy_container foreign key (container_id, container_rank) references container (id, rank_number),
  constraint ck_occupancy_rank check (occupant_rank > container_rank)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists stay (
  id bigint unsigned not null,
  occupant_kind tinyint unsigned not null,
  occupant_id bigint unsigned not null,
  container_id bigint unsigned not null,
  position int unsigned not null,
  from_time bigint not null,
  to_time bigint null,
  closed_by bigint unsigned null,
  primary key (id),
  key ix_stay_container_id (container_id, from_time),
  key ix_stay_occupant_id (occupant_id, from_time)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
