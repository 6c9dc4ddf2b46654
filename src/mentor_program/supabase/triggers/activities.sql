-- Contacts and endings: stamped by the server, and the pair follows.

create or replace function private.stamp_activity() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.created_at := now();
  new.recorded_by := auth.uid();
  new.imported := private.importing();
  new.occurred_on := coalesce(new.occurred_on, (now() at time zone 'Europe/Oslo')::date);
  if new.occurred_on > (now() at time zone 'Europe/Oslo')::date then
    perform private.refuse('contact_not_in_future', 'A contact is dated today or earlier.');
  end if;
  return new;
end $$;

create or replace trigger a_stamp_activity before insert on public.pairing_activities
for each row execute function private.stamp_activity();

create or replace function private.check_activity() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p record;
begin
  new.recorded_by_name := private.display_name(new.recorded_by);
  select * into p from public.mentor_pairings where id = new.pairing_id for update;
  if private.client_acts() and (p.id is null or not (
    p.unit_id = any (private.unit_ids()) or p.mentor_id is not distinct from private.peer_mentor_id()
  )) then
    raise exception using errcode = 'insufficient_privilege', message = 'Only the mentor and coordinators record contact.';
  end if;
  if p.status not in ('active', 'paused') and not (p.imported and p.created_at = now()) then
    perform private.refuse('contact_while_open', 'Contact is recorded while the pair is active or paused.');
  end if;
  if not new.imported and new.occurred_on < (p.started_at at time zone 'Europe/Oslo')::date then
    perform private.refuse('contact_before_pairing', 'A contact is dated on the day the pair started or later.');
  end if;
  return new;
end $$;

create or replace trigger b_check_activity before insert on public.pairing_activities
for each row execute function private.check_activity();

create or replace function private.note_activity() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.mentor_pairings p
  set last_activity_at = greatest(p.last_activity_at, private.end_of_day(new.occurred_on))
  where p.id = new.pairing_id and p.last_activity_at < private.end_of_day(new.occurred_on);
  return null;
end $$;

create or replace trigger b_note_activity after insert on public.pairing_activities
for each row execute function private.note_activity();

create or replace function private.stamp_dissolution() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.created_at := now();
  new.dissolved_by := auth.uid();
  new.imported := private.importing();
  if not new.imported then
    new.dissolved_at := now();
  end if;
  if new.initiated_by = 'unknown' and not new.imported then
    perform private.refuse('dissolution_needs_initiator', 'Say who asked for the pair to end.');
  end if;
  return new;
end $$;

create or replace trigger a_stamp_dissolution before insert on public.pairing_dissolutions
for each row execute function private.stamp_dissolution();

create or replace function private.check_dissolution() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p record;
begin
  new.dissolved_by_name := private.display_name(new.dissolved_by);
  select * into p from public.mentor_pairings where id = new.pairing_id for update;
  if private.client_acts() and (p.id is null or not p.unit_id = any (private.unit_ids())) then
    raise exception using errcode = 'insufficient_privilege', message = 'Only coordinators dissolve pairs.';
  end if;
  if not exists (
    select from public.dissolution_reasons r join public.organisation_units u on u.id = r.unit_id
    where r.id = new.reason_id and u.organisation_id = p.organisation_id and (r.active or new.imported)
  ) then
    perform private.refuse('reason_of_same_organisation', 'The reason is not on the organisation''s list.');
  end if;
  if p.status in ('active', 'paused') or (p.status = 'dissolved' and p.status_changed_at = now())
     or (p.imported and p.created_at = now()) then
    return new;
  end if;
  perform private.refuse('dissolved_while_open', 'Only an active or paused pair can be dissolved.');
  return null;
end $$;

create or replace trigger b_check_dissolution before insert on public.pairing_dissolutions
for each row execute function private.check_dissolution();

create or replace function private.dissolve_pairing() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.mentor_pairings set status = 'dissolved' where id = new.pairing_id and status <> 'dissolved';
  if not new.imported then
    insert into public.peer_mentor_readiness (id, created_at, peer_mentor_id, ready)
    select gen_random_uuid(), now(), person.id, person.ready
    from public.mentor_pairings p, lateral (values (p.mentor_id, new.mentor_readiness), (p.mentee_id, new.mentee_readiness)) as person (id, ready)
    where p.id = new.pairing_id
    on conflict (peer_mentor_id) do update set ready = excluded.ready;
  end if;
  return null;
end $$;

create or replace trigger b_dissolve_pairing after insert on public.pairing_dissolutions
for each row execute function private.dissolve_pairing();

create or replace function private.keep_as_written() returns trigger
language plpgsql set search_path = '' as $$
-- Lines of these tables are never changed, and go only together with their pair (an undone import).
begin
  if tg_op = 'DELETE' and not exists (select from public.mentor_pairings p where p.id = old.pairing_id) then
    return old;
  end if;
  perform private.refuse('written_once', 'This line cannot be changed or deleted.');
  return null;
end $$;

create or replace trigger keep_as_written before update or delete on public.pairing_dissolutions
for each row execute function private.keep_as_written();
create or replace trigger keep_as_written before update or delete on public.pairing_activities
for each row execute function private.keep_as_written();
create or replace trigger keep_as_written before update or delete on public.pairing_events
for each row execute function private.keep_as_written();
