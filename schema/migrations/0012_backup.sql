-- The house as a whole: one row, which says when a backup of it was last restored.
create table if not exists house (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  backup_taken_at bigint null,
  restored_at bigint null,
  restored_here tinyint not null,
  primary key (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
