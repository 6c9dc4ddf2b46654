-- Imports of spreadsheets: where people land, what an import wrote, and taking all of it back.

create or replace function private.import_places(unit uuid, numbers text[])
returns table (municipality text, unit_id uuid, unit_name text, steered boolean)
language sql stable security definer set search_path = '' as $$
-- The unit of the importer's organisation that covers each municipality: a local branch, else the county's branch.
  with mine as (select private.unit_ids() as ids),
  root as (select u.organisation_id as id from public.organisation_units u, mine where u.id = unit and u.id = any (mine.ids))
  select m.number, found.id, found.name, found.id = any (mine.ids)
  from mine, root, public.municipalities m
  cross join lateral (
    select u.id, u.name from public.organisation_units u
    left join public.organisation_unit_municipalities c on c.unit_id = u.id and c.municipality_id = m.number
    where u.organisation_id = root.id and (c.id is not null or (u.kind = 'county_branch' and u.county_id = m.county_id))
    order by c.id is null, u.kind <> 'local_branch', not u.id = any (mine.ids), u.created_at, u.id
    limit 1
  ) as found
  where m.number = any (numbers)
$$;

create or replace function private.known_elsewhere(unit uuid, stated jsonb) returns integer[]
language sql stable security definer set search_path = '' as $$
-- Which of the stated people [{place, email, name, phone}] the importer's organisation knows outside the importer's
-- units. Only the places: nothing is told about those people but that they are there.
  with mine as (select private.unit_ids() as ids),
  root as (select u.organisation_id as id from public.organisation_units u, mine where u.id = unit and u.id = any (mine.ids))
  select coalesce(array_agg(distinct s.place), '{}')
  from mine, root, jsonb_to_recordset(stated) as s (place integer, email text, name text, phone text)
  join public.peer_mentor_contacts c on (s.email <> '' and lower(c.email) = s.email) or (s.phone <> '' and c.phone = s.phone)
  join public.peer_mentors p on p.id = c.peer_mentor_id
  where p.organisation_id = root.id and not p.unit_id = any (mine.ids) and (
    p.sort_name = private.sort_key(s.name)
    or (lower(c.email) = s.email and split_part(lower(p.display_name), ' ', 1) = split_part(lower(s.name), ' ', 1))
  )
$$;

create or replace function private.person_state(people uuid[]) returns table (id uuid, state text)
language sql stable security definer set search_path = '' as $$
-- A fingerprint of each person with everything stored about them; places in pairs are part of it. What is not there
-- leaves no trace, so that fingerprints taken before there was a place for it still hold.
  select p.id, md5(concat_ws('|', to_jsonb(p) - 'updated_at', to_jsonb(c), to_jsonb(n) - 'id', r.ready,
    exists (select from public.peer_mentor_consents s where s.peer_mentor_id = p.id),
    (select count(*) from public.mentor_pairings m where p.id in (m.mentor_id, m.mentee_id)),
    (select string_agg(e.area_id::text, ',' order by e.area_id) from public.peer_mentor_experience_areas e where e.peer_mentor_id = p.id),
    (select (f.languages, f.meeting_forms, f.meeting_times)::text from public.peer_mentor_preferences f where f.peer_mentor_id = p.id),
    (select string_agg(a.area_id::text, ',' order by a.area_id) from public.peer_mentor_wished_areas a where a.peer_mentor_id = p.id),
    (select string_agg((q.kind, q.fulfilled_on, q.valid_until)::text, ',' order by q.kind)
      from public.peer_mentor_qualifications q where q.peer_mentor_id = p.id),
    (select string_agg(x.id::text, ',' order by x.id) from public.pairing_exclusions x where p.id in (x.mentor_id, x.mentee_id))))
  from public.peer_mentors p
  left join public.peer_mentor_contacts c on c.peer_mentor_id = p.id
  left join public.peer_mentor_notes n on n.peer_mentor_id = p.id
  left join public.peer_mentor_readiness r on r.peer_mentor_id = p.id
  where p.id = any (people)
$$;

create or replace function private.pair_state(pairs uuid[]) returns table (id uuid, state text)
language sql stable security definer set search_path = '' as $$
-- A fingerprint of each pair: whatever is done to it writes a line of history, except a change of cohort.
  select m.id, md5(concat_ws('|', m.status, m.cohort_id,
    (select count(*) from public.pairing_events e where e.pairing_id = m.id)))
  from public.mentor_pairings m where m.id = any (pairs)
