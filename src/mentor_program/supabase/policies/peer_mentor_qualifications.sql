-- peer_mentor_qualifications: what a person has fulfilled, for the person and coordinators in scope; coordinators write.
alter table public.peer_mentor_qualifications enable row level security;
alter table public.peer_mentor_qualifications force row level security;
revoke all on public.peer_mentor_qualifications from anon, authenticated;
grant select on public.peer_mentor_qualifications to authenticated;
grant insert (peer_mentor_id, kind, fulfilled_on, valid_until) on public.peer_mentor_qualifications to authenticated;
grant update (fulfilled_on, valid_until) on public.peer_mentor_qualifications to authenticated;
grant delete on public.peer_mentor_qualifications to authenticated;

drop policy if exists "coordinators in scope and the person see it" on public.peer_mentor_qualifications;
create policy "coordinators in scope and the person see it" on public.peer_mentor_qualifications for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators in scope add it" on public.peer_mentor_qualifications;
create policy "coordinators in scope add it" on public.peer_mentor_qualifications for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope change it" on public.peer_mentor_qualifications;
create policy "coordinators in scope change it" on public.peer_mentor_qualifications for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope remove it" on public.peer_mentor_qualifications;
create policy "coordinators in scope remove it" on public.peer_mentor_qualifications for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
