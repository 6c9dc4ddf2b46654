-- pairing_proposals: seen and changed by the coordinator who made them alone, and only while the unit is in scope.
-- A colleague proposes anew: two people who lock and drop lines of one list would undo each other's work.
alter table public.pairing_proposals enable row level security;
alter table public.pairing_proposals force row level security;
revoke all on public.pairing_proposals from anon, authenticated;
grant select, delete on public.pairing_proposals to authenticated;
grant insert (unit_id, max_km, lines, helpful) on public.pairing_proposals to authenticated;
grant update (max_km, lines, helpful, created) on public.pairing_proposals to authenticated;

drop policy if exists "coordinators see their own proposals" on public.pairing_proposals;
create policy "coordinators see their own proposals" on public.pairing_proposals for select to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators propose in their units" on public.pairing_proposals;
create policy "coordinators propose in their units" on public.pairing_proposals for insert to authenticated
  with check (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators change their own proposals" on public.pairing_proposals;
create policy "coordinators change their own proposals" on public.pairing_proposals for update to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]))
  with check (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators discard their own proposals" on public.pairing_proposals;
create policy "coordinators discard their own proposals" on public.pairing_proposals for delete to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));
