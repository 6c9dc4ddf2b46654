-- Pairs: who may be paired, which status may follow which, and the columns the server keeps.

create or replace function private.client_acts() returns boolean
language sql stable set search_path = '' as $$
-- Whether a signed-in or anonymous client is behind the statement, also inside definer functions.
  select current_setting('role') in ('authenticated', 'anon')
$$;

create or replace function private.need_people_in_scope(mentor uuid, mentee uuid) returns void
language plpgsql security definer set search_path = '' as $$
-- Asked before anything else, so that a refusal tells nothing about people the caller may not see.
begin
  if private.client_acts() and (
    select count(*) from public.peer_mentors p
    where p.id in (mentor, mentee) and p.unit_id = any (private.unit_ids())
  ) < (case when mentor = mentee then 1 else 2 end) then
    raise exception using errcode = 'insufficient_privilege', message = 'Both people must be in your units.',
      hint = 'people_in_scope';
  end if;
end $$;

create or replace function private.need_people_free(mentor uuid, mentee uuid, takes_new_place boolean) returns void
language plpgsql security definer set search_path = '' as $$
-- Locks both people in one order, then looks: of two coordinators at the same moment the second waits here and is refused.
declare
  m record;
  e record;
begin
  perform from public.peer_mentors p where p.id in (mentor, mentee) order by p.id for update;
  -- Once more: whoever was waited for may have moved one of them out of scope.
  perform private.need_people_in_scope(mentor, mentee);
  select * into strict m from public.peer_mentors p where p.id = mentor;
  select * into strict e from public.peer_mentors p where p.id = mentee;
  if m.mentor_programme_role is distinct from 'mentor' then
    perform private.refuse('mentor_has_mentor_role', 'The mentor does not have the role mentor.');
  end if;
  if e.mentor_programme_role is distinct from 'mentee' then
    perform private.refuse('mentee_has_mentee_role', 'The mentee does not have the role mentee.');
  end if;
  if takes_new_place and e.open_pairings > 0 then
    perform private.refuse('mentee_has_one_open_pairing', 'The mentee is already in an active or paused pair.');
  end if;
  if takes_new_place and m.open_pairings >= m.capacity then
    perform private.refuse('mentor_has_free_place', 'The mentor has no free place.');
  end if;
end $$;

create or replace function private.stamp_pairing() returns trigger
language plpgsql set search_path = '' as $$
-- Invoker on purpose: an earlier time stands only while the owner's import function writes.
begin
  new.created_at := now();
  new.created_by := auth.uid();
  if private.importing() then
    new.imported := true;
    return new;
  end if;
  new.imported := false;
  if new.status <> 'active' then
    perform private.refuse('new_pairing_is_active', 'A new pair is active.');
  end if;
  new.started_at := now();
  new.status_changed_at := now();
  new.last_activity_at := now();
  new.ended_at := null;
  return new;
end $$;

create or replace trigger a_stamp_pairing before insert on public.mentor_pairings
for each row execute function private.stamp_pairing();

