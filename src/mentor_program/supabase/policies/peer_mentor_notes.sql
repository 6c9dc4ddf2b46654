-- peer_mentor_notes: the coordinators' own note.
alter table public.peer_mentor_notes enable row level security;
alter table public.peer_mentor_notes force row level security;
revoke all on public.peer_mentor_notes from anon, authenticated;
grant select on public.peer_mentor_notes to authenticated;
grant insert (peer_mentor_id, note) on public.peer_mentor_notes to authenticated;
grant update (note) on public.peer_mentor_notes to authenticated;
grant delete on public.peer_mentor_notes to authenticated;

drop policy if exists "coordinators in scope read it" on public.peer_mentor_notes;
create policy "coordinators in scope read it" on public.peer_mentor_notes for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope add it" on public.peer_mentor_notes;
create policy "coordinators in scope add it" on public.peer_mentor_notes for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope change it" on public.peer_mentor_notes;
create policy "coordinators in scope change it" on public.peer_mentor_notes for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope remove it" on public.peer_mentor_notes;
create policy "coordinators in scope remove it" on public.peer_mentor_notes for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
