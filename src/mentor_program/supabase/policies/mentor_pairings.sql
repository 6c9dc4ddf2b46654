-- mentor_pairings: coordinators of the mentee's unit, and the two people. Only coordinators create and change.
alter table public.mentor_pairings enable row level security;
alter table public.mentor_pairings force row level security;
revoke all on public.mentor_pairings from anon, authenticated;
grant select on public.mentor_pairings to authenticated;
grant insert (mentor_id, mentee_id, unit_id, programme_id, cohort_id, matching_criteria, status, created_by) on public.mentor_pairings to authenticated;
grant update (status, cohort_id) on public.mentor_pairings to authenticated;

drop policy if exists "coordinators in scope and the two people see the pair" on public.mentor_pairings;
create policy "coordinators in scope and the two people see the pair" on public.mentor_pairings for select to authenticated
  -- The first line says nothing new; it tells the planner that a scope may be large, so that it reads lists in order.
  using (organisation_id = any ((select private.whole_organisation_ids())::uuid[])
    or unit_id = any ((select private.unit_ids())::uuid[])
    or mentor_id = (select private.peer_mentor_id())
    or mentee_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators create pairs in their units" on public.mentor_pairings;
create policy "coordinators create pairs in their units" on public.mentor_pairings for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators change pairs of their units" on public.mentor_pairings;
create policy "coordinators change pairs of their units" on public.mentor_pairings for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));
