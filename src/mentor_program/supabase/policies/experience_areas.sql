-- experience_areas: a common list that every signed-in person may read.
alter table public.experience_areas enable row level security;
alter table public.experience_areas force row level security;
revoke all on public.experience_areas from anon, authenticated;
grant select on public.experience_areas to authenticated;

drop policy if exists "signed-in people see the experience areas" on public.experience_areas;
create policy "signed-in people see the experience areas" on public.experience_areas for select to authenticated
  using ((select auth.uid()) is not null);
