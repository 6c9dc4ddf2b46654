-- peer_mentors: coordinators in scope, and oneself. The other person of a pair is named on the pair, not here.
alter table public.peer_mentors enable row level security;
alter table public.peer_mentors force row level security;
revoke all on public.peer_mentors from anon, authenticated;
grant select on public.peer_mentors to authenticated;
grant insert (id, user_id, unit_id, display_name, mentor_programme_role, capacity, availability, paused_until, municipality_id, cohort_id) on public.peer_mentors to authenticated;
grant update (user_id, unit_id, display_name, mentor_programme_role, capacity, availability, paused_until, municipality_id, cohort_id) on public.peer_mentors to authenticated;

drop policy if exists "coordinators in scope and the person" on public.peer_mentors;
create policy "coordinators in scope and the person" on public.peer_mentors for select to authenticated
  -- The first line says nothing new; it tells the planner that a scope may be large (see mentor_pairings.sql).
  using (organisation_id = any ((select private.whole_organisation_ids())::uuid[])
    or unit_id = any ((select private.unit_ids())::uuid[])
    or id = (select private.peer_mentor_id()));

drop policy if exists "coordinators add people to their units" on public.peer_mentors;
create policy "coordinators add people to their units" on public.peer_mentors for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators edit people of their units" on public.peer_mentors;
create policy "coordinators edit people of their units" on public.peer_mentors for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));
