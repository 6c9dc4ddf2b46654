-- peer_mentor_readiness: ready for a new pair or not, for coordinators.
alter table public.peer_mentor_readiness enable row level security;
alter table public.peer_mentor_readiness force row level security;
revoke all on public.peer_mentor_readiness from anon, authenticated;
grant select on public.peer_mentor_readiness to authenticated;
grant insert (peer_mentor_id, ready) on public.peer_mentor_readiness to authenticated;
grant update (ready) on public.peer_mentor_readiness to authenticated;
grant delete on public.peer_mentor_readiness to authenticated;

drop policy if exists "coordinators in scope read it" on public.peer_mentor_readiness;
create policy "coordinators in scope read it" on public.peer_mentor_readiness for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope add it" on public.peer_mentor_readiness;
create policy "coordinators in scope add it" on public.peer_mentor_readiness for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope change it" on public.peer_mentor_readiness;
create policy "coordinators in scope change it" on public.peer_mentor_readiness for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope remove it" on public.peer_mentor_readiness;
create policy "coordinators in scope remove it" on public.peer_mentor_readiness for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
