-- What holds for every table and helper at once. The server's own role passes the policies, never the triggers.
grant usage on schema private to authenticated, service_role;
revoke all on all tables in schema public from service_role; -- truncate, for one, passes the triggers
grant select, insert, update, delete on all tables in schema public to service_role;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
-- What policies, triggers that run as the client, and the service's own queries call. The rest is for triggers alone.
grant execute on function
  private.unit_ids(), private.whole_organisation_ids(), private.peer_mentor_id(), private.organisation_ids(), private.own_unit_path(),
  private.counterpart_ids(), private.standing(), private.sort_key(text),
  private.owner_acts(), private.importing(), private.refuse(text, text), private.end_of_day(date),
  private.distance_km(double precision, double precision, double precision, double precision),
  private.record_imported_pairing(jsonb), private.import_places(uuid, text[]), private.known_elsewhere(uuid, jsonb),
  private.finish_import(uuid, uuid[], uuid[], jsonb), private.undo_import(uuid), private.forget_old_imports(),
  private.forget_old_proposals()
to authenticated, service_role;
