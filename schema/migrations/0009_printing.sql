-- Label printers, what was sent to them, and each label with its copy number.
create table if not exists printer (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  site_id bigint unsigned not null,
  code varchar(64) character set ascii collate ascii_bin not null,
  name varchar(100) not null,
  address varchar(300) character set ascii collate ascii_bin not null,
  dpi smallint unsigned not null,
  language varchar(8) character set ascii collate ascii_bin not null,
  stock varchar(40) character set ascii collate ascii_bin not null,
  ends_connection tinyint not null,
  retired tinyint not null,
  primary key (id),
  unique key uq_printer_name (site_id, name),
  constraint fk_printer_site foreign key (site_id) references site (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists print_job (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  printer_id bigint unsigned not null,
  site_id bigint unsigned not null,
  template varchar(40) character set ascii collate ascii_bin not null,
  template_version smallint unsigned not null,
  dpi smallint unsigned not null,
  language varchar(8) character set ascii collate ascii_bin not null,
  labels smallint unsigned not null,
  asked_by bigint unsigned not null,
  asked_at bigint not null,
  reason varchar(500) not null,
  state tinyint unsigned not null,
  problem varchar(32) character set ascii collate ascii_bin not null,
  attempts int unsigned not null,
  changed_at bigint not null,
  replaced_by bigint unsigned null,
  primary key (id),
  key ix_print_job_printer_id (printer_id, id),
  key ix_print_job_state (state, id),
  constraint fk_print_job_printer foreign key (printer_id) references printer (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists label_print (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  print_job_id bigint unsigned not null,
  ordinal smallint unsigned not null,
  thing_kind tinyint unsigned not null,
  thing_id bigint unsigned null,
  study_id bigint unsigned null,
  code varchar(64) character set ascii collate ascii_bin not null,
  part varchar(8) character set ascii collate ascii_bin not null,
  copy_number smallint unsigned not null,
  content varbinary(2000) not null,
  primary key (id),
  unique key uq_label_print_job (print_job_id, ordinal),
  unique key uq_label_print_copy (thing_id, code, part, copy_number),
  constraint fk_label_print_job foreign key (print_job_id) references print_job (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