create or replace function private.need_cohort_of(cohort uuid, organisation uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if cohort is not null and not exists (
    select from public.cohorts c join public.organisation_units u on u.id = c.unit_id
    where c.id = cohort and u.organisation_id = organisation
  ) then
    perform private.refuse('cohort_of_same_organisation', 'The cohort belongs to another organisation.');
  end if;
end $$;

create or replace function private.prepare_pairing() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  m record;
  e record;
begin
  perform private.need_people_in_scope(new.mentor_id, new.mentee_id);
  if new.mentor_id = new.mentee_id then
    perform private.refuse('mentor_is_not_mentee', 'Nobody can be their own mentor.');
  end if;
  if new.status in ('active', 'paused') then
    perform private.need_people_free(new.mentor_id, new.mentee_id, true);
  end if;
  select * into strict m from public.peer_mentors p where p.id = new.mentor_id;
  select * into strict e from public.peer_mentors p where p.id = new.mentee_id;
  if m.organisation_id <> e.organisation_id then
    perform private.refuse('pairing_in_one_organisation', 'Mentor and mentee belong to different organisations.');
  end if;
  new.unit_id := e.unit_id;
  new.organisation_id := e.organisation_id;
  new.mentor_name := m.display_name;
  new.mentor_sort := m.sort_name;
  new.mentee_name := e.display_name;
  new.mentee_sort := e.sort_name;
  new.cohort_id := coalesce(new.cohort_id, e.cohort_id);
  perform private.need_cohort_of(new.cohort_id, new.organisation_id);
  new.created_by_name := private.display_name(new.created_by);
  new.programme_id := coalesce(
    new.programme_id,
    (select c.programme_id from public.cohorts c where c.id = new.cohort_id),
    (select g.id from public.mentor_programmes g where g.unit_id = e.organisation_id order by g.created_at, g.id limit 1)
  );
  if not exists (
    select from public.mentor_programmes g join public.organisation_units u on u.id = g.unit_id
    where g.id = new.programme_id and u.organisation_id = new.organisation_id
  ) then
    perform private.refuse('programme_of_same_organisation', 'The programme does not belong to the organisation of the pair.');
  end if;
  if not private.importing() then
    perform private.need_suitable(new.mentor_id, new.mentee_id, new.programme_id);
  end if;
  new.version := 1;
  return new;
end $$;

create or replace trigger b_prepare_pairing before insert on public.mentor_pairings
for each row execute function private.prepare_pairing();

create or replace function private.change_pairing() returns trigger
language plpgsql security definer set search_path = '' as $$
-- The same table of changes as domain/pairing.py; a test holds the two equal.
begin
  if (new.mentor_id, new.mentee_id, new.organisation_id, new.created_at, new.created_by, new.started_at, new.imported)
     is distinct from
     (old.mentor_id, old.mentee_id, old.organisation_id, old.created_at, old.created_by, old.started_at, old.imported) then
    perform private.refuse('pairing_origin_is_fixed', 'Who is paired, by whom and since when cannot change.');
  end if;
  if new.cohort_id is distinct from old.cohort_id then
    perform private.need_cohort_of(new.cohort_id, new.organisation_id);
  end if;
  new.version := old.version + 1;
  if new.status = old.status then
    return new;
  end if;
  if (old.status, new.status) not in (
    ('active', 'paused'), ('paused', 'active'), ('active', 'programme_complete'), ('programme_complete', 'active'),
    ('active', 'dissolved'), ('paused', 'dissolved')
  ) then
    perform private.refuse('status_change_not_allowed', format('A pair cannot go from %s to %s.', old.status, new.status));
  end if;
  if new.status = 'programme_complete' and (
    new.milestones_total = 0
    or exists (select from public.pairing_milestones s where s.pairing_id = new.id and s.status <> 'completed')
  ) then
    perform private.refuse('milestones_remain', 'The programme is complete only when every milestone is.');
  end if;
  if old.status = 'programme_complete'
     and not exists (select from public.pairing_milestones s where s.pairing_id = new.id and s.status <> 'completed') then
    perform private.refuse('reopened_by_milestone_only', 'A completed programme is reopened by reopening a milestone.');
  end if;
  if new.status = 'active' then
    perform private.need_people_in_scope(new.mentor_id, new.mentee_id);
    perform private.need_people_free(new.mentor_id, new.mentee_id, old.status not in ('active', 'paused'));
    new.last_activity_at := greatest(old.last_activity_at, now());
  end if;
  new.status_changed_at := now();
  new.ended_at := case when new.status in ('programme_complete', 'dissolved') then now() end;
  return new;
end $$;

create or replace trigger a_change_pairing before update on public.mentor_pairings
for each row execute function private.change_pairing();

create or replace function private.set_deadlines() returns trigger
language plpgsql security definer set search_path = '' as $$
-- When the pair turns amber and red: whole hours, so a change of the clocks alters nothing.
declare
  threshold constant interval := (
    select make_interval(hours => 24 * g.follow_up_after_days) from public.mentor_programmes g where g.id = new.programme_id
  );
begin
  new.follow_up_at := case when new.status = 'active' then new.last_activity_at + threshold end;
  new.stalled_at := case when new.status = 'active' then new.last_activity_at + 2 * threshold end;
  return new;
end $$;

create or replace trigger c_set_deadlines before insert or update on public.mentor_pairings
for each row execute function private.set_deadlines();

create or replace function private.renew_deadlines() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.mentor_pairings set last_activity_at = last_activity_at where programme_id = new.id and status = 'active';
  return null;
end $$;

create or replace trigger renew_deadlines after update of follow_up_after_days on public.mentor_programmes
for each row when (new.follow_up_after_days <> old.follow_up_after_days) execute function private.renew_deadlines();

create or replace function private.count_places() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was_open constant boolean := tg_op <> 'INSERT' and old.status in ('active', 'paused');
  is_open constant boolean := tg_op <> 'DELETE' and new.status in ('active', 'paused');
  change constant integer := is_open::integer - was_open::integer;
  mentor constant uuid := case when tg_op = 'DELETE' then old.mentor_id else new.mentor_id end;
  mentee constant uuid := case when tg_op = 'DELETE' then old.mentee_id else new.mentee_id end;
begin
  if change <> 0 then
    perform from public.peer_mentors p where p.id in (mentor, mentee) order by p.id for update;
    update public.peer_mentors set open_pairings = open_pairings + change where id in (mentor, mentee);
  end if;
  return null;
end $$;

create or replace trigger a_count_places after insert or delete or update of status on public.mentor_pairings
for each row execute function private.count_places();

create or replace function private.copy_milestones() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.pairing_milestones (id, created_at, pairing_id, position, stage, name, due_on, status, completed_by_name, imported)
  select gen_random_uuid(), now(), new.id, t.position, t.stage, t.name,
    (new.started_at at time zone 'Europe/Oslo')::date + t.due_after_days,
    case when t.position = (select min(f.position) from public.programme_milestones f where f.programme_id = t.programme_id)
      then 'in_progress' else 'pending' end, '', false
  from public.programme_milestones t where t.programme_id = new.programme_id;
  perform private.summarise_milestones(new.id);
  return null;
end $$;

create or replace trigger b_copy_milestones after insert on public.mentor_pairings
for each row execute function private.copy_milestones();

create or replace function private.summarise_milestones(pairing uuid) returns void
language sql security definer set search_path = '' as $$
-- Current stage = the stage of the first milestone not completed; of the last one when all are.
  update public.mentor_pairings p
  set milestones_total = s.total, milestones_completed = s.completed, current_stage = s.stage, stage_position = s.position
  from (
    select count(*) as total, count(*) filter (where m.status = 'completed') as completed,
      coalesce(
        (array_agg(m.stage order by m.position) filter (where m.status <> 'completed'))[1],
        (array_agg(m.stage order by m.position desc))[1], '') as stage,
      coalesce(min(m.position) filter (where m.status <> 'completed'), max(m.position), 0) as position
    from public.pairing_milestones m where m.pairing_id = pairing
  ) as s
  where p.id = pairing
    and (p.milestones_total, p.milestones_completed, p.current_stage, p.stage_position)
      is distinct from (s.total, s.completed, s.stage, s.position)
$$;

create or replace function private.check_pairing_whole() returns trigger
language plpgsql security definer set search_path = '' as $$
-- At commit: an ended pair has its reason or all its milestones, a running one has something left to do.
declare
  p record;
begin
  select * into p from public.mentor_pairings where id = new.id;
  if p.status = 'dissolved' and not exists (select from public.pairing_dissolutions d where d.pairing_id = p.id) then
    perform private.refuse('dissolution_needs_reason', 'A pair is dissolved with a reason: insert it into pairing_dissolutions.');
  end if;
  if p.status = 'programme_complete' and (p.milestones_total = 0 or p.milestones_completed < p.milestones_total) then
    perform private.refuse('milestones_remain', 'The programme is complete only when every milestone is.');
  end if;
  if p.status in ('active', 'paused') and p.milestones_total > 0 and p.milestones_completed = p.milestones_total then
    perform private.refuse('milestones_all_completed', 'Every milestone is completed, so the programme is complete.');
  end if;
  return null;
end $$;

drop trigger if exists z_check_pairing_whole on public.mentor_pairings;
create constraint trigger z_check_pairing_whole after insert or update of status on public.mentor_pairings
deferrable initially deferred for each row execute function private.check_pairing_whole();
