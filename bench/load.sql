-- Fills the domain tables as an import would have done it, triggers off. Each statement ends at a line's end.
-- bench_size (people, pairs), bench_units, bench_firsts and bench_lasts are temporary tables that bench/load.py makes.

create temporary table bench_people as
select gen_random_uuid() as id, o.number as organisation, n as seq, u.unit_id,
  case n % 5 when 0 then 'mentee' when 1 then 'mentee' when 2 then 'mentor' when 3 then 'mentor' end as role,
  f.name || ' ' || l.name as name, o.organisation_id, o.cohorts, o.scribe, o.scribe_name, o.programme_id, o.reasons,
  random() as luck
from bench_size s cross join bench_organisations o cross join generate_series(0, s.people - 1) as n
-- A third of the people live in the first county branch and half of those in its first local branch.
join lateral (select case when n % 6 = 0 then 1 when n % 6 = 1 then 2 + n / 6 % 3 else 5 + n / 6 % (o.units - 4) end as place) w on true
join bench_units u on u.organisation = o.number and u.place = w.place
join bench_firsts f on f.number = (n * 37 + o.number) % (select count(*) from bench_firsts)
join bench_lasts l on l.number = (n / 7 * 11 + n * 3 + o.number) % (select count(*) from bench_lasts);

insert into public.peer_mentors
  (id, created_at, user_id, unit_id, organisation_id, display_name, sort_name, mentor_programme_role, capacity, open_pairings,
   availability, paused_until, municipality_id, cohort_id, updated_at)
select p.id, now(), gen_random_uuid(), p.unit_id, p.organisation_id, p.name, private.sort_key(p.name), p.role,
  2 + (p.luck * 2)::integer, 0,
  case when p.seq % 23 = 0 then 'unavailable' when p.seq % 19 = 0 then 'paused' else 'available' end,
  case when p.seq % 23 <> 0 and p.seq % 19 = 0 then current_date + 30 end,
  m.number, p.cohorts[1 + p.seq % 4], now()
from bench_people p join bench_municipalities m on m.place = (p.seq * 13 + p.organisation) % 357;

insert into public.peer_mentor_contacts (id, created_at, unit_id, peer_mentor_id, email, phone, postal_code)
select gen_random_uuid(), now(), p.unit_id, p.id, 'p' || p.seq || '.' || p.organisation || '@bench.example',
  '+47 6805 ' || lpad((p.seq % 10000)::text, 4, '0'), '' from bench_people p;

insert into public.peer_mentor_experience_areas (id, created_at, unit_id, peer_mentor_id, area_id)
select gen_random_uuid(), now(), p.unit_id, p.id, a.id
from bench_people p cross join generate_series(0, 1) as n
join public.experience_areas a on a.position = 1 + (p.seq + n * 7) % 15;

insert into public.peer_mentor_readiness (id, created_at, unit_id, peer_mentor_id, ready)
select gen_random_uuid(), now(), p.unit_id, p.id, (array['now', 'later', 'not'])[1 + p.seq % 3]
from bench_people p where p.seq % 7 = 0;

insert into public.peer_mentor_notes (id, created_at, unit_id, peer_mentor_id, note)
select gen_random_uuid(), now(), p.unit_id, p.id, 'Vil helst treffes på dagtid.' from bench_people p where p.seq % 10 = 0;

create temporary table bench_mentees as
select p.*, row_number() over (partition by organisation order by seq) - 1 as number from bench_people p where role = 'mentee';

create temporary table bench_mentors as
select p.*, row_number() over (partition by organisation order by seq) - 1 as number from bench_people p where role = 'mentor';

create unique index on bench_mentees (organisation, number);

create unique index on bench_mentors (organisation, number);

analyze bench_mentees;

analyze bench_mentors;

-- Each mentee has had several pairs; the first round is still open for five of six. Some mentors have two open pairs.
create temporary table bench_pairs as
with planned as (
  select o.number as organisation, k, k % z.mentees as mentee, k / z.mentees as round,
    (k * 7919 + k / z.mentees * 977) % z.mentors as mentor, random() as luck, random() as quiet, random() as age
  from bench_size s cross join bench_organisations o
  cross join lateral (
    select s.people * 2 / 5 as mentees, s.people * 2 / 5 as mentors
  ) as z
  cross join generate_series(0, s.pairs - 1) as k
), judged as (
  select planned.*,
    case when round = 0 and luck < 0.75 then 'active' when round = 0 and luck < 0.83 then 'paused'
      when luck < (case when round = 0 then 0.93 else 0.6 end) then 'programme_complete' else 'dissolved' end as status,
    case when quiet < 0.55 then 1.2 + 11.8 * age when quiet < 0.8 then 14.5 + 13 * age else 29 + 200 * age end as quiet_days
  from planned
), aged as (
  select judged.*,
    case when status = 'programme_complete' then 10 else floor(luck * 7919)::integer % 10 end as completed,
    case when round = 0 then quiet_days else quiet_days + 60 + 400 * round end as days_ago
  from judged
)
select gen_random_uuid() as id, a.status, a.completed, e.id as mentee_id, m.id as mentor_id, e.unit_id, e.organisation_id,
  e.name as mentee_name, m.name as mentor_name, e.programme_id, e.cohorts[1 + a.round % 4] as cohort_id, e.scribe, e.scribe_name,
  e.reasons[1 + (a.k % 10)::integer] as reason_id,
  date_trunc('second', now() - make_interval(secs => 86400 * a.days_ago)) as last_at,
  date_trunc('second', now() - make_interval(secs => 86400 * (a.days_ago + 20 + 33 * a.completed))) as started_at
