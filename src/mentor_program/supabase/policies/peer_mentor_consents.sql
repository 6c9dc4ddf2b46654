-- peer_mentor_consents: coordinators record it; the person sees it and may withdraw it.
alter table public.peer_mentor_consents enable row level security;
alter table public.peer_mentor_consents force row level security;
revoke all on public.peer_mentor_consents from anon, authenticated;
grant select on public.peer_mentor_consents to authenticated;
grant insert (peer_mentor_id) on public.peer_mentor_consents to authenticated;
grant delete on public.peer_mentor_consents to authenticated;

drop policy if exists "coordinators and the person see the consent" on public.peer_mentor_consents;
create policy "coordinators and the person see the consent" on public.peer_mentor_consents for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));

drop policy if exists "coordinators record a consent" on public.peer_mentor_consents;
create policy "coordinators record a consent" on public.peer_mentor_consents for insert to authenticated
  with check (unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators and the person withdraw a consent" on public.peer_mentor_consents;
create policy "coordinators and the person withdraw a consent" on public.peer_mentor_consents for delete to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]) or peer_mentor_id = (select private.peer_mentor_id()));
