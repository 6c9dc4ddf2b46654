-- Facts about the country: everyone who is signed in may read them, nobody may write them.
alter table public.postal_codes enable row level security;
alter table public.postal_codes force row level security;

revoke all on public.postal_codes from public, anon, authenticated;
grant select on public.postal_codes to authenticated;

drop policy if exists postal_codes_select on public.postal_codes;
create policy postal_codes_select on public.postal_codes for select to authenticated using ((select auth.uid()) is not null);
