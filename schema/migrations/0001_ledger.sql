-- The ledger, the effects of requests, and who may number things.
create table if not exists ledger_entry (
  entry_id bigint unsigned not null,
  stream_kind tinyint unsigned not null,
  stream_id bigint unsigned not null,
  sequence int unsigned not null,
  what smallint unsigned not null,
  event_time bigint not null,
  entry_time bigint not null,
  actor_id bigint unsigned not null,
  on_behalf_id bigint unsigned not null,
  site_id bigint unsigned not null,
  device_id bigint unsigned not null,
  request_id bigint unsigned not null,
  corrects bigint unsigned not null,
  reason varchar(500) not null,
  algorithm tinyint unsigned not null,
  payload varbinary(16000) not null,
  previous_hash binary(32) not null,
  hash binary(32) not null,
  primary key (entry_id),
  unique key uq_ledger_entry_stream (stream_id, stream_kind, sequence)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists idempotency (
  actor_id bigint unsigned not null,
  idempotency_key varchar(64) character set ascii collate ascii_bin not null,
  input_digest binary(32) not null,
  status smallint unsigned not null,
  answer mediumblob not null,
  created_at bigint not null,
  primary key (actor_id, idempotency_key),
  key ix_idempotency_created_at (created_at)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists node_lease (
  node smallint unsigned not null,
  holder varbinary(16) not null,
  expires_at bigint not null,
  last_id bigint unsigned not null,
  primary key (node)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists key_check (
  purpose varchar(32) character set ascii collate ascii_bin not null,
  check_value varchar(64) character set ascii collate ascii_bin not null,
  primary key (purpose)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
