-- cohorts: read in the organisation's units in scope or one's own; changed by coordinators.
alter table public.cohorts enable row level security;
alter table public.cohorts force row level security;
revoke all on public.cohorts from anon, authenticated;
grant select on public.cohorts to authenticated;
grant insert (unit_id, programme_id, name, starts_on) on public.cohorts to authenticated;
grant update (name, starts_on) on public.cohorts to authenticated;

drop policy if exists "coordinators and members of the unit see its cohorts" on public.cohorts;
create policy "coordinators and members of the unit see its cohorts" on public.cohorts for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or unit_id = any ((select private.own_unit_path())::uuid[]));

drop policy if exists "coordinators add cohorts to their units" on public.cohorts;
create policy "coordinators add cohorts to their units" on public.cohorts for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]) and exists (
    select from public.mentor_programmes g where g.id = programme_id
  ));

drop policy if exists "coordinators change cohorts of their units" on public.cohorts;
create policy "coordinators change cohorts of their units" on public.cohorts for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));
