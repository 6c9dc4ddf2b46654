-- peer_mentor_preferences: how a person prefers to meet, for the person and coordinators in scope; coordinators write.
alter table public.peer_mentor_preferences enable row level security;
alter table public.peer_mentor_preferences force row level security;
revoke all on public.peer_mentor_preferences from anon, authenticated;
grant select on public.peer_mentor_preferences to authenticated;
grant insert (peer_mentor_id, languages, meeting_forms, meeting_times) on public.peer_mentor_preferences to authenticated;
grant update (languages, meeting_forms, meeting_times) on public.peer_mentor_preferences to authenticated;
grant delete on public.peer_mentor_preferences to authenticated;

drop policy if exists "coordinators in scope and the person see it" on public.peer_mentor_preferences;
create policy "coordinators in scope and the person see it" on public.peer_mentor_preferences for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators in scope add it" on public.peer_mentor_preferences;
create policy "coordinators in scope add it" on public.peer_mentor_preferences for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope change it" on public.peer_mentor_preferences;
create policy "coordinators in scope change it" on public.peer_mentor_preferences for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]))
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators in scope remove it" on public.peer_mentor_preferences;
create policy "coordinators in scope remove it" on public.peer_mentor_preferences for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
