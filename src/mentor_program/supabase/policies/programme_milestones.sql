-- programme_milestones: the template is read with its programme and changed by the coordinators of its unit.
alter table public.programme_milestones enable row level security;
alter table public.programme_milestones force row level security;
revoke all on public.programme_milestones from anon, authenticated;
grant select on public.programme_milestones to authenticated;
grant insert (programme_id, position, stage, name, due_after_days) on public.programme_milestones to authenticated;
grant update (position, stage, name, due_after_days) on public.programme_milestones to authenticated;
grant delete on public.programme_milestones to authenticated;

drop policy if exists "whoever sees the programme sees its template" on public.programme_milestones;
create policy "whoever sees the programme sees its template" on public.programme_milestones for select to authenticated
  using (exists (
    select from public.mentor_programmes g where g.id = programme_id
  ));

drop policy if exists "coordinators add milestones to their templates" on public.programme_milestones;
create policy "coordinators add milestones to their templates" on public.programme_milestones for insert to authenticated
  with check (exists (
    select from public.mentor_programmes g where g.id = programme_id and g.unit_id = any ((select private.unit_ids())::uuid[])
  ));

drop policy if exists "coordinators change milestones of their templates" on public.programme_milestones;
create policy "coordinators change milestones of their templates" on public.programme_milestones for update to authenticated
  using (exists (
    select from public.mentor_programmes g where g.id = programme_id and g.unit_id = any ((select private.unit_ids())::uuid[])
  ))
  with check (exists (
    select from public.mentor_programmes g where g.id = programme_id and g.unit_id = any ((select private.unit_ids())::uuid[])
  ));

drop policy if exists "coordinators remove milestones from their templates" on public.programme_milestones;
create policy "coordinators remove milestones from their templates" on public.programme_milestones for delete to authenticated
  using (exists (
    select from public.mentor_programmes g where g.id = programme_id and g.unit_id = any ((select private.unit_ids())::uuid[])
  ));
