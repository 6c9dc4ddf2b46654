-- Facts about the country: everyone who is signed in may read them, nobody may write them.
alter table public.municipalities enable row level security;
alter table public.municipalities force row level security;

revoke all on public.municipalities from public, anon, authenticated;
grant select on public.municipalities to authenticated;

drop policy if exists municipalities_select on public.municipalities;
create policy municipalities_select on public.municipalities for select to authenticated using ((select auth.uid()) is not null);
