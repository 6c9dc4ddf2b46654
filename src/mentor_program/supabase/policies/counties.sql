-- Facts about the country: everyone who is signed in may read them, nobody may write them.
alter table public.counties enable row level security;
alter table public.counties force row level security;

revoke all on public.counties from public, anon, authenticated;
grant select on public.counties to authenticated;

drop policy if exists counties_select on public.counties;
create policy counties_select on public.counties for select to authenticated using ((select auth.uid()) is not null);
