-- peer_mentor_experience_areas: coordinators in scope, and oneself.
alter table public.peer_mentor_experience_areas enable row level security;
alter table public.peer_mentor_experience_areas force row level security;
revoke all on public.peer_mentor_experience_areas from anon, authenticated;
grant select on public.peer_mentor_experience_areas to authenticated;
grant insert (peer_mentor_id, area_id) on public.peer_mentor_experience_areas to authenticated;
grant delete on public.peer_mentor_experience_areas to authenticated;

drop policy if exists "coordinators and the person see the areas" on public.peer_mentor_experience_areas;
create policy "coordinators and the person see the areas" on public.peer_mentor_experience_areas for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators add areas" on public.peer_mentor_experience_areas;
create policy "coordinators add areas" on public.peer_mentor_experience_areas for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators remove areas" on public.peer_mentor_experience_areas;
create policy "coordinators remove areas" on public.peer_mentor_experience_areas for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
