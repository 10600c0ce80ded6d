-- Sites, studies, the people who work there, and what they may do.
create table if not exists site (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  code varchar(16) character set ascii collate ascii_bin not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  zone varchar(64) character set ascii collate ascii_bin not null,
  retired tinyint not null,
  primary key (id),
  unique key uq_site_code (code)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists study (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  code varchar(16) character set ascii collate ascii_bin not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  retired tinyint not null,
  primary key (id),
  unique key uq_study_code (code)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists user_account (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  user_name varchar(64) not null,
  display_name varchar(100) not null,
  initials varchar(8) not null,
  home_site_id bigint unsigned null,
  disabled tinyint not null,
  credential_digest binary(32) null,
  badge_code varchar(64) character set ascii collate ascii_bin null,
  primary key (id),
  unique key uq_user_account_user_name (user_name)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists credential (
  user_id bigint unsigned not null,
  password_hash varchar(160) character set ascii collate ascii_bin not null,
  pin_hash varchar(160) character set ascii collate ascii_bin not null,
  change_needed tinyint not null,
  failures int unsigned not null,
  locked_until bigint not null,
  epoch int unsigned not null,
  primary key (user_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists role_grant (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  user_id bigint unsigned not null,
  role varchar(32) character set ascii collate ascii_bin not null,
  site_id bigint unsigned not null,
  study_id bigint unsigned not null,
  active tinyint null,
  primary key (id),
  unique key uq_role_grant_active (user_id, role, site_id, study_id, active),
  constraint fk_role_grant_user foreign key (user_id) references user_account (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists session (
  id bigint unsigned not null,
  version int unsigned not null,
  head_hash binary(32) not null,
  token_digest binary(32) not null,
  csrf_token varchar(64) character set ascii collate ascii_bin not null,
  user_id bigint unsigned not null,
  site_id bigint unsigned not null,
  device_id bigint unsigned not null,
  credential_epoch int unsigned not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint null,
  primary key (id),
  unique key uq_session_token_digest (token_digest),
  key ix_session_user_id (user_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists sign_in_source (
  source varbinary(16) not null,
  failures int unsigned not null,
  window_start bigint not null,
  primary key (source)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;