$$;

create or replace function private.finish_import(import uuid, people uuid[], pairs uuid[], changed jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
-- Notes what this transaction wrote for the import, forgets the uploaded file and says that the import is finished.
-- `changed` is [{id, previous}]. False when the import is not the caller's, or somebody else has gone on with it.
declare
  mine constant uuid[] := private.unit_ids();
  i record;
begin
  select * into i from public.imports where id = import and created_by = auth.uid() and unit_id = any (mine)
    and status = 'writing' for update;
  if not found then
    return false;
  end if;
  if exists (select from public.peer_mentors p where p.id = any (people) and not (p.created_at = now() and p.unit_id = any (mine)))
     or exists (select from public.mentor_pairings m where m.id = any (pairs) and not (m.created_at = now() and m.imported and m.unit_id = any (mine)))
     or exists (
       select from public.peer_mentors p, jsonb_array_elements(changed) as line
       where p.id = (line ->> 'id')::uuid and not p.unit_id = any (mine)
     ) then
    perform private.refuse('import_notes_its_own', 'An import notes only what it wrote itself.');
  end if;
  insert into public.import_items (id, created_at, source_id, unit_id, created_by, kind, record_id, state, previous)
  select gen_random_uuid(), now(), i.id, i.unit_id, i.created_by, w.kind, w.id, w.state, w.previous
  from (
    select 'new_person' as kind, s.id, s.state, null::jsonb as previous from private.person_state(people) as s
    union all
    select 'new_pair', s.id, s.state, null from private.pair_state(pairs) as s
    union all
    select 'changed', s.id, s.state, line -> 'previous'
    from jsonb_array_elements(changed) as line
    join private.person_state(array(select (value ->> 'id')::uuid from jsonb_array_elements(changed))) as s
      on s.id = (line ->> 'id')::uuid
  ) as w;
  update public.imports set status = 'finished', finished_at = now(), content = null, run = null where id = i.id;
  return true;
end $$;

create or replace function private.import_changes(import uuid)
returns table (kind text, record_id uuid, name text)
language sql stable security definer set search_path = '' as $$
-- What has changed since the import, of all it wrote; empty when it can be undone.
  select w.kind, w.record_id, coalesce(p.display_name, m.mentor_name || ' – ' || m.mentee_name, '')
  from public.import_items w
  left join public.peer_mentors p on p.id = w.record_id
  left join public.mentor_pairings m on m.id = w.record_id
  left join private.person_state(array(
    select o.record_id from public.import_items o where o.source_id = import and o.kind <> 'new_pair')) as s on s.id = w.record_id
  left join private.pair_state(array(
    select o.record_id from public.import_items o where o.source_id = import and o.kind = 'new_pair')) as t on t.id = w.record_id
  where w.source_id = import and w.state is distinct from coalesce(s.state, t.state)
$$;

create or replace function private.restore_people(import uuid) returns void
language plpgsql security definer set search_path = '' as $$
-- Makes the people that an import changed what they were before.
begin
  update public.peer_mentors p
  set display_name = o.display_name, mentor_programme_role = o.mentor_programme_role, capacity = o.capacity,
    availability = o.availability, paused_until = o.paused_until, municipality_id = o.municipality_id, cohort_id = o.cohort_id
  from public.import_items w, jsonb_to_record(w.previous) as o (
    display_name text, mentor_programme_role text, capacity integer, availability text, paused_until date,
    municipality_id text, cohort_id uuid)
  where w.source_id = import and w.kind = 'changed' and p.id = w.record_id;
  update public.peer_mentor_contacts c set email = o.email, phone = o.phone, postal_code = o.postal_code
  from public.import_items w, jsonb_to_record(w.previous) as o (email text, phone text, postal_code text)
  where w.source_id = import and w.kind = 'changed' and c.peer_mentor_id = w.record_id;
  update public.peer_mentor_notes n set note = w.previous ->> 'note' from public.import_items w
  where w.source_id = import and w.kind = 'changed' and n.peer_mentor_id = w.record_id and w.previous ->> 'note' <> '';
  delete from public.peer_mentor_notes n using public.import_items w
  where w.source_id = import and w.kind = 'changed' and n.peer_mentor_id = w.record_id and w.previous ->> 'note' = '';
  -- Who had said nothing about meeting before has no such row again.
  update public.peer_mentor_preferences f
  set meeting_forms = array(select jsonb_array_elements_text(w.previous -> 'meeting_forms')) from public.import_items w
  where w.source_id = import and w.kind = 'changed' and f.peer_mentor_id = w.record_id
    and jsonb_typeof(w.previous -> 'meeting_forms') = 'array';
  delete from public.peer_mentor_preferences f using public.import_items w
  where w.source_id = import and w.kind = 'changed' and f.peer_mentor_id = w.record_id
    and jsonb_typeof(w.previous -> 'meeting_forms') = 'null';
  delete from public.peer_mentor_experience_areas e using public.import_items w
  where w.source_id = import and w.kind = 'changed' and e.peer_mentor_id = w.record_id
    and e.area_id::text not in (select jsonb_array_elements_text(w.previous -> 'area_ids'));
  delete from public.peer_mentor_consents s using public.import_items w
  where w.source_id = import and w.kind = 'changed' and s.peer_mentor_id = w.record_id and not (w.previous ->> 'consents')::boolean;
end $$;

create or replace function private.undo_import(import uuid) returns text[]
language plpgsql security definer set search_path = '' as $$
-- Takes back all that the import wrote and returns '{}'; or returns the names of what has changed since, and takes
-- back nothing. Only the coordinator whose import it was may ask, and only while all of it is in scope.
declare
  mine constant uuid[] := private.unit_ids();
  i record;
  people uuid[];
  pairs uuid[];
  names text[];
begin
  select * into i from public.imports where id = import and created_by = auth.uid() and unit_id = any (mine) for update;
  if not found then
    raise exception using errcode = 'insufficient_privilege', message = 'Only the coordinator who imported undoes it.';
  end if;
  if i.status <> 'finished' then
    perform private.refuse('import_is_undone', 'Only a finished import can be undone, and only once.');
  end if;
  perform from public.peer_mentors p join public.import_items w on w.record_id = p.id
  where w.source_id = import order by p.id for update of p;
  perform from public.mentor_pairings m join public.import_items w on w.record_id = m.id
  where w.source_id = import order by m.id for update of m;
  select array_agg(distinct c.name order by c.name) into names from private.import_changes(import) as c;
  if names is not null then
    return names;
  end if;
  if exists (
    select from public.import_items w join public.peer_mentors p on p.id = w.record_id
    where w.source_id = import and not p.unit_id = any (mine)
  ) then
    raise exception using errcode = 'insufficient_privilege', message = 'Not everything it wrote is in your units.';
  end if;
  people := array(select w.record_id from public.import_items w where w.source_id = import and w.kind = 'new_person');
  pairs := array(select w.record_id from public.import_items w where w.source_id = import and w.kind = 'new_pair');
  -- The pair first: lines that are written once go only together with it.
  delete from public.mentor_pairings where id = any (pairs);
  delete from public.pairing_dissolutions where pairing_id = any (pairs);
  delete from public.pairing_activities where pairing_id = any (pairs);
  delete from public.pairing_milestones where pairing_id = any (pairs);
  delete from public.pairing_events where pairing_id = any (pairs);
  delete from public.peer_mentor_consents where peer_mentor_id = any (people);
  delete from public.peer_mentor_experience_areas where peer_mentor_id = any (people);
  delete from public.peer_mentor_notes where peer_mentor_id = any (people);
  delete from public.peer_mentor_readiness where peer_mentor_id = any (people);
  delete from public.peer_mentor_contacts where peer_mentor_id = any (people);
  delete from public.peer_mentor_preferences where peer_mentor_id = any (people);
  delete from public.peer_mentor_wished_areas where peer_mentor_id = any (people);
  delete from public.peer_mentor_qualifications where peer_mentor_id = any (people);
  delete from public.peer_mentors where id = any (people);
  perform private.restore_people(import);
  delete from public.import_items where source_id = import;
  update public.imports set status = 'undone', undone_at = now(), faults = '[]', items = '[]' where id = import;
  return '{}';
end $$;

create or replace function private.forget_old_imports() returns void
language sql security definer set search_path = '' as $$
-- What was uploaded and never imported goes after a week, and so does what is told about single rows.
  delete from public.imports where status not in ('finished', 'undone') and created_at < now() - interval '7 days';
  update public.imports set faults = '[]', items = '[]'
  where finished_at < now() - interval '7 days' and (faults <> '[]' or items <> '[]');
$$;
