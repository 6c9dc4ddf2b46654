-- peer_mentor_contacts: coordinators in scope, oneself, and the other person while the pair is active or paused.
alter table public.peer_mentor_contacts enable row level security;
alter table public.peer_mentor_contacts force row level security;
revoke all on public.peer_mentor_contacts from anon, authenticated;
grant select on public.peer_mentor_contacts to authenticated;
grant insert (peer_mentor_id, email, phone, postal_code) on public.peer_mentor_contacts to authenticated;
grant update (email, phone, postal_code) on public.peer_mentor_contacts to authenticated;

drop policy if exists "coordinators, the person and the other of an open pair" on public.peer_mentor_contacts;
create policy "coordinators, the person and the other of an open pair" on public.peer_mentor_contacts for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[])
    or peer_mentor_id = (select private.peer_mentor_id())
    or peer_mentor_id = any ((select private.counterpart_ids())::uuid[]));

drop policy if exists "coordinators and the person add contact details" on public.peer_mentor_contacts;
create policy "coordinators and the person add contact details" on public.peer_mentor_contacts for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators and the person correct contact details" on public.peer_mentor_contacts;
create policy "coordinators and the person correct contact details" on public.peer_mentor_contacts for update to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()))
  with check (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));
