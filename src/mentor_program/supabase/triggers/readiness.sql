-- What must be known before two people are paired: preferences, wishes, qualifications, the programme's requirements,
-- and who shall never be paired again. The same rule as domain/readiness.py; a test holds the two equal.

create or replace trigger keep_person_row before insert or update on public.peer_mentor_preferences
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_wished_areas
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_qualifications
for each row execute function private.keep_person_row();

create or replace trigger need_consent before insert or update on public.peer_mentor_wished_areas
for each row execute function private.need_consent();

create or replace function private.stamp_qualification() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    new.kind := old.kind;
  end if;
  if new.fulfilled_on > private.today() then
    perform private.refuse('qualification_not_in_future', 'What is fulfilled is dated today or earlier.');
  end if;
  new.recorded_at := now();
  new.recorded_by := auth.uid();
  new.recorded_by_name := private.display_name(new.recorded_by);
  return new;
end $$;

-- Not when only the unit follows the person.
create or replace trigger stamp_qualification before insert or update of kind, fulfilled_on, valid_until on public.peer_mentor_qualifications
for each row execute function private.stamp_qualification();

create or replace function private.keep_exclusion() returns trigger
language plpgsql security definer set search_path = '' as $$
-- The policy then asks whether both units are the caller's, before any key is looked up.
begin
  new.created_at := now();
  new.created_by := auth.uid();
  new.created_by_name := private.display_name(new.created_by);
  new.reason := btrim(new.reason);
  select p.unit_id into new.unit_id from public.peer_mentors p where p.id = new.mentee_id;
  select p.unit_id into new.mentor_unit_id from public.peer_mentors p where p.id = new.mentor_id;
  return new;
end $$;

create or replace trigger keep_exclusion before insert on public.pairing_exclusions
for each row execute function private.keep_exclusion();

create or replace function private.move_facts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.peer_mentor_preferences set unit_id = new.unit_id where peer_mentor_id = new.id;
  update public.peer_mentor_wished_areas set unit_id = new.unit_id where peer_mentor_id = new.id;
  update public.peer_mentor_qualifications set unit_id = new.unit_id where peer_mentor_id = new.id;
  update public.pairing_exclusions set unit_id = new.unit_id where mentee_id = new.id;
  update public.pairing_exclusions set mentor_unit_id = new.unit_id where mentor_id = new.id;
  return null;
end $$;

create or replace trigger move_facts after update of unit_id on public.peer_mentors
for each row when (new.unit_id <> old.unit_id) execute function private.move_facts();

create or replace function private.need_suitable(mentor uuid, mentee uuid, programme uuid) returns void
language plpgsql security definer set search_path = '' as $$
-- Of a new pair. The people are locked, so nobody excludes them meanwhile; what the mentor has fulfilled is locked here.
declare
  required constant text[] := (select g.required_qualifications from public.mentor_programmes g where g.id = programme);
begin
  if exists (
    select from public.pairing_exclusions x
    where (x.mentor_id = mentor and x.mentee_id = mentee) or (x.mentor_id = mentee and x.mentee_id = mentor)
  ) then
    perform private.refuse('never_pair_again', 'The two shall not be paired again.');
  end if;
  perform from public.peer_mentor_qualifications q where q.peer_mentor_id = mentor and q.kind = any (required) for share;
  if exists (
    select from unnest(required) as needed (kind)
    where not exists (
      select from public.peer_mentor_qualifications q
      where q.peer_mentor_id = mentor and q.kind = needed.kind and coalesce(q.valid_until, private.today()) >= private.today()
    )
  ) then
    perform private.refuse('mentor_meets_requirements', 'The mentor does not meet the programme''s requirements.');
  end if;
end $$;

create or replace function private.keep_programme() returns trigger
language plpgsql security definer set search_path = '' as $$
-- Requirements and weights are the whole organisation's: a branch's own programme starts with them and cannot lower them.
declare
  organisation constant uuid := (select u.organisation_id from public.organisation_units u where u.id = new.unit_id);
begin
  if tg_op = 'INSERT' then
    if private.client_acts() then
      select g.required_qualifications, g.match_weights into new.required_qualifications, new.match_weights
      from public.mentor_programmes g where g.unit_id = organisation order by g.created_at, g.id limit 1;
      new.required_qualifications := coalesce(new.required_qualifications, '{}');
      new.match_weights := coalesce(new.match_weights, '{}');
    end if;
  elsif private.client_acts() and not coalesce(organisation = any (private.whole_organisation_ids()), false)
    and (new.required_qualifications, new.match_weights) is distinct from (old.required_qualifications, old.match_weights) then
    raise exception using errcode = 'insufficient_privilege', message = 'Only coordinators of the whole organisation change this.';
  end if;
  if not private.weights_known(new.match_weights) then
    perform private.refuse('match_weights_known', 'Each weight is a whole number from 0 to 100, and one is more than 0.');
  end if;
  return new;
end $$;

create or replace function private.weights_known(weights jsonb) returns boolean
language sql immutable set search_path = '' as $$
-- {part: 0–100} of the parts of domain/scoring.py; a part left out has its default there.
  select case when jsonb_typeof(weights) <> 'object' then false else (
    select coalesce(bool_and(case
        when w.part not in ('distance', 'areas', 'language', 'meeting', 'load', 'experience') then false
        when jsonb_typeof(w.weight) <> 'number' then false
        else w.weight::text ~ '^[0-9]{1,3}$' and w.weight::text::numeric <= 100 end), true)
      and not (count(*) = 6 and bool_and(w.weight = '0'))
    from jsonb_each(weights) as w (part, weight)
  ) end
$$;

create or replace trigger keep_programme before insert or update on public.mentor_programmes
for each row execute function private.keep_programme();
