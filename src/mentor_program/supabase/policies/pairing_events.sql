-- pairing_events: seen with the pair; written by the database alone.
alter table public.pairing_events enable row level security;
alter table public.pairing_events force row level security;
revoke all on public.pairing_events from anon, authenticated;
grant select on public.pairing_events to authenticated;

drop policy if exists "whoever sees the pair sees its history" on public.pairing_events;
create policy "whoever sees the pair sees its history" on public.pairing_events for select to authenticated
  using (exists (
    select from public.mentor_pairings p where p.id = pairing_id
  ));
