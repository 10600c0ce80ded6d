-- A site's few boxes for quarantine and problem tubes are asked for whenever a rule keeps a tube out of its place.
alter table container add key if not exists ix_container_site_id_purpose (site_id, purpose);
