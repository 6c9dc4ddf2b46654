-- pairing_activities: the mentor and coordinators record and read contact; the mentee does not see the notes.
alter table public.pairing_activities enable row level security;
alter table public.pairing_activities force row level security;
revoke all on public.pairing_activities from anon, authenticated;
grant select on public.pairing_activities to authenticated;
grant insert (pairing_id, occurred_on, form, minutes, note) on public.pairing_activities to authenticated;

drop policy if exists "the mentor and coordinators see contacts" on public.pairing_activities;
create policy "the mentor and coordinators see contacts" on public.pairing_activities for select to authenticated
  using (exists (
    select from public.mentor_pairings p where p.id = pairing_id
      and (p.unit_id = any ((select private.unit_ids())::uuid[]) or p.mentor_id = (select private.peer_mentor_id()))
  ));

drop policy if exists "the mentor and coordinators record contacts" on public.pairing_activities;
create policy "the mentor and coordinators record contacts" on public.pairing_activities for insert to authenticated
  with check (exists (
    select from public.mentor_pairings p where p.id = pairing_id
      and (p.unit_id = any ((select private.unit_ids())::uuid[]) or p.mentor_id = (select private.peer_mentor_id()))
  ));
