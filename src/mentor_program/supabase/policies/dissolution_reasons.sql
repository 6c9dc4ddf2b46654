-- dissolution_reasons: the organisation's list, for coordinators; changed by coordinators of the whole organisation.
alter table public.dissolution_reasons enable row level security;
alter table public.dissolution_reasons force row level security;
revoke all on public.dissolution_reasons from anon, authenticated;
grant select on public.dissolution_reasons to authenticated;
grant insert (unit_id, label, position, active) on public.dissolution_reasons to authenticated;
grant update (label, position, active) on public.dissolution_reasons to authenticated;

drop policy if exists "coordinators see the reasons of their organisation" on public.dissolution_reasons;
create policy "coordinators see the reasons of their organisation" on public.dissolution_reasons for select to authenticated
  using (unit_id = any (array(
    select u.organisation_id from public.organisation_units u where u.id = any ((select private.unit_ids())::uuid[])
  )));

drop policy if exists "coordinators add reasons to their units" on public.dissolution_reasons;
create policy "coordinators add reasons to their units" on public.dissolution_reasons for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]) and unit_id = any ((select private.organisation_ids())::uuid[]));

drop policy if exists "coordinators change reasons of their units" on public.dissolution_reasons;
create policy "coordinators change reasons of their units" on public.dissolution_reasons for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) and unit_id = any ((select private.organisation_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]) and unit_id = any ((select private.organisation_ids())::uuid[]));