from aged a
join bench_mentees e on e.organisation = a.organisation and e.number = a.mentee
join bench_mentors m on m.organisation = a.organisation and m.number = a.mentor - case when a.mentor % 10 < 4 then a.mentor % 2 else 0 end;

create temporary table bench_steps as
select p.id as pairing_id, p.started_at, p.scribe, p.scribe_name, t.position, t.stage, t.name, t.due_after_days,
  t.position <= p.completed as done,
  t.position = p.completed + 1 as current,
  date_trunc('second', p.started_at + (p.last_at - p.started_at) * t.position / (p.completed + (p.status <> 'programme_complete')::integer)) as completed_at
from bench_pairs p join public.programme_milestones t on t.programme_id = p.programme_id;

insert into public.pairing_milestones
  (id, created_at, pairing_id, position, stage, name, due_on, status, completed_at, completed_by, completed_by_name, imported)
select gen_random_uuid(), now(), s.pairing_id, s.position, s.stage, s.name,
  (s.started_at at time zone 'Europe/Oslo')::date + s.due_after_days,
  case when s.done then 'completed' when s.current then 'in_progress' else 'pending' end,
  case when s.done then s.completed_at end, case when s.done then s.scribe end, case when s.done then s.scribe_name else '' end, s.done
from bench_steps s;

create temporary table bench_contacts as
select p.id as pairing_id, p.scribe, p.scribe_name, c.occurred_on, c.form
from bench_pairs p, lateral (values
  (((p.started_at + (p.last_at - p.started_at) / 2) at time zone 'Europe/Oslo')::date, 'meeting'),
  ((p.last_at at time zone 'Europe/Oslo')::date, 'phone')) as c (occurred_on, form);

insert into public.pairing_activities
  (id, created_at, pairing_id, occurred_on, form, minutes, note, recorded_by, recorded_by_name, imported)
select gen_random_uuid(), now(), c.pairing_id, c.occurred_on, c.form, 45, 'Avtalte neste møte.', c.scribe, c.scribe_name, true
from bench_contacts c;

-- When the status last changed: with the last milestone, or at the end of the last contact's day.
alter table bench_pairs add column changed_at timestamptz;

update bench_pairs p set changed_at = case p.status
  when 'active' then p.started_at
  else private.end_of_day((p.last_at at time zone 'Europe/Oslo')::date) end
where p.status <> 'programme_complete';

update bench_pairs p set changed_at = s.completed_at from bench_steps s
where p.status = 'programme_complete' and s.pairing_id = p.id and s.position = 10;

insert into public.pairing_dissolutions
  (id, created_at, pairing_id, reason_id, initiated_by, note, mentor_readiness, mentee_readiness, dissolved_at, dissolved_by,
   dissolved_by_name, imported)
select gen_random_uuid(), now(), p.id, p.reason_id, 'mentee', '', 'now', 'later', p.changed_at, p.scribe, p.scribe_name, true
from bench_pairs p where p.status = 'dissolved';

insert into public.mentor_pairings
  (id, created_at, unit_id, organisation_id, programme_id, cohort_id, mentor_id, mentee_id, mentor_name, mentee_name, mentor_sort,
   mentee_sort, status, matching_criteria, created_by, created_by_name, started_at, status_changed_at, ended_at, last_activity_at,
   follow_up_at, stalled_at, current_stage, stage_position, milestones_completed, milestones_total, imported, version)
select p.id, now(), p.unit_id, p.organisation_id, p.programme_id, p.cohort_id, p.mentor_id, p.mentee_id, p.mentor_name, p.mentee_name,
  private.sort_key(p.mentor_name), private.sort_key(p.mentee_name), p.status, '{}', p.scribe, p.scribe_name, p.started_at, p.changed_at,
  case when p.status in ('programme_complete', 'dissolved') then p.changed_at end, a.last_activity_at,
  case when p.status = 'active' then a.last_activity_at + make_interval(hours => 24 * g.follow_up_after_days) end,
  case when p.status = 'active' then a.last_activity_at + make_interval(hours => 48 * g.follow_up_after_days) end,
  t.stage, t.position, p.completed, 10, true, 1
from bench_pairs p
join public.mentor_programmes g on g.id = p.programme_id
join public.programme_milestones t on t.programme_id = p.programme_id and t.position = least(p.completed + 1, 10)
-- Every milestone was completed before the day of the last contact ended.
cross join lateral (select private.end_of_day((p.last_at at time zone 'Europe/Oslo')::date) as last_activity_at) as a;

insert into public.pairing_events (id, created_at, pairing_id, kind, occurred_at, actor_id, actor_name, detail, imported, line)
select gen_random_uuid(), now(), e.pairing_id, e.kind, e.occurred_at, e.scribe, e.scribe_name, e.detail, true, nextval('private.pairing_event_line')
from (
  select p.id as pairing_id, 'created' as kind, p.started_at as occurred_at, '{}'::jsonb as detail, p.scribe, p.scribe_name
  from bench_pairs p
  union all
  select p.id, p.status, p.changed_at, '{}', p.scribe, p.scribe_name from bench_pairs p where p.status <> 'active'
  union all
  select s.pairing_id, 'milestone_completed', s.completed_at,
    jsonb_build_object('milestone', s.name, 'position', s.position), s.scribe, s.scribe_name
  from bench_steps s where s.done
  union all
  select c.pairing_id, 'contact_recorded', private.end_of_day(c.occurred_on),
    jsonb_build_object('form', c.form, 'occurred_on', c.occurred_on), c.scribe, c.scribe_name
  from bench_contacts c
) as e;

update public.peer_mentors p set open_pairings = o.open
from (
  select person, count(*) as open
  from bench_pairs b cross join lateral (values (b.mentor_id), (b.mentee_id)) as who (person)
  where b.status in ('active', 'paused') group by person
) as o where p.id = o.person;
