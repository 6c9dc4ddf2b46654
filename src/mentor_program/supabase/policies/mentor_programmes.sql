-- mentor_programmes: members read the programmes of their organisation; coordinators of its unit steer them.
alter table public.mentor_programmes enable row level security;
alter table public.mentor_programmes force row level security;
revoke all on public.mentor_programmes from anon, authenticated;
grant select on public.mentor_programmes to authenticated;
grant insert (unit_id, name, follow_up_after_days, language) on public.mentor_programmes to authenticated;
grant update (name, follow_up_after_days, language, required_qualifications, match_weights) on public.mentor_programmes to authenticated;

drop policy if exists "members see the programmes of their organisation" on public.mentor_programmes;
create policy "members see the programmes of their organisation" on public.mentor_programmes for select to authenticated
  using (unit_id = any ((select private.organisation_ids())::uuid[]) or unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators add programmes to their units" on public.mentor_programmes;
create policy "coordinators add programmes to their units" on public.mentor_programmes for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators change programmes of their units" on public.mentor_programmes;
create policy "coordinators change programmes of their units" on public.mentor_programmes for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));
