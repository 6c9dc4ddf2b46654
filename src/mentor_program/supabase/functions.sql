-- Helpers that policies and triggers share. Each reads as the owner (security definer), finds nothing by search_path,
-- and may be called by signed-in clients only. Policies call them as init plans, once per statement.

create or replace function private.unit_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- Units the caller coordinates, descendants included; empty for everyone else.
begin
  return coalesce((
    with recursive scope as (
      select c.unit_id as id from public.coordinators c where c.user_id = auth.uid()
      union
      select u.id from public.organisation_units u join scope on u.parent_id = scope.id
    )
    select array_agg(scope.id) from scope
  ), '{}');
end $$;

create or replace function private.whole_organisation_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- Organisations the caller coordinates as a whole: all their units are among private.unit_ids().
begin
  return array(
    select u.id from public.coordinators c join public.organisation_units u on u.id = c.unit_id
    where c.user_id = auth.uid() and u.parent_id is null
  );
end $$;

create or replace function private.peer_mentor_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- The caller's own row in peer_mentors, or null.
begin
  return (select p.id from public.peer_mentors p where p.user_id = auth.uid());
end $$;

create or replace function private.organisation_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- Organisations the caller belongs to, as coordinator or as a person.
begin
  return coalesce((
    select array_agg(mine.organisation_id) from (
      select u.organisation_id from public.coordinators c join public.organisation_units u on u.id = c.unit_id
      where c.user_id = auth.uid()
      union
      select p.organisation_id from public.peer_mentors p where p.user_id = auth.uid()
    ) as mine
  ), '{}');
end $$;

create or replace function private.own_unit_path() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- The caller's own unit and the units above it: whose coordinators to ask.
begin
  return coalesce((
    with recursive path as (
      select p.unit_id as id from public.peer_mentors p where p.user_id = auth.uid()
      union
      select u.parent_id from public.organisation_units u join path on u.id = path.id where u.parent_id is not null
    )
    select array_agg(path.id) from path
  ), '{}');
end $$;

create or replace function private.counterpart_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- The other person of each of the caller's active or paused pairs.
declare
  me constant uuid := private.peer_mentor_id();
begin
  return coalesce((
    select array_agg(other) from (
      select mentee_id as other from public.mentor_pairings where mentor_id = me and status in ('active', 'paused')
      union
      select mentor_id from public.mentor_pairings where mentee_id = me and status in ('active', 'paused')
    ) as others
  ), '{}');
end $$;

create or replace function private.display_name(person uuid) returns text
language plpgsql stable parallel safe security definer set search_path = '' as $$
-- What history calls a user: the coordinator's name, else the person's, else nothing.
begin
  return coalesce(
    (select c.display_name from public.coordinators c where c.user_id = person order by c.created_at limit 1),
    (select p.display_name from public.peer_mentors p where p.user_id = person),
    ''
  );
end $$;

create or replace function private.standing() returns table (
  unit_ids uuid[], organisation_ids uuid[], peer_mentor_id uuid, mentor_programme_role text, display_name text
) language sql stable security definer set search_path = '' as $$
-- All that a page asks about its reader, in one go.
  select private.unit_ids(), private.organisation_ids(), p.id, p.mentor_programme_role, private.display_name(auth.uid())
  from (select auth.uid() as id) as me left join public.peer_mentors p on p.user_id = me.id
$$;

create or replace function private.sort_key(name text) returns text
language sql immutable parallel safe set search_path = '' as $$
-- Norwegian alphabetical order as plain bytes ("C" collation), on servers with and without ICU:
-- æ ø å after z, aa as å, ä as æ, ö as ø, other accents as their letter.
  select translate(
    replace(lower(translate(name, 'ÆØÅÄÖÉÈÊËÁÀÂÜÚÓÒÔÍÏÇÑÐŠŽČŊĐŦ', 'æøåäöéèêëáàâüúóòôíïçñðšžčŋđŧ')), 'aa', 'å'),
    'æäøöåéèêëáàâãüúùóòôõíìïçñðšžčŋđŧ-''.',
    '{{||}eeeeaaaauuuooooiiicndszcndt '
  )
$$;

create or replace function private.owner_acts() returns boolean
language sql stable set search_path = '' as $$
-- True inside the owner's definer functions, never for a client's own statement: an invoker function on purpose.
  select current_user::name = (select pg_catalog.pg_get_userbyid(n.nspowner) from pg_catalog.pg_namespace n where n.nspname = 'private')
$$;

create or replace function private.importing() returns boolean
language sql stable set search_path = '' as $$
-- True only while private.record_imported_pairing writes: there alone may an earlier time be stated.
  select private.owner_acts() and coalesce(current_setting('mentor_program.importing', true), '') = 'on'
$$;

create or replace function private.refuse(rule text, sentence text) returns void
language plpgsql set search_path = '' as $$
-- Every broken rule reaches the client as a check violation that names the rule.
begin
  raise exception using errcode = 'check_violation', constraint = rule, message = sentence, hint = rule;
end $$;

create or replace function private.end_of_day(day date) returns timestamptz
language sql stable parallel safe set search_path = '' as $$
-- A contact is dated, not timed: it counts until the last second of its day in Oslo, but never in the future.
  select least(now(), ((day + 1)::timestamp at time zone 'Europe/Oslo') - interval '1 second')
$$;

create or replace function private.today() returns date
language sql stable parallel safe set search_path = '' as $$
-- Today in Oslo, wherever the server stands.
  select (now() at time zone 'Europe/Oslo')::date
$$;
