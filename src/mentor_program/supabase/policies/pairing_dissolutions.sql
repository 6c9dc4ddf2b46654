-- pairing_dissolutions: reason, initiator and note are for coordinators in scope alone.
alter table public.pairing_dissolutions enable row level security;
alter table public.pairing_dissolutions force row level security;
revoke all on public.pairing_dissolutions from anon, authenticated;
grant select on public.pairing_dissolutions to authenticated;
grant insert (pairing_id, reason_id, initiated_by, note, mentor_readiness, mentee_readiness) on public.pairing_dissolutions to authenticated;

drop policy if exists "coordinators in scope read why a pair ended" on public.pairing_dissolutions;
create policy "coordinators in scope read why a pair ended" on public.pairing_dissolutions for select to authenticated
  using (exists (
    select from public.mentor_pairings p where p.id = pairing_id and p.unit_id = any ((select private.unit_ids())::uuid[])
  ));

drop policy if exists "coordinators in scope dissolve pairs" on public.pairing_dissolutions;
create policy "coordinators in scope dissolve pairs" on public.pairing_dissolutions for insert to authenticated
  with check (exists (
    select from public.mentor_pairings p where p.id = pairing_id and p.unit_id = any ((select private.unit_ids())::uuid[])
  ));
