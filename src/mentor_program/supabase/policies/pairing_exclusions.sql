-- pairing_exclusions: coordinators whose scope holds both people. Neither of the two ever sees it.
alter table public.pairing_exclusions enable row level security;
alter table public.pairing_exclusions force row level security;
revoke all on public.pairing_exclusions from anon, authenticated;
grant select on public.pairing_exclusions to authenticated;
grant insert (mentor_id, mentee_id, reason) on public.pairing_exclusions to authenticated;
grant delete on public.pairing_exclusions to authenticated;

drop policy if exists "coordinators of both people see it" on public.pairing_exclusions;
create policy "coordinators of both people see it" on public.pairing_exclusions for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) and mentor_unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators of both people add it" on public.pairing_exclusions;
create policy "coordinators of both people add it" on public.pairing_exclusions for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]) and mentor_unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators of both people remove it" on public.pairing_exclusions;
create policy "coordinators of both people remove it" on public.pairing_exclusions for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) and mentor_unit_id = any ((select private.unit_ids())::uuid[]));
