-- pairing_milestones: seen with the pair; completed and reopened by coordinators.
alter table public.pairing_milestones enable row level security;
alter table public.pairing_milestones force row level security;
revoke all on public.pairing_milestones from anon, authenticated;
grant select on public.pairing_milestones to authenticated;
grant update (status) on public.pairing_milestones to authenticated;

drop policy if exists "whoever sees the pair sees its milestones" on public.pairing_milestones;
create policy "whoever sees the pair sees its milestones" on public.pairing_milestones for select to authenticated
  using (exists (
    select from public.mentor_pairings p where p.id = pairing_id
  ));

drop policy if exists "coordinators complete and reopen milestones" on public.pairing_milestones;
create policy "coordinators complete and reopen milestones" on public.pairing_milestones for update to authenticated
  using (exists (
    select from public.mentor_pairings p where p.id = pairing_id and p.unit_id = any ((select private.unit_ids())::uuid[])
  ))
  with check (exists (
    select from public.mentor_pairings p where p.id = pairing_id and p.unit_id = any ((select private.unit_ids())::uuid[])
  ));
