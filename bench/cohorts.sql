-- Everybody of bench_cohort, as bench/cohort_load.py copied them there, with triggers off. Each statement ends at a line's end.

create temporary table bench_everybody as
select gen_random_uuid() as id, b.*, u.unit_id, o.organisation_id, o.programme_id, f.name || ' ' || l.name as name
from bench_cohort b
join bench_organisations o on o.number = b.organisation
join bench_units u on u.organisation = b.organisation and u.place = 1 + b.seq % o.units
join bench_firsts f on f.number = (b.seq * 37) % (select count(*) from bench_firsts)
join bench_lasts l on l.number = (b.seq / 7 * 11 + b.seq * 3) % (select count(*) from bench_lasts);

insert into public.peer_mentors
  (id, created_at, user_id, unit_id, organisation_id, display_name, sort_name, mentor_programme_role, capacity, open_pairings,
   availability, municipality_id, updated_at)
select p.id, now() - make_interval(hours => p.seq), gen_random_uuid(), p.unit_id, p.organisation_id, p.name, private.sort_key(p.name),
  p.role, p.capacity, p.open_pairings, 'available', p.place, now()
from bench_everybody p;

insert into public.peer_mentor_contacts (id, created_at, unit_id, peer_mentor_id, email, phone, postal_code)
select gen_random_uuid(), now(), p.unit_id, p.id, 'p' || p.seq || '.' || p.role || p.organisation || '@bench.example', '', ''
from bench_everybody p;

insert into public.peer_mentor_experience_areas (id, created_at, unit_id, peer_mentor_id, area_id)
select gen_random_uuid(), now(), p.unit_id, p.id, a.id
from bench_everybody p join public.experience_areas a on a.position = any (p.areas);

insert into public.peer_mentor_wished_areas (id, created_at, unit_id, peer_mentor_id, area_id)
select gen_random_uuid(), now(), p.unit_id, p.id, a.id
from bench_everybody p join public.experience_areas a on a.position = any (p.wished);

insert into public.peer_mentor_preferences (id, created_at, unit_id, peer_mentor_id, languages, meeting_forms, meeting_times)
select gen_random_uuid(), now(), p.unit_id, p.id, p.languages, p.meeting_forms, p.meeting_times
from bench_everybody p where p.languages <> '{}';

insert into public.peer_mentor_qualifications (id, created_at, unit_id, peer_mentor_id, kind, fulfilled_on, recorded_at, recorded_by_name)
select gen_random_uuid(), now(), p.unit_id, p.id, k.kind, current_date - 30, now(), ''
from bench_everybody p cross join (values ('course'), ('approval'), ('confidentiality')) as k (kind) where p.role = 'mentor';

update public.mentor_programmes set required_qualifications = '{course,approval,confidentiality}';
