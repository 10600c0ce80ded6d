-- Work that goes on after the request that caused it, and files on their way into the house.
create table if not exists job (
  id bigint unsigned not null,
  kind smallint unsigned not null,
  subject_id bigint unsigned not null,
  state tinyint unsigned not null,
  attempts int unsigned not null,
  due_at bigint null,
  owner varbinary(16) not null,
  done bigint unsigned not null,
  total bigint unsigned not null,
  cancel_asked tinyint not null,
  site_id bigint unsigned not null,
  study_id bigint unsigned not null,
  asked_by bigint unsigned not null,
  created_at bigint not null,
  started_at bigint null,
  finished_at bigint null,
  error_code varchar(64) character set ascii collate ascii_bin not null,
  error_values varbinary(2000) not null,
  primary key (id),
  key ix_job_due_at (due_at),
  key ix_job_created_at (created_at, id),
  key ix_job_subject_id (subject_id, kind)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- A file that somebody loads. `active` is null once it was refused or discarded: the same file may come again.
create table if not exists import_file (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  kind tinyint unsigned not null,
  study_id bigint unsigned not null,
  site_id bigint unsigned not null,
  name varchar(200) not null,
  digest binary(32) not null,
  bytes bigint unsigned not null,
  columns varchar(2000) not null,
  charset varchar(16) character set ascii collate ascii_bin not null,
  asked_by bigint unsigned not null,
  uploaded_at bigint not null,
  active tinyint null,
  state tinyint unsigned not null,
  rows_total int unsigned not null,
  rows_bad int unsigned not null,
  rows_applied int unsigned not null,
  good_only tinyint not null,
  finished_at bigint null,
  primary key (id),
  unique key uq_import_file_content (study_id, kind, digest, active),
  key ix_import_file_uploaded_at (uploaded_at, id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- The bytes of an import until they are checked: sealed, because they may say who somebody is.
create table if not exists import_chunk (
  import_id bigint unsigned not null,
  number int unsigned not null,
  content mediumblob not null,
  primary key (import_id, number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- The rows of an import until they are applied: cells and what is wrong with them, sealed.
create table if not exists import_row (
  import_id bigint unsigned not null,
  number int unsigned not null,
  generation smallint unsigned not null,
  parent_hash binary(16) null,
  parent_row int unsigned null,
  state tinyint unsigned not null,
  content mediumblob not null,
  primary key (import_id, number),
  key ix_import_row_order (import_id, state, generation, number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- What only one row of a file may say (a code, a resident ID, a cell of a box), as keyed hashes.
create table if not exists import_key (
  import_id bigint unsigned not null,
  hash binary(16) not null,
  first_row int unsigned not null,
  primary key (import_id, hash)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
