-- peer_mentor_wished_areas: what a mentee asked for, for the person and coordinators in scope; coordinators write.
alter table public.peer_mentor_wished_areas enable row level security;
alter table public.peer_mentor_wished_areas force row level security;
revoke all on public.peer_mentor_wished_areas from anon, authenticated;
grant select on public.peer_mentor_wished_areas to authenticated;
grant insert (peer_mentor_id, area_id) on public.peer_mentor_wished_areas to authenticated;
grant delete on public.peer_mentor_wished_areas to authenticated;

drop policy if exists "coordinators in scope and the person see it" on public.peer_mentor_wished_areas;
create policy "coordinators in scope and the person see it" on public.peer_mentor_wished_areas for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators in scope add it" on public.peer_mentor_wished_areas;
create policy "coordinators in scope add it" on public.peer_mentor_wished_areas for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope remove it" on public.peer_mentor_wished_areas;
create policy "coordinators in scope remove it" on public.peer_mentor_wished_areas for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
